import type { Collections, Doc } from './collections';
import type { OutboxBody } from './outbox';
import { erasedText } from './sealing/deep';
import type { StoryDoc } from './stories';

/**
 * What left a piece's key behind because it was published: the copy on the desk's own site, and the stories that wait in the
 * outbox or stand in its history for other channels. The site keeps the mark that there was a story; a channel that has not had
 * it yet is told of its withdrawal instead.
 */
export async function clearOpenTexts(collections: Collections, piece: string): Promise<void> {
  const gone = { title: erasedText, paragraphs: [], media: [], correction: null, withdrawn: true, erased: true as const };
  await collections.of<StoryDoc>('stories').updateOne({ _id: piece }, { $set: gone });
  for (const name of ['outbox', 'deliveries'] as const) await takeBack(collections, name, `piece-${piece}`);
}

type Letter = Doc & { stream: string | null; body: OutboxBody };

async function takeBack(collections: Collections, name: 'outbox' | 'deliveries', stream: string): Promise<void> {
  const letters = collections.of<Letter>(name);
  for (const { _id, body } of await letters.find({ stream }).toArray()) {
    if (body.kind !== 'webhook' || !body.type.startsWith('story.')) continue;
    const { id, issue, version, attempt } = body.payload as Record<string, string | number>;
    const payload = { id, issue, version, attempt };
    await letters.updateOne({ _id }, { $set: { 'body.type': 'story.withdraw', 'body.payload': payload } });
  }
}
