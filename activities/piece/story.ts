import { type Byline, type Dispatch, examineContent, type LiveStory } from '#domain';
import type { PublicByline, Store } from '#store';

export type PublishPiece = Extract<Dispatch, { kind: 'publishPiece' }>;

/** How a channel fared with a piece; `code` says why it did not. */
export type ChannelResult = { ok: true; id: string } | { ok: false; code: string };

/**
 * The open text of a story, for the public. `ERASED` when its key was destroyed; `PROOF_FAILED` when masking would still hide
 * something: the reviews have seen to that, and this door sees to it once more.
 */
export async function openStory(
  { sealing }: Pick<Store, 'sealing'>,
  { content }: LiveStory,
): Promise<{ ok: true; content: LiveStory['content'] } | { ok: false; code: 'ERASED' | 'PROOF_FAILED' }> {
  const parts = await Promise.all([content.title, content.body].map((text) => sealing.unseal(text, { fresh: true })));
  if (parts.some((part) => !part.ok)) return { ok: false, code: 'ERASED' };
  const open = await sealing.unsealDeep(content);
  return examineContent(open, 0).found.length > 0 ? { ok: false, code: 'PROOF_FAILED' } : { ok: true, content: open };
}

export const paragraphsOf = (body: string): string[] =>
  body
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** 记者 · 责任编辑 · 校对 · 二审 · 三审, by the names people have in the directory. */
export async function bylineOf({ directory }: Pick<Store, 'directory'>, byline: Byline): Promise<PublicByline> {
  const name = async (id: string): Promise<string> => (await directory.person(id))?.name ?? id;
  const names = (ids: string[]): Promise<string[]> => Promise.all(ids.map(name));
  return [
    { role: 'reporter', names: await names([byline.reporter]) },
    { role: 'editor', names: await names([byline.editor]) },
    { role: 'proofreader', names: await names(byline.proofreaders) },
    { role: 'reviewer2', names: await names([byline.reviewer2]) },
    { role: 'reviewer3', names: await names([byline.reviewer3]) },
  ];
}
