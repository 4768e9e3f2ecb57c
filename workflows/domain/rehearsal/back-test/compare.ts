import { type Instant, millisOf } from '../../deadline';
import type { Facts } from '../../text';
import { type Way, sameAnswer } from './way';

/** What a draft does otherwise to an issue. */
export const differenceKinds = [
  'routed',
  'graded',
  'unroutable',
  'routable',
  'late',
  'inTime',
  'due',
  'ended',
  'answered',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** A due that is another, or is there only on one side. `clock` is its kind, `n` which of its kind. */
export type MovedDue = { clock: string; n: number; before: Instant; after: Instant };

export type BackTestItem = {
  /** The number; null where its identity is sealed. */
  no: string | null;
  /** Of a generated issue: what it brought along, so that it can be played by hand. */
  facts?: Facts | undefined;
  at: Instant;
  district: string | null;
  before: Way;
  after: Way;
  kinds: DifferenceKind[];
  moved: MovedDue[];
  /** Clocks that are missed now and were not, and those that were and are not. */
  newlyLate: string[];
  noLongerLate: string[];
  /** Steps that nobody took then and that were taken here by their first way out. */
  assumed: string[];
  /** Commands of then that the draft refuses. */
  refused: string[];
};

export type Compared = Pick<BackTestItem, 'no' | 'facts' | 'at' | 'district' | 'before' | 'after' | 'assumed' | 'refused'>;

/** One issue's two ways beside each other. */
export function compareWays(given: Compared): BackTestItem {
  const { no, facts, at, district, before, after, assumed, refused } = given;
  const moved = before.dues === after.dues ? none : movedDues(before, after);
  const newlyLate = without(after.late, before.late);
  const noLongerLate = without(before.late, after.late);
  const kinds: DifferenceKind[] = [];
  if (!sameList(before.units, after.units)) kinds.push('routed');
  if (before.grade !== after.grade) kinds.push('graded');
  if (isUnroutable(after) !== isUnroutable(before)) kinds.push(isUnroutable(after) ? 'unroutable' : 'routable');
  if (newlyLate.length > 0) kinds.push('late');
  if (noLongerLate.length > 0) kinds.push('inTime');
  if (moved.length > 0) kinds.push('due');
  if (before.stage !== after.stage) kinds.push('ended');
  if (!sameAnswers(before, after)) kinds.push('answered');
  const item = { no, at, district, before, after, kinds, moved, newlyLate, noLongerLate, assumed, refused };
  return facts === undefined ? item : { ...item, facts };
}

/** What most issues have none of is shared. */
const none: never[] = [];

const without = (list: readonly string[], others: readonly string[]): string[] =>
  list.length === 0 ? none : list.filter((one) => !others.includes(one));

/** C12: the tables named nobody, so that a dispatcher has to; or the engine could not go on. */
const isUnroutable = ({ routed, incident }: Way): boolean => routed === 'person' || incident !== null;

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

const sameAnswers = ({ answers: a }: Way, { answers: b }: Way): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one.node === b[i]?.node && sameAnswer(one, b[i])));

/** Dues that both sides have and that differ; what only one side has is another way, and told as such. */
function movedDues({ dues: before }: Way, { dues: after }: Way): MovedDue[] {
  const moved: MovedDue[] = [];
  for (const name in before) {
    const [was, is] = [before[name], after[name]];
    if (was !== undefined && is !== undefined && was !== is) moved.push({ ...clockOf(name), before: was, after: is });
  }
  return moved;
}

/** `reply#2` as its kind and which of its kind. */
export function clockOf(name: string): { clock: string; n: number } {
  const at = name.lastIndexOf('#');
  return { clock: name.slice(0, at), n: Number(name.slice(at + 1)) };
}

/** How much later a due is, in milliseconds; below zero: earlier. */
export const shiftOf = ({ before, after }: MovedDue): number => millisOf(after) - millisOf(before);
