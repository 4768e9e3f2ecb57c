import { evaluate, parseExpression, parseUnaryTests, unaryTest } from 'feelin';
import { DEFAULT_BUDGET, FeelStop, safeNames, type FeelBudget, type FeelErrorCode } from './feel-budget';
import { childrenOf, mayLoop, metered, type FeelNode } from './feel-meter';
import { kindOf, type Facts } from './feel-value';
import type { Bilingual } from './table';

/** Why a FEEL text could not be read or computed; `from` and `to` are character positions in it. */
export type FeelError = {
  readonly code: FeelErrorCode;
  readonly message: Bilingual;
  readonly from?: number;
  readonly to?: number;
};

export type FeelResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FeelError };

export type FeelOptions = {
  /** The present as FEEL date and time with its offset, for `now()`, `today()` and the validity of rules. */
  readonly now?: string;
  readonly budget?: FeelBudget;
};

type Grammar = 'expression' | 'tests';

const fail = (code: FeelErrorCode, message: Bilingual, at?: { from: number; to: number }): FeelResult<never> => ({
  ok: false,
  error: { code, message, ...at },
});

/** feelin's typed syntax error, known by its position: classes differ between realms. */
const positionOf = (caught: unknown): { from: number; to: number } | undefined =>
  caught instanceof Error && 'position' in caught ? (caught.position as { from: number; to: number }) : undefined;

function failureOf(caught: unknown): FeelResult<never> {
  if (caught instanceof FeelStop) return fail(caught.code, caught.words);
  const words = caught instanceof Error ? caught.message : String(caught);
  const at = positionOf(caught);
  if (at !== undefined) return fail('FEEL_SYNTAX', { zh: `无法解析：${words}`, en: `Cannot be read: ${words}` }, at);
  return fail('FEEL_FAILED', { zh: `计算失败：${words}`, en: `Failed: ${words}` });
}

const attempt = <T>(run: () => T): FeelResult<T> => {
  try {
    return { ok: true, value: run() };
  } catch (caught) {
    return failureOf(caught);
  }
};

function refuseText(text: string, budget: FeelBudget): void {
  if (text.length > budget.textLength)
    throw new FeelStop('FEEL_BUDGET', {
      zh: `表达式超过 ${budget.textLength} 个字符`,
      en: `The expression is longer than ${budget.textLength} characters`,
    });
  if (text.includes('_lx_')) throw new FeelStop('FEEL_SYNTAX', { zh: '名称 _lx_ 被保留', en: 'Names with _lx_ are reserved' });
}

const parse = (text: string, grammar: Grammar, names: Facts) =>
  grammar === 'tests' ? parseUnaryTests(text, names, undefined) : parseExpression(text, names, undefined);

/** One evaluation's surroundings: facts, bounded functions, and one meter for all of its parts. */
type Scope = Record<string, unknown>;

function scopeOf(facts: Facts, options: FeelOptions, value?: unknown): Scope {
  const { functions, counters } = safeNames(options.budget ?? DEFAULT_BUDGET, options.now);
  return { ...functions, ...facts, ...counters, ...(value === undefined ? {} : { '?': value }) };
}

function run(text: string, grammar: Grammar, scope: Scope): unknown {
  const counted = mayLoop(text) ? metered(text, parse(text, grammar, scope)) : text;
  if (counted !== text) requireReadable(text, grammar, scope);
  return grammar === 'tests' ? unaryTest(counted, scope).value : evaluate(counted, scope).value;
}

/** A syntax error must point into the administrator's text, not into the counted one: feelin refuses before it computes. */
function requireReadable(text: string, grammar: Grammar, scope: Scope): void {
  const error = firstError(parse(text, grammar, scope).topNode);
  if (error === undefined) return;
  if (grammar === 'tests') unaryTest(text, scope);
  else evaluate(text, scope);
}

function firstError(node: FeelNode): FeelNode | undefined {
  const cursor = node.cursor();
  do if (cursor.type.isError) return cursor.node;
  while (cursor.next());
  return undefined;
}

const PLAIN = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|"[^"\\\p{Cc}]*"|true|false|null)$/u;

/** A literal that reads the same in JSON as in FEEL: most answers of most tables, worth not parsing. */
function plainLiteral(text: string): string | number | boolean | null | undefined {
  return text.length < 200 && PLAIN.test(text) ? (JSON.parse(text) as string | number | boolean | null) : undefined;
}

/**
 * Computes a FEEL expression over facts.
 * @returns the value in memory (`toJson` makes it JSON), or `FEEL_SYNTAX` with its place, `FEEL_BUDGET`, `FEEL_PATTERN`, `FEEL_CLOCK`, `FEEL_FAILED`
 */
export function evaluateFeel(text: string, facts: Facts, options: FeelOptions = {}): FeelResult<unknown> {
  const literal = plainLiteral(text);
  if (literal !== undefined) return { ok: true, value: literal };
  return attempt(() => {
    refuseText(text, options.budget ?? DEFAULT_BUDGET);
    return run(text, 'expression', scopeOf(facts, options));
  });
}

/** Parses without computing: the tree, or `FEEL_SYNTAX` with its place, or `FEEL_BUDGET`. */
export function readFeel(text: string, grammar: Grammar, names: Facts): FeelResult<FeelNode> {
  return attempt(() => {
    refuseText(text, DEFAULT_BUDGET);
    requireReadable(text, grammar, { ...names });
    return parse(text, grammar, names).topNode;
  });
}

/** The tests of a cell, taken apart: `-` has none. */
export type CellTests = { readonly wildcard: boolean; readonly negated: boolean; readonly tests: readonly FeelNode[] };

/** Takes a cell's unary tests apart (DMN 1.5, 10.3.1.2, grammar rules 14-17). Throws where it does not parse. */
export function testsOf(text: string, names: Facts): CellTests {
  refuseText(text, DEFAULT_BUDGET);
  if (text.trim() === '' || text.trim() === '-') return { wildcard: true, negated: false, tests: [] };
  const top = parseUnaryTests(text, names, undefined).topNode;
  if (firstError(top) !== undefined) throwSyntax(text, names);
  const parts = childrenOf(top);
  const positive = parts.find((part) => part.name === 'PositiveUnaryTests');
  const tests = positive === undefined ? [] : childrenOf(positive).filter((part) => part.name === 'PositiveUnaryTest');
  return { wildcard: positive === undefined, negated: parts[0]?.name === 'not', tests };
}

/** Lets feelin say what is wrong and where, with its own words. */
function throwSyntax(text: string, names: Facts): never {
  unaryTest(text, { ...names });
  throw new FeelStop('FEEL_SYNTAX', { zh: '无法解析', en: 'Cannot be read' });
}

/** Whether a test speaks of the input's value by its name `?`. */
function mentionsInput(node: FeelNode): boolean {
  const cursor = node.cursor();
  do if (cursor.name === '?') return true;
  while (cursor.next() && cursor.from < node.to);
  return false;
}

/** `<`, `[a..b]` and the like compare values of one type only; feelin would compare "3" with 3 as JavaScript does. */
function comparable(text: string, test: FeelNode, value: unknown, scope: Scope): boolean {
  const operands = childrenOf(test)
    .flatMap((part) => (part.name === 'Interval' ? childrenOf(part) : [part]))
    .filter((part) => part.name !== 'CompareOp' && !['[', ']', '(', ')', '..'].includes(part.name));
  const kinds = operands.map((part) => kindOf(run(text.slice(part.from, part.to), 'expression', scope)));
  return kinds.every((kind) => kind === 'null' || kind === kindOf(value));
}

function passes(text: string, node: FeelNode, value: unknown, scope: Scope): boolean {
  const words = text.slice(node.from, node.to);
  // An expression that speaks of `?` must itself be true; a null answer is not "equal to a null fact".
  if (mentionsInput(node)) return run(words, 'expression', scope) === true;
  const test = node.firstChild;
  const ordered = test?.name === 'SimplePositiveUnaryTest' && !/^!?=/u.test(words);
  if (test !== null && ordered && !comparable(text, test, value, scope)) return false;
  return run(words, 'tests', scope) === true;
}

/**
 * Whether a cell says yes to a value: the plain interpretation, which the compiled form must equal.
 * feelin is followed but for two guards: a test that mentions `?` must be true, and order is asked within one type only.
 */
export function testCell(text: string, value: unknown, facts: Facts, options: FeelOptions = {}): FeelResult<boolean> {
  return attempt(() => {
    const scope = scopeOf(facts, options, value ?? null);
    const { wildcard, negated, tests } = testsOf(text, facts);
    return wildcard || negated !== tests.some((test) => passes(text, test, value ?? null, scope));
  });
}
