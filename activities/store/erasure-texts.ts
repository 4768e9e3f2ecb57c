import { isDuplicate, type Collections, type Doc } from './collections';
import type { OutboxBody } from './outbox';
import { toOutboxDoc } from './outbox-doc';
import { erasedText } from './sealing/deep';
import type { StoryDoc } from './stories';

/**
 * What left a piece's key behind because it was published: the copy on the desk's own site, and the stories that wait in the
 * outbox or stand in its history for other channels. The site keeps the mark that there was a story; every channel that was to have
 * one is told of its withdrawal, once, also where the story is on its way at this instant. `at` is real time.
 */
export async function clearOpenTexts(collections: Collections, piece: string, at: string): Promise<void> {
  const gone = { title: erasedText, paragraphs: [], media: [], correction: null, withdrawn: true, erased: true as const };
  await collections.of<StoryDoc>('stories').updateOne({ _id: piece }, { $set: gone });
  const stream = `piece-${piece}`;
  const told = new Map<string, Payload>();
  for (const name of ['outbox', 'deliveries'] as const)
    for (const [endpoint, payload] of await takeBack(collections, name, stream)) told.set(endpoint, payload);
  for (const [endpoint, payload] of told) await tellWithdrawn(collections, { stream, endpoint, payload, at });
}

type Letter = Doc & { stream: string | null; body: OutboxBody };
type Payload = Record<string, string | number | true>;

/** The endpoints that had, or were to have, a story of this stream, with what it was about. */
async function takeBack(collections: Collections, name: 'outbox' | 'deliveries', stream: string): Promise<[string, Payload][]> {
  const letters = collections.of<Letter>(name);
  const told: [string, Payload][] = [];
  for (const { _id, body } of await letters.find({ stream }).toArray()) {
    if (body.kind !== 'webhook' || !body.type.startsWith('story.') || isOwn(body.payload)) continue;
    const { id, issue, version, attempt } = body.payload as Payload;
    const payload = { id, issue, version, attempt } as Payload;
    await letters.updateOne({ _id }, { $set: { 'body.type': 'story.withdraw', 'body.payload': payload } });
    told.push([body.endpoint, payload]);
  }
  return told;
}

const isOwn = (payload: unknown): boolean => (payload as Partial<Payload>)['erased'] !== undefined;

type Withdrawal = { stream: string; endpoint: string; payload: Payload; at: string };

/** A letter of the desk's own, behind what is on its way to the endpoint; no piece waits for its answer. */
async function tellWithdrawn(collections: Collections, { stream, endpoint, payload, at }: Withdrawal): Promise<void> {
  const key = `${stream}/story/${endpoint}/erased/${payload['version']}`;
  if ((await collections.of('deliveries').findOne({ _id: key }, { projection: { _id: 1 } })) !== null) return;
  const body = { kind: 'webhook' as const, endpoint, type: 'story.withdraw', payload: { ...payload, erased: true } };
  try {
    await collections.of('outbox').insertOne(toOutboxDoc({ key, stream, body, createdAt: at }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}
