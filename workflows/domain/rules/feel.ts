import { evaluate, unaryTest } from 'feelin';
import { DEFAULT_BUDGET, FeelStop, newMeter, type FeelBudget, type FeelErrorCode, type Meter } from './feel-budget';
import { firstError, rememberer, treeOf, type Grammar } from './feel-compile';
import { childrenOf, type FeelNode } from './feel-tree';
import { kindOf, type Facts } from './feel-value';
import { compileFeel } from './interpreter/compile';
import { meets } from './interpreter/compare';
import { isOrdered } from './interpreter/interval';
import { Scope, type Code } from './interpreter/scope';
import { withoutRanges } from './interpreter/type-names';
import { SignedRange } from './interpreter/values';
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
  /** Spent by all texts of one evaluation together; without it each has the whole budget. */
  readonly meter?: Meter;
};

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

/** A syntax error as feelin words it, with its place; it refuses before it computes anything. */
function throwSyntax(text: string, grammar: Grammar, names: Facts): never {
  if (grammar === 'tests') unaryTest(withoutRanges(text), { ...names });
  else evaluate(withoutRanges(text), { ...names });
  throw new FeelStop('FEEL_SYNTAX', { zh: '无法解析', en: 'Cannot be read' });
}

function readTree(text: string, grammar: Grammar, names: Facts): FeelNode {
  const tree = treeOf(text, grammar, names);
  return firstError(tree) === undefined ? tree : throwSyntax(text, grammar, names);
}

const expressionCode = rememberer((text, facts): Code => compileFeel(readTree(text, 'expression', facts), text));

const scopeOf = (facts: Facts, options: FeelOptions): Scope =>
  new Scope(facts, { meter: options.meter ?? newMeter(options.budget ?? DEFAULT_BUDGET), now: options.now });

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
    return expressionCode(text, facts)(scopeOf(facts, options)) ?? null;
  });
}

/** Parses without computing: the tree, or `FEEL_SYNTAX` with its place, or `FEEL_BUDGET`. */
export function readFeel(text: string, grammar: Grammar, names: Facts): FeelResult<FeelNode> {
  return attempt(() => {
    refuseText(text, DEFAULT_BUDGET);
    return readTree(text, grammar, names);
  });
}

/** The tests of a cell, taken apart: `-` has none. */
export type CellTests = { readonly wildcard: boolean; readonly negated: boolean; readonly tests: readonly FeelNode[] };

/** Takes a cell's unary tests apart (DMN 1.5, 10.3.1.2, grammar rules 14-17). Throws where it does not parse. */
export function testsOf(text: string, names: Facts): CellTests {
  refuseText(text, DEFAULT_BUDGET);
  if (text.trim() === '' || text.trim() === '-') return { wildcard: true, negated: false, tests: [] };
  const parts = childrenOf(readTree(text, 'tests', names));
  const positive = parts.find((part) => part.name === 'PositiveUnaryTests');
  const tests = positive === undefined ? [] : childrenOf(positive).filter((part) => part.name === 'PositiveUnaryTest');
  return { wildcard: positive === undefined, negated: parts[0]?.name === 'not', tests };
}

/** Whether a test speaks of the input's value by its name `?`. */
function mentionsInput(node: FeelNode): boolean {
  const cursor = node.cursor();
  do if (cursor.name === '?') return true;
  while (cursor.next() && cursor.from < node.to);
  return false;
}

type CompiledTest = (value: unknown, scope: Scope) => boolean;

/** What is compared with the input as it stands; what else gives true or false is itself the answer. */
const COMPARED = new Set(['BooleanLiteral', 'VariableName', 'PathExpression']);

/** No range at all, or one no value is in; `> true` asks for an order that booleans do not have. */
function unordered(test: unknown, value: unknown): boolean {
  if (!(test instanceof SignedRange)) return test === null;
  if (test.sign === '=' || test.sign === '!=') return false;
  const kind = kindOf(test.sign.startsWith('<') ? test.end : test.start);
  if (kind === kindOf(value) && !isOrdered(kind))
    throw new FeelStop('FEEL_FAILED', { zh: '这种值没有大小之分', en: 'Values of this kind have no order' });
  return kind !== kindOf(value);
}

function compiledTest(node: FeelNode, text: string): CompiledTest {
  const code = compileFeel(node, text);
  const inner = node.name === 'PositiveUnaryTest' ? (node.firstChild ?? node) : node;
  // An expression that speaks of `?` must itself be true; a null answer is not "equal to a null fact".
  if (mentionsInput(node)) return (_, scope) => code(scope) === true;
  const ranged = inner.name === 'SimplePositiveUnaryTest';
  const compared = COMPARED.has(inner.name);
  return (value, scope) => {
    const test = code(scope);
    if (ranged && unordered(test, value)) return false;
    const equality = inner.name === 'BooleanLiteral' || (compared && typeof value === 'boolean');
    return typeof test === 'boolean' && !equality ? test : meets(value, test) === true;
  };
}

const cellCode = rememberer((text, facts) => {
  const { wildcard, negated, tests } = testsOf(text, facts);
  const compiled = tests.map((test) => compiledTest(test, text));
  return (value: unknown, scope: Scope): boolean => wildcard || negated !== compiled.some((test) => test(value, scope));
});

/**
 * Whether a cell says yes to a value: the plain interpretation, which the compiled form must equal.
 * A test that mentions `?` must be true, and order is asked within one type only.
 */
export function testCell(text: string, value: unknown, facts: Facts, options: FeelOptions = {}): FeelResult<boolean> {
  return attempt(() => {
    refuseText(text, options.budget ?? DEFAULT_BUDGET);
    const test = cellCode(text, facts);
    return test(value ?? null, scopeOf(facts, options).with({ '?': value ?? null }));
  });
}
