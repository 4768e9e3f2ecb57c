import { foldFacts, type IssueEvent, type IssueFacts, type IssueState } from '#domain';
import type { mongo } from 'mongoose';
import { isDuplicate, type Collections, type Doc } from './collections';
import { noDue } from './projection';
import type { AnyRecord } from './records';

/**
 * The rows that figures are reckoned from, one an issue, beside the read model: small, since figures read them all. `until` is the last
 * instant that can count; an open issue's lies ahead of everything.
 */
export type FigureDoc = Doc & {
  seq: number;
  openedAt: string;
  until: string;
  units: string[];
  district: string | null;
  row: string;
};

export type FigureFilter = {
  /** Only rows in which something may lie at or after `from` and before `to`. */
  from: string;
  to: string;
  scope?: { units?: string[]; districts?: string[] };
};

export type Figures = {
  /** Every row that a period may need, in no order; a cursor's worth at a time. */
  rows(filter: FigureFilter): AsyncGenerator<IssueFacts>;
  get(no: string): Promise<IssueFacts | null>;
};

export function createFigures(collections: Collections): Figures {
  const docs = collections.of<FigureDoc>('figures');
  return {
    rows: (filter) => rowsIn(docs, filter),
    get: async (no) => rowOf(await docs.findOne({ _id: no })),
  };
}

const rowOf = (doc: Pick<FigureDoc, 'row'> | null): IssueFacts | null =>
  doc === null ? null : (JSON.parse(doc.row) as IssueFacts);

const batch = 1000;

async function* rowsIn(docs: mongo.Collection<FigureDoc>, { from, to, scope }: FigureFilter): AsyncGenerator<IssueFacts> {
  const ways = [
    ...(scope?.units ? [{ units: { $in: scope.units } }] : []),
    ...(scope?.districts ? [{ district: { $in: scope.districts } }] : []),
  ];
  const filter = { until: { $gte: from }, openedAt: { $lt: to }, ...(ways.length > 0 ? { $or: ways } : {}) };
  const found = docs.find(filter, { projection: { row: 1 } }).batchSize(batch);
  for await (const doc of found) yield JSON.parse(doc.row) as IssueFacts;
}

/** How many rows a process remembers: an issue's steps mostly follow one another where they were confirmed. */
const mostHeld = 2000;
const held = new WeakMap<Collections, Map<string, IssueFacts>>();

/**
 * Folds a confirmed step into its issue's row: once, forward, whoever comes first. Steps that are confirmed together come one after
 * another. A row that is lost, or an issue older than its rows, begins anew with the step at hand.
 */
export async function countStep(collections: Collections, record: AnyRecord): Promise<void> {
  const state = issueStateOf(record);
  if (state === null) return;
  const docs = collections.of<FigureDoc>('figures');
  const rows = heldRows(collections);
  const known = rows.get(state.no);
  const before =
    known?.seq === record.seq - 1 || record.seq === 1 ? (known ?? null) : rowOf(await docs.findOne({ _id: state.no }));
  if (before !== null && before.seq >= record.seq) return;
  const row = foldFacts(before, { state, events: record.events as IssueEvent[] });
  if (!(await put(docs, docOf(row), before?.seq ?? null))) return void rows.delete(row.no);
  rows.delete(row.no);
  if (row.final) return;
  rows.set(row.no, row);
  if (rows.size > mostHeld) rows.delete(rows.keys().next().value ?? '');
}

function heldRows(collections: Collections): Map<string, IssueFacts> {
  const known = held.get(collections) ?? new Map<string, IssueFacts>();
  held.set(collections, known);
  return known;
}

/** A piece has no row, and neither has a state that is none (somebody wrote in its place: re-projection says so). */
function issueStateOf({ stream, state }: AnyRecord): IssueState | null {
  if (!stream.startsWith('issue-') || typeof state !== 'object' || state === null) return null;
  return Array.isArray((state as IssueState).assignments) && Array.isArray((state as IssueState).clocks)
    ? (state as IssueState)
    : null;
}

function docOf(row: IssueFacts): FigureDoc {
  const { no, seq, openedAt, at, final, duties, district } = row;
  const units = [...new Set(duties.map(({ unit }) => unit))];
  return { _id: no, seq, openedAt, until: final ? at : noDue, units, district, row: JSON.stringify(row) };
}

/** False when somebody else moved the row meanwhile: they had the same step, or a later one. */
async function put(docs: mongo.Collection<FigureDoc>, doc: FigureDoc, seq: number | null): Promise<boolean> {
  const { _id, ...fields } = doc;
  if (seq !== null) return (await docs.updateOne({ _id, seq }, { $set: fields })).matchedCount === 1;
  try {
    await docs.insertOne(doc);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
