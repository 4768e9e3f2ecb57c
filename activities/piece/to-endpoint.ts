import type { Dispatch } from '#domain';
import type { Delivery, Store } from '#store';
import { messageIdOf } from '../outbox/post-signed';
import { bylineOf, openStory, paragraphsOf, type PublishPiece } from './story';

type Ports = { store: Pick<Store, 'sealing' | 'outbox' | 'directory' | 'erasures'>; realNow: () => string };

/** Type of the signed webhook of a story: `story.publish`, `story.correct`, `story.withdraw`. */
const typePrefix = 'story.';

/**
 * A channel that is no site is a signed endpoint of that id: the story waits in its own lane of the outbox, so that a dead
 * endpoint delays itself alone. How it ended comes back through `noteEnded`.
 */
export async function handToEndpoint(ports: Ports, dispatch: PublishPiece): Promise<void> {
  const { piece, issue, channel, act, version, attempt } = dispatch;
  const createdAt = ports.realNow();
  const stream = `piece-${piece}`;
  const about = { id: piece, issue, version, attempt };
  const story = await storyFor(ports.store, dispatch);
  if (!story.ok) {
    const delivery = { channel, version, attempt, ok: false, code: story.code };
    return addNote(ports, { key: dispatch.key, stream, piece, delivery });
  }
  const payload = { ...about, ...story.fields };
  const body = { kind: 'webhook' as const, endpoint: channel, type: `${typePrefix}${act}`, payload };
  await ports.store.outbox.add([{ key: `${stream}/story/${channel}/${version}/${attempt}`, stream, body, createdAt }]);
  // Erased between the look and the writing: whoever erased may not have seen it wait.
  if (act !== 'withdraw' && !(await openStory(ports.store, dispatch.story)).ok)
    await ports.store.erasures.takeBackStory(piece, ports.realNow());
}

type Fields = { ok: true; fields: Record<string, never> | Awaited<ReturnType<typeof fieldsOf>> };

async function storyFor(store: Ports['store'], { act, story }: PublishPiece): Promise<Fields | { ok: false; code: string }> {
  if (act === 'withdraw') return { ok: true, fields: {} };
  const open = await openStory(store, story);
  return open.ok ? { ok: true, fields: await fieldsOf(store, story, open.content) } : open;
}

/** What another system gets: the same as the public page shows, with the generated content's metadata (标识办法). */
async function fieldsOf(store: Ports['store'], story: PublishPiece['story'], content: PublishPiece['story']['content']) {
  const { title, body, media, aiGenerated, aiLabel, note } = content;
  const correctedAt = story.correction?.at ?? null;
  return {
    ...{ title, paragraphs: paragraphsOf(body), publishedAt: story.publishedAt, contentHash: story.hash },
    media: media.map(({ hash, type, caption }) => ({ hash, type, caption: caption ?? null })),
    byline: (await bylineOf(store, story.byline)).map(({ role, names }) => ({ role, names })),
    ai: aiGenerated && aiLabel ? { ...aiLabel } : null,
    correction: note === null || correctedAt === null ? null : { at: correctedAt, text: note },
  };
}

type Note = { key: string; stream: string; piece: string; delivery: Extract<Dispatch, { kind: 'noteDelivery' }>['delivery'] };

/** The word to the piece waits in the outbox too: what happened at an endpoint is not lost when the workflow cannot be reached. */
async function addNote({ store, realNow }: Pick<Ports, 'realNow'> & { store: Pick<Store, 'outbox'> }, note: Note): Promise<void> {
  const { key, stream, piece, delivery } = note;
  const at = realNow();
  const dispatch: Dispatch = { key: `${key}/note`, kind: 'noteDelivery', piece, delivery, at };
  await store.outbox.add([{ key: dispatch.key, stream, body: { kind: 'dispatch', dispatch }, createdAt: at }]);
}

type Told = { id: string; version: number; attempt: number; erased?: boolean };

/** For the outbox runner: called for each message that came to rest, before it is settled; tells pieces how their channels fared. */
export function noteEnded(ports: { store: Pick<Store, 'outbox'>; realNow: () => string }): (ended: Delivery) => Promise<void> {
  return async ({ key, stream, body, outcome, attempts }) => {
    if (body.kind !== 'webhook' || !body.type.startsWith(typePrefix) || stream === null) return;
    const { id: piece, version, attempt, erased } = body.payload as Told;
    if (erased) return;
    const last = attempts.at(-1)?.code;
    const base = { channel: body.endpoint, version, attempt };
    const delivery =
      outcome === 'delivered'
        ? { ...base, ok: true, id: messageIdOf(key) }
        : { ...base, ok: false, ...(last === undefined ? {} : { code: last }) };
    await addNote(ports, { key, stream, piece, delivery });
  };
}
