import type { Store } from '#store';
import { bylineOf, openStory, paragraphsOf, type ChannelResult, type PublishPiece } from './story';

/** The desk's own public site: a story stands in the store's public projection, by piece, never behind a later version. */
export async function publishOnSite(
  { store, realNow }: { store: Pick<Store, 'sealing' | 'stories' | 'directory' | 'erasures'>; realNow: () => string },
  { piece, issue, act, version, story }: PublishPiece,
): Promise<ChannelResult> {
  if (act === 'withdraw') {
    await store.stories.withdraw(piece, version);
    return { ok: true, id: piece };
  }
  const open = await openStory(store, story);
  if (!open.ok) return open;
  const { title, body, media, aiGenerated, aiLabel, note } = open.content;
  await store.stories.put({
    ...{ id: piece, issue, version, title, paragraphs: paragraphsOf(body), media, publishedAt: story.publishedAt },
    byline: await bylineOf(store, story.byline),
    ai: aiGenerated ? aiLabel : null,
    correction: note === null || story.correction === null ? null : { at: story.correction.at, text: note },
    withdrawn: false,
  });
  const still = await openStory(store, story);
  if (still.ok) return { ok: true, id: piece };
  // Erased between the look and the writing: whoever erased may not have seen it stand.
  await store.erasures.takeBackStory(piece, realNow());
  return still;
}
