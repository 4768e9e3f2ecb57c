import type { Collections, Doc } from './collections';
import type { AnyRecord, ChainRecord, Head } from './records';

/**
 * `steps` holds what is tentative, one document a step, and stays small; `records` is the confirmed chain, to which is only
 * added. The id is the point both are read at: the fallback server has no index over (stream, seq). View and state are JSON text
 * wherever nobody looks inside them: a text costs a fraction of a tree of documents, here and in the server.
 */
export type StepDoc = Doc & Omit<AnyRecord, 'view' | 'state'> & { view: string; state: string; writtenAt: string };
export type ChainDoc = Doc & Omit<ChainRecord, 'view' | 'state'> & { view?: string; state?: string };

export const idOf = (stream: string, seq: number): string => `${stream}#${seq}`;
export const stepCollection = (collections: Collections) => collections.of<StepDoc>('steps');
export const chainCollection = (collections: Collections) => collections.of<ChainDoc>('records');

export const stepDocOf = (record: AnyRecord, writtenAt: string): StepDoc => ({
  ...record,
  view: JSON.stringify(record.view),
  state: JSON.stringify(record.state),
  _id: idOf(record.stream, record.seq),
  writtenAt,
});

/** The step as it was written, for whoever projects it. */
export const recordOfStep = ({ _id, writtenAt: _writtenAt, view, state, ...rest }: StepDoc): AnyRecord => ({
  ...rest,
  view: JSON.parse(view) as unknown,
  state: JSON.parse(state) as unknown,
});

/**
 * A record of the chain. The last one of a stream that has ended keeps its view and state, so that its row can be rebuilt when no
 * history is left; a running stream's stand in its row, and its history is the truth about them.
 */
export function chainDocOf(step: StepDoc, final: boolean): ChainDoc {
  const { writtenAt: _writtenAt, confirmed: _confirmed, view, state, ...rest } = step;
  return final ? { ...rest, view, state } : rest;
}

export const isFinal = (state: unknown): boolean => (state as { final?: unknown } | null)?.final === true;

function recordOfDoc({ _id, view, state, ...rest }: ChainDoc): ChainRecord {
  return {
    ...rest,
    ...(view === undefined ? {} : { view: openedText(view) }),
    ...(state === undefined ? {} : { state: openedText(state) }),
  };
}

/** What JSON text holds. Whatever somebody wrote in its place stays as it is: re-projection says that it is not what it was. */
export function openedText(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const probe = 200;

/** Read by ids in runs, until a number is missing: an index range on MongoDB, point reads on the fallback. */
export async function chainPage(
  collections: Collections,
  stream: string,
  page: { fromSeq?: number; limit?: number } = {},
): Promise<ChainRecord[]> {
  const { fromSeq = 1, limit = Infinity } = page;
  const records: ChainRecord[] = [];
  for (;;) {
    const wanted = Math.min(probe, limit - records.length);
    const found = await run(collections, stream, fromSeq + records.length, wanted);
    records.push(...found);
    if (found.length < wanted || records.length >= limit) return records;
  }
}

async function run(collections: Collections, stream: string, from: number, length: number): Promise<ChainRecord[]> {
  const ids = Array.from({ length }, (_, i) => idOf(stream, from + i));
  const found = await chainCollection(collections)
    .find({ _id: { $in: ids } })
    .toArray();
  return found.sort((a, b) => a.seq - b.seq).map(recordOfDoc);
}

/** The last step of the chain: the read model says about where, the next numbers say exactly. */
export async function headOf(collections: Collections, stream: string): Promise<Head | null> {
  const at = (seq: number) =>
    chainCollection(collections).findOne({ _id: idOf(stream, seq) }, { projection: { seq: 1, hash: 1 } });
  // A row may be ahead of its chain for the moment of a confirmation.
  let start = Math.max(await projectedSeq(collections, stream), 1);
  let low = await at(start);
  while (low === null && start > 1) low = await at((start -= 1));
  if (low === null) return null;
  for (let step = await at(low.seq + 1); step !== null; step = await at(low.seq + 1)) low = step;
  return { seq: low.seq, hash: low.hash };
}

/** Where the read model stands (0 when it does not know the stream): the chain is there, or about to be. */
export async function projectedSeq(collections: Collections, stream: string): Promise<number> {
  const [kind, id] = [stream.startsWith('issue-') ? 'issues' : 'pieces', stream.slice(stream.indexOf('-') + 1)] as const;
  const row = await collections.of<Doc & { seq: number }>(kind).findOne({ _id: id }, { projection: { seq: 1 } });
  return row?.seq ?? 0;
}
