import type { StepRecord } from '#domain';
import { verifyChain, type HashOf } from './chain';
import type { Collections } from './collections';
import { createConfirm, type ConfirmTools } from './confirm';
import { differences, restore, type Difference } from './mend';
import { project, rowsOf } from './projection';
import { StoreError } from './errors';
import { chainCollection, chainPage, headOf, idOf, stepCollection, stepDocOf, type StepDoc } from './record-doc';
import { isDuplicate } from './collections';

/** A step record of any stream; what is inside events, view and state is the stream's own affair. */
export type AnyRecord = StepRecord<unknown, unknown, unknown>;

/** Where a stream stands in the confirmed chain. */
export type Head = { seq: number; hash: string };

export type ConfirmResult =
  | { ok: true; /** How many records this call confirmed; 0 when all of it was known. */ confirmed: number }
  /** No record at `seq` leads to the hash: the stream must be written again from its history. */
  | { ok: false; code: 'RECORD_MISSING'; seq: number; found: string | null };

/** A confirmed record as it stands in the chain; the last one of a stream that has ended still bears its view and state. */
export type ChainRecord = Omit<AnyRecord, 'view' | 'state' | 'confirmed'> & { view?: unknown; state?: unknown };

export type TentativeStream = { stream: string; seq: number; hash: string; writtenAt: string };

export type ChainVerdict =
  { ok: true; length: number; hash: string | null } | { ok: false; seq: number; fault: 'HOLE' | 'PREV_HASH' | 'HASH' };

export type Records = {
  /**
   * Writes one step, all or nothing, tentative until confirmed (DESIGN 9). The same seq and hash again is `same`; another hash
   * replaces a tentative record and drops the stream's later tentative ones; throws `RECORD_CONFLICT` against a confirmed one.
   * Confirms what `record.confirmed` names.
   */
  write(record: AnyRecord): Promise<'written' | 'same'>;
  /** Confirms the stream up to this step, sends its notices and dispatches to the outbox and projects it. Idempotent. */
  confirm(stream: string, seq: number, hash: string): Promise<ConfirmResult>;
  /** Streams with a tentative record older than `ms`, oldest first: ask the workflow for its head and confirm that. */
  tentativeOlderThan(ms: number, now: string, limit?: number, except?: readonly string[]): Promise<TentativeStream[]>;
  /** Drops tentative records of a stream after its head that were written before an instant: what a lost step left behind. */
  dropTentativeAfter(stream: string, seq: number, writtenBefore?: string): Promise<number>;
  /** The stream's last confirmed step. */
  head(stream: string): Promise<Head | null>;
  /** Confirmed records in order, from `fromSeq` (1 by default), at most `limit`. */
  chain(stream: string, page?: { fromSeq?: number; limit?: number }): Promise<ChainRecord[]>;
  /** Checks numbers without holes, links to the previous hash, and each hash by the domain's function. */
  verifyChain(stream: string): Promise<ChainVerdict>;
  /** The state of the last confirmed step, `null` when the stream is unknown. */
  state(stream: string): Promise<unknown>;
  /** Where a step as its history tells it is not what stands in the chain or, when it is the newest, in the read model. */
  differences(record: AnyRecord): Promise<Difference[]>;
  /** Puts a confirmed step back as its history tells it. False when the chain holds another one here, or none. */
  restore(record: AnyRecord): Promise<boolean>;
  /** Projects a stream that has ended anew from its chain; false while it runs: its history tells, `npm run reproject` asks it. */
  reproject(stream: string): Promise<boolean>;
  /** Every stream of the chain, in order of name, for re-projection. */
  streams(prefix: 'issue-' | 'piece-', page?: { after?: string; limit?: number }): Promise<string[]>;
};

type Tools = ConfirmTools & { hashOf: HashOf };

export function createRecords(tools: Tools): Records {
  const { collections } = tools;
  const confirm = createConfirm(tools);
  return {
    write: (record) => write(tools, confirm, record),
    confirm,
    tentativeOlderThan: (ms, now, limit = 500, except = []) => tentativeOlderThan(collections, ms, now, limit, except),
    dropTentativeAfter: (stream, seq, writtenBefore) => dropTentativeAfter(collections, stream, seq, writtenBefore),
    head: (stream) => headOf(collections, stream),
    chain: (stream, page) => chainPage(collections, stream, page),
    verifyChain: (stream) => verifyChain(collections, stream, tools.hashOf),
    state: (stream) => stateOf(collections, stream),
    differences: (record) => differences(collections, record),
    restore: (record) => restore(collections, record),
    reproject: (stream) => reproject(collections, stream),
    streams: (prefix, page) => streams(collections, prefix, page),
  };
}

async function write(tools: Tools, confirm: Records['confirm'], record: AnyRecord): Promise<'written' | 'same'> {
  const known = await knownHashes(tools.collections, record);
  const own = known.get(record.seq);
  if (own !== undefined && own !== record.hash) throw conflict(record, own);
  const answer = own === undefined ? await place(tools, record) : 'same';
  const before = record.confirmed;
  // Already in the chain: nothing to do. What cannot be confirmed is found by the sweep, which asks the workflow and says why:
  // the step itself is written and must not wait for it.
  if (before !== null && before.seq > 0 && known.get(before.seq) !== before.hash)
    await confirm(record.stream, before.seq, before.hash).catch(() => undefined);
  return answer;
}

/** The confirmed hashes at this step's number and at the one it confirms: one point read. */
async function knownHashes(collections: Collections, record: AnyRecord): Promise<Map<number, string>> {
  const seqs = [record.seq, record.confirmed?.seq ?? record.seq];
  const ids = [...new Set(seqs)].map((seq) => idOf(record.stream, seq));
  const found = await chainCollection(collections)
    .find({ _id: { $in: ids } }, { projection: { seq: 1, hash: 1 } })
    .toArray();
  return new Map(found.map(({ seq, hash }) => [seq, hash]));
}

const conflict = (record: AnyRecord, confirmed: string) =>
  new StoreError('RECORD_CONFLICT', `${record.stream} step ${record.seq} is confirmed as ${confirmed}, not ${record.hash}`);

async function place(tools: Tools, record: AnyRecord): Promise<'written' | 'same'> {
  const steps = stepCollection(tools.collections);
  const doc = stepDocOf(record, tools.now());
  for (;;) {
    try {
      await steps.insertOne(doc);
      return 'written';
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const present = await steps.findOne({ _id: doc._id }, { projection: { hash: 1 } });
    if (present?.hash === record.hash) return rewritten(tools, doc);
    if (present !== null && (await replace(tools, doc, present.hash))) return 'written';
  }
}

/** Written again, it is young again: nobody takes it for what a lost step left behind. */
async function rewritten(tools: Tools, { _id, hash, writtenAt }: StepDoc): Promise<'same'> {
  await stepCollection(tools.collections).updateOne({ _id, hash }, { $set: { writtenAt } });
  return 'same';
}

async function dropTentativeAfter(collections: Collections, stream: string, seq: number, before?: string): Promise<number> {
  const old = before === undefined ? {} : { writtenAt: { $lt: before } };
  return (await stepCollection(collections).deleteMany({ stream, seq: { $gt: seq }, ...old })).deletedCount;
}

/** Another input won this number: the lost step goes, and whatever was built on it. */
async function replace(tools: Tools, doc: StepDoc, lost: string): Promise<boolean> {
  const steps = stepCollection(tools.collections);
  await steps.deleteMany({ stream: doc.stream, seq: { $gt: doc.seq } });
  await tools.onPoint('replace:after-drop');
  const answer = await steps.replaceOne({ _id: doc._id, hash: lost }, doc);
  return answer.matchedCount === 1;
}

async function tentativeOlderThan(
  collections: Collections,
  ms: number,
  now: string,
  limit: number,
  except: readonly string[],
): Promise<TentativeStream[]> {
  const before = new Date(Date.parse(now) - ms).toISOString();
  const found = await stepCollection(collections)
    .find(
      { writtenAt: { $lt: before }, ...(except.length > 0 ? { stream: { $nin: [...except] } } : {}) },
      { projection: { stream: 1, seq: 1, hash: 1, writtenAt: 1 } },
    )
    .sort({ writtenAt: 1 })
    .limit(limit)
    .toArray();
  return found.map(({ stream, seq, hash, writtenAt }) => ({ stream, seq, hash, writtenAt }));
}

async function stateOf(collections: Collections, stream: string): Promise<unknown> {
  const _id = stream.slice(stream.indexOf('-') + 1);
  const row = await rowsOf(collections, stream).findOne({ _id }, { projection: { state: 1 } });
  return row === null ? null : (JSON.parse(row.state) as unknown);
}

async function reproject(collections: Collections, stream: string): Promise<boolean> {
  const head = await headOf(collections, stream);
  const [record] = head === null ? [] : await chainPage(collections, stream, { fromSeq: head.seq, limit: 1 });
  if (record?.view === undefined || record.state === undefined) return false;
  await project(collections, { ...record, view: record.view, state: record.state, confirmed: null });
  return true;
}

async function streams(collections: Collections, prefix: string, page?: { after?: string; limit?: number }): Promise<string[]> {
  const found = await chainCollection(collections)
    .find({ seq: 1, stream: { $gt: page?.after ?? prefix, $lt: `${prefix}\uffff` } }, { projection: { stream: 1 } })
    .sort({ stream: 1 })
    .limit(page?.limit ?? 1000)
    .toArray();
  return found.map(({ stream }) => stream);
}
