import type { Cell, Test } from './cell';

const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?`;
const TEXT = String.raw`"[^"\\\p{Cc}]*"`;
const LITERAL = `(?:${NUMBER}|${TEXT}|true|false|null)`;
const ONE = new RegExp(LITERAL, 'gu');
const LIST = new RegExp(`^${LITERAL}(?:\\s*,\\s*${LITERAL})*$`, 'u');
const COMPARISON = new RegExp(`^(<=?|>=?)\\s*(${NUMBER}|${TEXT})$`, 'u');
const INTERVAL = new RegExp(
  `^([[(])\\s*(?:(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})|(${TEXT})\\s*\\.\\.\\s*(${TEXT}))\\s*([\\])])$`,
  'u',
);
const MEMBER = new RegExp(`^list contains\\(\\?,\\s*(${TEXT})\\)$`, 'u');
const NEGATED = /^not\((.*)\)$/u;

type Bound = string | number;

/** A literal without escapes reads the same in JSON as in FEEL. */
const read = (literal: string): Bound => JSON.parse(literal) as Bound;

const kindOf = (bound: Bound): 'number' | 'string' => (typeof bound === 'number' ? 'number' : 'string');

function comparison(sign: string, literal: string): Test {
  const at = read(literal);
  const bound = { at, included: sign.endsWith('=') };
  const above = sign.startsWith('>');
  return { t: 'range', kind: kindOf(at), lo: above ? bound : null, hi: above ? null : bound };
}

function interval(parts: RegExpExecArray): Test {
  const [a, b] = [read(parts[2] ?? parts[4] ?? '0'), read(parts[3] ?? parts[5] ?? '0')];
  const lo = { at: a, included: parts[1] === '[' };
  const hi = { at: b, included: parts[6] === ']' };
  return a > b ? { t: 'range', kind: kindOf(a), lo: hi, hi: lo } : { t: 'range', kind: kindOf(a), lo, hi };
}

function testsIn(text: string): Test[] | undefined {
  if (LIST.test(text)) return (text.match(ONE) ?? []).map((literal) => ({ t: 'eq', value: read(literal) }));
  const compared = COMPARISON.exec(text);
  if (compared !== null) return [comparison(compared[1] ?? '', compared[2] ?? '')];
  const between = INTERVAL.exec(text);
  if (between !== null) return [interval(between)];
  const member = MEMBER.exec(text);
  return member === null ? undefined : [{ t: 'has', value: read(member[1] ?? '""') }];
}

/** Most cells of most tables, read without the FEEL parser; undefined for all others. Must agree with it: tested with it. */
export function quickCell(source: string): Cell | undefined {
  const text = source.trim();
  if (text === '' || text === '-') return { kind: 'any' };
  const inner = NEGATED.exec(text);
  const tests = testsIn(inner === null ? text : (inner[1] ?? '').trim());
  return tests === undefined ? undefined : { kind: 'tests', negated: inner !== null, tests };
}
