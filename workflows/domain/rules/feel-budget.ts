import { evaluate, FeelRange, parseDateTime } from 'feelin';
import { patternCost } from './regex-guard';
import type { Bilingual } from './table';

/** What one evaluation of a FEEL text may spend. Engineering limits, not policy; an installation may pass its own. */
export type FeelBudget = {
  /** Characters of a cell or expression. */
  readonly textLength: number;
  /** Loop turns, calls of FEEL functions, and entries of values built inside them. */
  readonly steps: number;
  /** Entries of one list or context, counted through all levels, or characters of one text. */
  readonly size: number;
  /** Worst-case backtracking steps of one regular expression. */
  readonly patternSteps: number;
};

export const DEFAULT_BUDGET: FeelBudget = { textLength: 8_000, steps: 100_000, size: 20_000, patternSteps: 50_000_000 };

export type FeelErrorCode = 'FEEL_SYNTAX' | 'FEEL_BUDGET' | 'FEEL_PATTERN' | 'FEEL_CLOCK' | 'FEEL_FAILED';

/** Thrown inside an evaluation and caught at its edge, where it becomes a value. */
export class FeelStop extends Error {
  readonly code: FeelErrorCode;
  readonly words: Bilingual;
  constructor(code: FeelErrorCode, words: Bilingual) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}

/** Counts what an evaluation spends. */
type Meter = { left: number; readonly budget: FeelBudget };

const overspent = () =>
  new FeelStop('FEEL_BUDGET', { zh: '表达式的计算量超出限额', en: 'The expression needs more work than is allowed' });

function charge(meter: Meter, steps: number): void {
  meter.left -= steps;
  if (!(meter.left >= 0)) throw overspent();
}

/** Counts entries through all levels and stops at `most`: a list that holds one list many times counts it each time. */
function entries(value: unknown, most: number): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / 16);
  if (typeof value !== 'object' || value === null) return 1;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return 1;
  let count = 1;
  for (const entry of Object.values(value as Record<string, unknown>)) {
    count += entries(entry, most - count);
    if (count > most) return count;
  }
  return count;
}

type Builtin = ((...args: unknown[]) => unknown) & { $args?: unknown };

const originals = new Map<string, Builtin>();

/** feelin hands out its own implementation when a bare name is evaluated; each is asked for once. */
function original(name: string): Builtin {
  const known = originals.get(name) ?? (evaluate(name, {}).value as Builtin);
  originals.set(name, known);
  return known;
}

function guarded(name: string, guard: (args: unknown[]) => void): Builtin {
  const inner = original(name);
  const outer: Builtin = (...args) => {
    guard(args);
    return inner(...args);
  };
  return Object.assign(outer, { $args: inner.$args });
}

const named = (names: string[], run: (...args: unknown[]) => unknown): Builtin => Object.assign(run, { $args: names });

function checkPattern(meter: Meter, text: unknown, pattern: unknown): void {
  if (typeof text !== 'string' || typeof pattern !== 'string') return;
  const cost = patternCost(pattern);
  if (!cost.ok)
    throw new FeelStop('FEEL_PATTERN', {
      zh: `不安全的正则表达式：${cost.why.zh}`,
      en: `Unsafe regular expression: ${cost.why.en}`,
    });
  if (cost.steps(text.length) > meter.budget.patternSteps)
    throw new FeelStop('FEEL_PATTERN', {
      zh: `正则表达式对 ${text.length} 个字的文本可能过慢`,
      en: `The regular expression may be too slow on a text of ${text.length} characters`,
    });
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 1);

/** Bounds the product of two sizes: what `replace` and `string join` can build, what `distinct values` compares. */
function chargeProduct(meter: Meter, a: unknown, b: unknown): void {
  const product = (lengthOf(a) + 1) * (lengthOf(b) + 1);
  if (product > meter.budget.size * 16) throw overspent();
  charge(meter, Math.floor(product / 64));
}

/** The numbers of a range, counted before they are made; feelin's own loop never ends on `1..2.5`. */
function numbersOf(meter: Meter, range: FeelRange): unknown {
  const { start, end } = range as { start: unknown; end: unknown };
  if (typeof start !== 'number' || typeof end !== 'number') return range;
  if (!Number.isInteger(start) || !Number.isInteger(end))
    throw new FeelStop('FEEL_FAILED', { zh: '只能遍历整数区间', en: 'Only a range of whole numbers can be iterated' });
  const first = range['start included'] ? start : start + Math.sign(end - start);
  const last = range['end included'] ? end : end - Math.sign(end - start);
  const length = Math.max(0, (last - first) * Math.sign(end - start || 1) + 1);
  charge(meter, length);
  return Array.from({ length }, (_, at) => first + at * Math.sign(end - start || 1));
}

function rangeOf(start: unknown, end: unknown): FeelRange {
  const valueType = typeof start === 'number' ? 'number' : typeof start === 'string' ? 'string' : null;
  return new FeelRange({ start, end, 'start included': true, 'end included': true, valueType });
}

function iterated(meter: Meter, value: unknown): unknown {
  if (value instanceof FeelRange) return numbersOf(meter, value);
  charge(meter, lengthOf(value));
  return value;
}

function sized(meter: Meter, value: unknown): unknown {
  const size = entries(value, meter.budget.size);
  if (size > meter.budget.size) throw overspent();
  charge(meter, Math.ceil(size / 16));
  return value;
}

function clock(now: string | undefined): unknown {
  const instant = now === undefined ? null : parseDateTime(now);
  if (instant !== null) return instant;
  throw new FeelStop('FEEL_CLOCK', { zh: '此处没有给出当前时间', en: 'No present time was given here' });
}

type Names = Record<string, unknown>;

/**
 * The names that every evaluation sees besides the facts: FEEL functions that could run away, bounded; a clock that is an
 * argument; and the counters that `metered` writes into loops.
 */
export function safeNames(budget: FeelBudget, now: string | undefined): { functions: Names; counters: Names } {
  const meter: Meter = { left: budget.steps, budget };
  return { functions: boundedFunctions(meter, now), counters: counters(meter) };
}

function boundedFunctions(meter: Meter, now: string | undefined): Names {
  const pattern = (args: unknown[]) => checkPattern(meter, args[0], args[1]);
  return {
    matches: guarded('matches', pattern),
    split: guarded('split', pattern),
    replace: guarded('replace', (args) => {
      pattern(args);
      chargeProduct(meter, args[0], args[2]);
    }),
    'string join': guarded('string join', (args) => chargeProduct(meter, args[0], args[1])),
    'distinct values': guarded('distinct values', (args) => chargeProduct(meter, args[0], args[0])),
    union: guarded('union', (args) => chargeProduct(meter, args.flat(1), args.flat(1))),
    now: named([], () => clock(now)),
    today: named([], () => original('date')(clock(now))),
  };
}

function counters(meter: Meter): Names {
  return {
    _lx_tick: named([], () => {
      charge(meter, 1);
      return true;
    }),
    _lx_iter: named(['list'], (list) => iterated(meter, list)),
    _lx_range: named(['start', 'end'], (start, end) => iterated(meter, rangeOf(start, end))),
    _lx_size: named(['value'], (value) => sized(meter, value)),
  };
}
