import { patternCost } from './regex-guard';
import type { Bilingual } from './table';

/** What one evaluation of a FEEL text may spend. Engineering limits, not policy; an installation may pass its own. */
export type FeelBudget = {
  /** Characters of a cell or expression. */
  readonly textLength: number;
  /** Loop turns, calls of functions, and entries of values built on the way. */
  readonly steps: number;
  /** Entries of one list or context, counted through all levels, or characters of one text. */
  readonly size: number;
  /** Functions that call functions, one inside the other. */
  readonly depth: number;
  /** Worst-case backtracking steps of one regular expression. */
  readonly patternSteps: number;
};

export const DEFAULT_BUDGET: FeelBudget = {
  textLength: 8_000,
  steps: 100_000,
  size: 20_000,
  depth: 200,
  patternSteps: 50_000_000,
};

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
export type Meter = { left: number; depth: number; readonly budget: FeelBudget };

export const newMeter = (budget: FeelBudget): Meter => ({ left: budget.steps, depth: 0, budget });

/** One purse of steps for all the texts of an evaluation (`FeelOptions.meter`). */
export const feelMeter = (steps: number): Meter => newMeter({ ...DEFAULT_BUDGET, steps });

const overspent = () =>
  new FeelStop('FEEL_BUDGET', { zh: '表达式的计算量超出限额', en: 'The expression needs more work than is allowed' });

/** Spends steps; stops the evaluation with `FEEL_BUDGET` when none are left. */
export function charge(meter: Meter, steps: number): void {
  meter.left -= steps;
  if (!(meter.left >= 0)) throw overspent();
}

/** Runs a function's body one level deeper; a function that calls itself for ever is stopped with `FEEL_FAILED`. */
export function deeper<T>(meter: Meter, run: () => T): T {
  if (meter.depth >= meter.budget.depth)
    throw new FeelStop('FEEL_FAILED', { zh: '函数调用层数过深', en: 'Functions call each other too deeply' });
  charge(meter, 1);
  meter.depth += 1;
  try {
    return run();
  } finally {
    meter.depth -= 1;
  }
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

/** A value just built, when it is not too large: else `FEEL_BUDGET`. */
export function sized<T>(meter: Meter, value: T): T {
  const size = entries(value, meter.budget.size);
  if (size > meter.budget.size) throw overspent();
  charge(meter, Math.ceil(size / 16));
  return value;
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 1);

/** Bounds the product of two sizes: what `replace` and `string join` can build, what `distinct values` compares. */
export function chargeProduct(meter: Meter, a: unknown, b: unknown): void {
  const product = (lengthOf(a) + 1) * (lengthOf(b) + 1);
  if (product > meter.budget.size * 16) throw overspent();
  charge(meter, Math.floor(product / 64));
}

/** Refuses, with `FEEL_PATTERN`, a regular expression that could hold the engine on this text. */
export function checkPattern(meter: Meter, text: string, pattern: string): void {
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
