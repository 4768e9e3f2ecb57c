import type { Revised, Drafts } from '#store';
import { Refusal } from './problem';

/** Every document that is edited bears its name. */
export type Named = { id: string; name: { zh: string; en: string } };

/** One draft, or `NOT_FOUND`. */
export async function draftOf<T>(drafts: Drafts<T>, id: string): Promise<Revised<T>> {
  const draft = await drafts.get(id);
  if (!draft) throw new Refusal('NOT_FOUND', { detail: id });
  return draft;
}

/** A draft as lists show it. */
export const headOf = <T extends Named>({ id, revision, updatedAt, updatedBy, document }: Revised<T>) => ({
  ...{ id, revision, updatedAt, updatedBy },
  name: document.name,
});

export const fullOf = <T extends Named>(draft: Revised<T>) => ({ ...headOf(draft), document: draft.document });

/** Saves over the revision that was read and no other; a conflict shows the document as it stands. */
export async function saveDraft<T extends Named>(
  drafts: Drafts<T>,
  given: { id: string; document: T; revision: number },
  { person, at, nameOf }: { person: string; at: string; nameOf: (person: string) => Promise<string> },
): Promise<Revised<T>> {
  if (given.document.id !== given.id)
    throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.id', message: 'is not the one of the address' }] });
  const result = await drafts.save(given.id, given.document, given.revision, { person, at });
  if (result.ok) return result.saved;
  const { theirs } = result;
  const current = theirs && { ...fullOf(theirs), updatedByName: await nameOf(theirs.updatedBy) };
  throw new Refusal('REVISION_CONFLICT', { current });
}
