import type { Collections } from './collections';
import { chainPage, idOf, projectedSeq, stepCollection } from './record-doc';
import type { ChainRecord, ChainVerdict } from './records';

/** The domain's hash over what a record binds: previous hash, stream, seq, events, notices and dispatches. */
export type HashOf = (record: ChainRecord) => string;

const pageLength = 200;

/** Reads the whole chain, page by page, and stops at the first fault. */
export async function verifyChain(collections: Collections, stream: string, hashOf: HashOf): Promise<ChainVerdict> {
  let previous: { seq: number; hash: string } | null = null;
  for (;;) {
    const page: ChainRecord[] = await chainPage(collections, stream, { fromSeq: (previous?.seq ?? 0) + 1, limit: pageLength });
    for (const record of page) {
      const fault = faultOf(record, previous, hashOf);
      // Of a hole, the first number that is missing.
      if (fault !== null) return { ok: false, seq: fault === 'HOLE' ? (previous?.seq ?? 0) + 1 : record.seq, fault };
      previous = { seq: record.seq, hash: record.hash };
    }
    if (page.length < pageLength) return closing(collections, stream, previous);
  }
}

function faultOf(record: ChainRecord, previous: { seq: number; hash: string } | null, hashOf: HashOf) {
  if (record.seq !== (previous?.seq ?? 0) + 1) return 'HOLE';
  if (previous !== null && record.prevHash !== previous.hash) return 'PREV_HASH';
  return hashOf(record) === record.hash ? null : 'HASH';
}

/** The read model knows of a later step than the chain holds, and none is being confirmed just now: its end was lost. */
async function closing(
  collections: Collections,
  stream: string,
  last: { seq: number; hash: string } | null,
): Promise<ChainVerdict> {
  const length = last?.seq ?? 0;
  const ahead = (await projectedSeq(collections, stream)) > length;
  if (ahead && (await stepCollection(collections).findOne({ _id: idOf(stream, length + 1) })) === null)
    return { ok: false, seq: length + 1, fault: 'HOLE' };
  return { ok: true, length, hash: last?.hash ?? null };
}
