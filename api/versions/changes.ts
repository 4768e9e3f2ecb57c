import { type ReleaseContent, canonicalJson, sha256Hex } from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { ChangedDraft, DraftChange, DraftKind, Drafts, Revised, Store } from '#store';
import type { Deps } from '../deps';
import type { Named } from '../drafts';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';
import type { StoredScenario } from '../rehearsal';

type Planned = ResultOf<Routes['planRestore']>['drafts'][number];
type Told = ResultOf<Routes['restoreRelease']>;
type Wanted = { kind: DraftKind; document: Named };

const draftsOf = (store: Store, kind: DraftKind): Drafts<Named> => {
  const all = {
    flow: store.flows,
    table: store.tables,
    policy: store.policies,
    calendar: store.calendars,
    scenario: store.scenarios,
  };
  return all[kind] as unknown as Drafts<Named>;
};

/** The drafts that a release was made of. */
export function documentsOf(
  content: Pick<ReleaseContent, 'flow' | 'subflows' | 'decisions' | 'policy' | 'hours'>,
  scenarios: readonly Named[] = [],
): Wanted[] {
  const of = (kind: DraftKind, documents: readonly Named[]): Wanted[] => documents.map((document) => ({ kind, document }));
  return [
    ...of('flow', [content.flow, ...(content.subflows ?? [])]),
    ...of('table', content.decisions),
    ...of('policy', [content.policy]),
    ...of('calendar', content.hours),
    ...of('scenario', scenarios),
  ];
}

/** What is there and what it would become. `base` names the revisions that were looked at. */
export async function planOf({ store }: Deps, wanted: readonly Wanted[]): Promise<{ base: string; drafts: ChangedDraft[] }> {
  const drafts = await Promise.all(
    wanted.map(async ({ kind, document }): Promise<ChangedDraft> => {
      const before = await draftsOf(store, kind).get(document.id);
      return { kind, id: document.id, before, after: document };
    }),
  );
  return { base: baseOf(drafts), drafts };
}

const baseOf = (drafts: readonly ChangedDraft[]): string =>
  sha256Hex(canonicalJson(drafts.map(({ kind, id, before }) => [kind, id, before?.revision ?? 0])));

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
const isSame = ({ before, after }: ChangedDraft): boolean => before !== null && after !== null && same(before.document, after);

/** A document of a plan as it is told. */
export function plannedOf(draft: ChangedDraft): Planned {
  const { kind, id, before, after } = draft;
  const named = (after ?? before?.document ?? { name: { zh: id, en: id } }) as Named;
  const becomes = after === null ? 'removed' : before === null ? 'new' : isSame(draft) ? 'same' : 'replaced';
  return { kind, id, name: named.name, revision: before?.revision ?? null, becomes };
}

type Change = Pick<DraftChange, 'id' | 'flow' | 'what' | 'source' | 'by'>;

/**
 * Writes several drafts as one change. What they were before is kept first, so that nothing is lost whatever happens; a call that was
 * broken off goes on when it is sent again. Throws `REVISION_CONFLICT` where somebody has saved one of them: then none is changed.
 */
export async function carryOut(deps: Deps, change: Change, drafts: readonly ChangedDraft[]): Promise<DraftChange> {
  const { store, clock } = deps;
  const given = drafts.filter((draft) => !isSame(draft));
  const at = clock.realNow();
  const put = await store.draftChanges.put({ ...change, at, state: 'applying', undoneBy: null, drafts: given });
  if (put.state === 'done') return put;
  if (put.flow !== change.flow || put.what !== change.what)
    throw new Refusal('REVISION_CONFLICT', { detail: 'the key was used' });
  if (put.state === 'refused') throw new Refusal('REVISION_CONFLICT', { detail: 'a draft was saved meanwhile' });
  const written: ChangedDraft[] = [];
  for (const draft of put.drafts) {
    if (await write(store, draft, put)) written.push(draft);
    else {
      await takeBack(store, written, put);
      await store.draftChanges.end(put.id, 'refused');
      throw new Refusal('REVISION_CONFLICT', { detail: `${draft.kind} ${draft.id} was saved meanwhile` });
    }
  }
  await store.draftChanges.end(put.id, 'done');
  if (put.source.change !== null) await store.draftChanges.undone(put.source.change, put.id);
  return { ...put, state: 'done' };
}

/** Saves one document over the revision that was seen; true also where an earlier try of the same change did. */
async function write(store: Store, { kind, id, before, after }: ChangedDraft, { by, at }: DraftChange): Promise<boolean> {
  const drafts = draftsOf(store, kind);
  const revision = before?.revision ?? 0;
  if (after === null) return (await drafts.remove(id, revision)).ok || (await drafts.get(id)) === null;
  const result = await drafts.save(id, after as Named, revision, { person: by, at });
  if (result.ok) return true;
  return result.theirs?.revision === revision + 1 && result.theirs.updatedAt === at && same(result.theirs.document, after);
}

async function takeBack(store: Store, written: readonly ChangedDraft[], { by, at }: DraftChange): Promise<void> {
  for (const { kind, id, before } of written) {
    const drafts = draftsOf(store, kind);
    const now = await drafts.get(id);
    if (before === null) await drafts.remove(id, now?.revision ?? 1);
    else await drafts.save(id, before.document as Named, now?.revision ?? 0, { person: by, at });
  }
}

/** What a change left: those drafts are still as it made them. */
async function standing({ store }: Deps, { drafts }: DraftChange): Promise<(Revised<Named> | null)[] | null> {
  const now = await Promise.all(drafts.map(({ kind, id }) => draftsOf(store, kind).get(id)));
  const isLeft = now.every((draft, at) => {
    const { after } = drafts[at] ?? { after: null };
    return after === null ? draft === null : draft !== null && same(draft.document, after);
  });
  return isLeft ? now : null;
}

/** The drafts as they were before a change. Throws `REVISION_CONFLICT` where somebody has saved one since, or it is undone already. */
export async function undoOf(deps: Deps, change: DraftChange): Promise<ChangedDraft[]> {
  const now = change.undoneBy === null ? await standing(deps, change) : null;
  if (!now) throw new Refusal('REVISION_CONFLICT', { detail: 'the drafts have been changed since' });
  return change.drafts.map(({ kind, id, before }, at) => ({
    kind,
    id,
    before: now[at] ?? null,
    after: before?.document ?? null,
  }));
}

/** A change as the history tells it. */
export async function toldOf(deps: Deps, change: DraftChange): Promise<Told> {
  const { id, what, source, by, at, undoneBy, drafts } = change;
  const [names, left] = await Promise.all([peopleNames(deps, [by]), undoneBy === null ? standing(deps, change) : null]);
  return {
    ...{ id, what, release: source.release, signer: source.signer, undid: source.change, by, byName: names[by] ?? by, at },
    drafts: drafts.map(plannedOf),
    undoable: left !== null && drafts.length > 0,
    undone: undoneBy !== null,
  };
}

/** Scenarios of a bundle that belong to its flow. */
export const scenariosIn = (scenarios: readonly object[], flow: string): StoredScenario[] =>
  (scenarios as StoredScenario[]).filter((one) => one['flow'] === flow);
