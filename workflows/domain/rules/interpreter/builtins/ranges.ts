import { FeelRange, parseExpression } from 'feelin';
import { childrenOf, type FeelNode } from '../../feel-tree';
import { order } from '../compare';
import { rangeOf } from '../interval';
import { stringOf } from '../literals';
import { readAny, readDate, readDateTime, readDuration, readTime } from '../temporal';
import { builtInFunction, form, type Library } from './define';

/** A point counts as the range of itself alone. */
type Span = { readonly start: unknown; readonly end: unknown; readonly first: boolean; readonly last: boolean };

const spanOf = (value: unknown): Span =>
  value instanceof FeelRange
    ? { start: value.start, end: value.end, first: value['start included'], last: value['end included'] }
    : { start: value, end: value, first: true, last: true };

const isPoint = (value: unknown): boolean => !(value instanceof FeelRange);

/** Where one end lies to another; null, here a fault of the question, makes every relation unknown. */
class Incomparable extends Error {}

function at(a: unknown, b: unknown): number {
  const found = order(a, b);
  if (found === null) throw new Incomparable();
  return found;
}

type Relation = (a: Span, b: Span) => boolean;

const before: Relation = (a, b) => at(a.end, b.start) < 0 || (at(a.end, b.start) === 0 && !(a.last && b.first));
const meets: Relation = (a, b) => a.last && b.first && at(a.end, b.start) === 0;
const overlaps: Relation = (a, b) => !before(a, b) && !before(b, a);
const startsAt: Relation = (a, b) => at(a.start, b.start) === 0 && a.first === b.first;
const endsAt: Relation = (a, b) => at(a.end, b.end) === 0 && a.last === b.last;

/** a begins no later than b. */
const from: Relation = (a, b) => at(a.start, b.start) < 0 || (at(a.start, b.start) === 0 && (a.first || !b.first));
/** a ends no earlier than b. */
const until: Relation = (a, b) => at(a.end, b.end) > 0 || (at(a.end, b.end) === 0 && (a.last || !b.last));

const overlapsBefore: Relation = (a, b) =>
  overlaps(a, b) && (at(a.start, b.start) < 0 || (at(a.start, b.start) === 0 && a.first && !b.first)) && until(b, a);
const holds: Relation = (a, b) => from(a, b) && until(a, b);
const finishes: Relation = (a, b) => endsAt(a, b) && from(b, a);
const starts: Relation = (a, b) => startsAt(a, b) && until(b, a);
const coincides: Relation = (a, b) => startsAt(a, b) && endsAt(a, b);

type Kinds = { readonly a: 'point' | 'range' | 'either'; readonly b: 'point' | 'range' | 'either' };

const fits = (value: unknown, kind: Kinds['a']): boolean => kind === 'either' || isPoint(value) === (kind === 'point');

/** A relation between points and ranges, for the pairs DMN defines it for; null for any other. */
const relation = (names: string, holdsOf: Relation, pairs: readonly Kinds[]) =>
  builtInFunction(
    form(names, ([a, b]: [unknown, unknown]) => {
      if (a === null || b === null || !pairs.some((pair) => fits(a, pair.a) && fits(b, pair.b))) return null;
      try {
        return holdsOf(spanOf(a), spanOf(b));
      } catch (caught) {
        if (caught instanceof Incomparable) return null;
        throw caught;
      }
    }),
  );

const ANY_PAIR: readonly Kinds[] = [{ a: 'either', b: 'either' }];
const RANGES: readonly Kinds[] = [{ a: 'range', b: 'range' }];
const POINT_IN_RANGE: readonly Kinds[] = [{ a: 'either', b: 'range' }];
const RANGE_OF_POINT: readonly Kinds[] = [{ a: 'range', b: 'either' }];
const LIKE: readonly Kinds[] = [...RANGES, { a: 'point', b: 'point' }];

const CONSTRUCTORS: Readonly<Record<string, (text: string) => unknown>> = {
  date: readDate,
  time: readTime,
  'date and time': readDateTime,
  duration: readDuration,
};

/** The value of a literal, `date("…")` and its like included; undefined for anything that has to be computed. */
function literalOf(node: FeelNode | undefined, text: string): unknown {
  if (node === undefined) return undefined;
  const words = text.slice(node.from, node.to);
  if (node.name === 'NumericLiteral') return Number(words);
  if (node.name === 'StringLiteral') return stringOf(words);
  const [, name, string] = /^(@|[a-z ]+?)\s*\(?\s*("(?:[^"\\]|\\.)*")\s*\)?$/u.exec(words) ?? [];
  if (node.name !== 'DateTimeLiteral' || name === undefined || string === undefined) return undefined;
  return name === '@' ? readAny(stringOf(string)) : CONSTRUCTORS[name]?.(stringOf(string));
}

/** `range("[1..3]")`: literal ends of one kind, in order. */
function rangeFrom([text]: [string]): FeelRange | null {
  const source = text.trim();
  const [test] = childrenOf(parseExpression(source, {}, undefined).topNode);
  const interval = test?.name === 'SimplePositiveUnaryTest' ? test.firstChild : null;
  if (interval?.name !== 'Interval' || interval.to !== source.length || interval.from !== 0) return null;
  const [open, first, , second, close] = childrenOf(interval);
  const [start, end] = [literalOf(first, source), literalOf(second, source)];
  const across = order(start, end);
  return across === null || across > 0 ? null : rangeOf(start, end, open?.name === '[', close?.name === ']');
}

/** Range functions (DMN 1.5, 10.3.4.7) and `range`. */
export const ranges: Library = {
  range: builtInFunction(form('from: string', rangeFrom)),
  before: relation('point1: Any, point2: Any', before, ANY_PAIR),
  after: relation('point1: Any, point2: Any', (a, b) => before(b, a), ANY_PAIR),
  meets: relation('range1: Any, range2: Any', meets, RANGES),
  'met by': relation('range1: Any, range2: Any', (a, b) => meets(b, a), RANGES),
  overlaps: relation('range1: Any, range2: Any', overlaps, RANGES),
  'overlaps before': relation('range1: Any, range2: Any', overlapsBefore, RANGES),
  'overlaps after': relation('range1: Any, range2: Any', (a, b) => overlapsBefore(b, a), RANGES),
  finishes: relation('point: Any, range: Any', finishes, POINT_IN_RANGE),
  'finished by': relation('range: Any, point: Any', (a, b) => finishes(b, a), RANGE_OF_POINT),
  includes: relation('range: Any, point: Any', holds, RANGE_OF_POINT),
  during: relation('point: Any, range: Any', (a, b) => holds(b, a), POINT_IN_RANGE),
  starts: relation('point: Any, range: Any', starts, POINT_IN_RANGE),
  'started by': relation('range: Any, point: Any', (a, b) => starts(b, a), RANGE_OF_POINT),
  coincides: relation('point1: Any, point2: Any', coincides, LIKE),
};
