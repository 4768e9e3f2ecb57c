import type { Bilingual, Instant } from '#domain';
import type { Collections, Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import type { ProjectedIssue, ProjectedPiece } from './projection';

/** Why a stream of records does not go on, as the stuck sweep saw it. */
export type StuckCode =
  /** Its workflow task fails and is tried again: changed code, a document that is missing. */
  | 'taskFailing'
  /** A task waits and nobody takes it. */
  | 'noWorker'
  /** The workflow waits for the world: the database is away. */
  | 'stalled'
  /** Temporal has no workflow of this name. */
  | 'notFound'
  /** The workflow ended, and its issue or piece did not. */
  | 'ended'
  /** The history is ahead of the lists. */
  | 'behind'
  /** All seems well, and the timer has not fired. */
  | 'timerLate'
  /** The workflow did not say where it stands. */
  | 'noAnswer'
  /** An intake whose workflow was never started. */
  | 'unstarted';

/** One stuck stream: since when and why, and what will happen next by itself. */
export type StuckFinding = {
  stream: string;
  code: StuckCode;
  /** Desk time. */
  since: Instant;
  why: Bilingual;
  next: Bilingual;
  /** For operators: the server's own words. */
  detail: string | null;
  /** Real time of the sweeps that saw it first and last with this code. */
  foundAt: string;
  seenAt: string;
};

/** A stream that should have gone on; `seq` is 0 and `wakeAt` null where no step is known yet. */
export type LateStream = { stream: string; seq: number; wakeAt: Instant | null };

export type Stuck = {
  /** Open streams whose next planned instant lies before this desk time, in order of name. */
  late(kind: 'issue-' | 'piece-', before: Instant, page?: { after?: string; limit?: number }): Promise<LateStream[]>;
  /** Intakes marked started in this span of real time of whose issue no step is known. */
  unbegun(from: string, to: string): Promise<LateStream[]>;
  note(finding: Omit<StuckFinding, 'foundAt' | 'seenAt'>, seenAt: string): Promise<void>;
  /** Takes findings away: these streams go on again. */
  clear(streams: readonly string[]): Promise<void>;
  /** Every stream with a finding. */
  streams(): Promise<string[]>;
  of(streams: readonly string[]): Promise<ReadonlyMap<string, StuckFinding>>;
  list(page?: PageRequest): Promise<Page<StuckFinding>>;
  /** Real time up to which the last whole sweep has looked at begun intakes; null before the first. */
  sweptTo(): Promise<string | null>;
  markSwept(to: string): Promise<void>;
};

type FindingDoc = Doc & Omit<StuckFinding, 'stream'>;
const pageLength = 500;

export function createStuck(collections: Collections): Stuck {
  const docs = collections.of<FindingDoc>('stuck');
  const sweeps = collections.of<Doc & { to: string }>('sweeps');
  return {
    late: (kind, before, page) => late(collections, kind, before, page),
    unbegun: (from, to) => unbegun(collections, from, to),
    note: async ({ stream, ...finding }, seenAt) => {
      const known = await docs.findOne({ _id: stream });
      const foundAt = known?.code === finding.code ? known.foundAt : seenAt;
      await docs.replaceOne({ _id: stream }, { ...finding, foundAt, seenAt }, { upsert: true });
    },
    clear: async (streams) => {
      if (streams.length > 0) await docs.deleteMany({ _id: { $in: [...streams] } });
    },
    streams: async () => (await docs.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
    of: async (streams) => {
      const found = streams.length === 0 ? [] : await docs.find({ _id: { $in: [...streams] } }).toArray();
      return new Map(found.map((doc) => [doc._id, findingOf(doc)]));
    },
    list: async (page = {}) => {
      const limit = pageSize(page);
      const found = await docs
        .find(after(page.cursor, 'foundAt', 1))
        .sort({ foundAt: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (doc) => [doc.foundAt, doc._id]);
      return { items: items.map(findingOf), next };
    },
    sweptTo: async () => (await sweeps.findOne({ _id: 'stuck' }))?.to ?? null,
    markSwept: async (to) => {
      await sweeps.replaceOne({ _id: 'stuck' }, { to }, { upsert: true });
    },
  };
}

const findingOf = ({ _id, ...finding }: FindingDoc): StuckFinding => ({ stream: _id, ...finding });

async function late(
  collections: Collections,
  kind: 'issue-' | 'piece-',
  before: Instant,
  page: { after?: string; limit?: number } = {},
): Promise<LateStream[]> {
  const onwards = page.after === undefined ? {} : { _id: { $gt: page.after.slice(kind.length) } };
  const past = { 'view.wakeAt': { $ne: null, $lt: before }, ...onwards };
  const options = { projection: { seq: 1, 'view.wakeAt': 1 }, sort: { _id: 1 as const }, limit: page.limit ?? pageLength };
  const found =
    kind === 'issue-'
      ? await collections
          .of<ProjectedIssue>('issues')
          .find({ 'view.final': false, ...past }, options)
          .toArray()
      : await collections
          .of<ProjectedPiece>('pieces')
          .find({ final: false, ...past }, options)
          .toArray();
  return found.map(({ _id, seq, view }) => ({ stream: `${kind}${_id}`, seq, wakeAt: (view as { wakeAt: string }).wakeAt }));
}

async function unbegun(collections: Collections, from: string, to: string): Promise<LateStream[]> {
  const missing: LateStream[] = [];
  const begun = { state: 'started', startedAt: { $gt: from, $lte: to } };
  for (let last: string | null = null; ;) {
    const page: Doc[] = await collections
      .of('intakes')
      .find(last === null ? begun : { ...begun, _id: { $gt: last } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(pageLength)
      .toArray();
    const numbers = page.map(({ _id }) => _id);
    const rows = await collections
      .of('issues')
      .find({ _id: { $in: numbers } }, { projection: { _id: 1 } })
      .toArray();
    const known = new Set(rows.map(({ _id }) => _id));
    missing.push(...numbers.filter((no) => !known.has(no)).map((no) => ({ stream: `issue-${no}`, seq: 0, wakeAt: null })));
    if (page.length < pageLength) return missing;
    last = numbers.at(-1) ?? null;
  }
}
