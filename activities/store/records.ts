import type { StepRecord } from '#domain';

/** A step record of any stream; what is inside events, view and state is the stream's own affair. */
export type AnyRecord = StepRecord<unknown, unknown, unknown>;

/** Where a stream stands in the confirmed chain. */
export type Head = { seq: number; hash: string };

export type ConfirmResult =
  | { ok: true; /** How many records this call confirmed; 0 when all of it was known. */ confirmed: number }
  /** No record at `seq` leads to the hash: the stream must be written again from its history. */
  | { ok: false; code: 'RECORD_MISSING'; seq: number; found: string | null };

/** A confirmed record as it stands in the chain; the newest of a stream still bears its view and state. */
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
  tentativeOlderThan(ms: number, now: string, limit?: number): Promise<TentativeStream[]>;
  /** Drops tentative records of a stream after its head: what a lost step left behind. */
  dropTentativeAfter(stream: string, seq: number): Promise<number>;
  /** The stream's last confirmed step. */
  head(stream: string): Promise<Head | null>;
  /** Confirmed records in order, from `fromSeq` (1 by default), at most `limit`. */
  chain(stream: string, page?: { fromSeq?: number; limit?: number }): Promise<ChainRecord[]>;
  /** Checks numbers without holes, links to the previous hash, and each hash by the domain's function. */
  verifyChain(stream: string): Promise<ChainVerdict>;
  /** The state of the last confirmed step, `null` when the stream is unknown. */
  state(stream: string): Promise<unknown>;
  /** Projects the stream anew from its chain: what `npm run reproject` starts from. */
  reproject(stream: string): Promise<boolean>;
  /** Every stream of the chain, in order of name, for re-projection. */
  streams(prefix: 'issue-' | 'piece-', page?: { after?: string; limit?: number }): Promise<string[]>;
};
