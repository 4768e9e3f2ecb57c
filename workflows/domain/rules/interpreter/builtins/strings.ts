import { chargeProduct, checkPattern } from '../../feel-budget';
import { regularExpression, replacementOf } from '../pattern';
import type { Run } from '../scope';
import { textOf } from '../text';
import { builtInFunction, form, type Library } from './define';

const ofString = (compute: (text: string) => unknown) =>
  builtInFunction(form('string: string', ([text]: [string]) => compute(text)));

const ofMatch = (compute: (text: string, match: string) => unknown) =>
  builtInFunction(form('string: string, match: string', ([text, match]: [string, string]) => compute(text, match)));

/** Characters are code points, counted from 1 or from the end. */
function substring([text, start, length]: [string, number, number | undefined]): string | null {
  const points = Array.from(text);
  const from = Math.trunc(start);
  if (from === 0 || Math.abs(from) > points.length) return null;
  const at = from < 0 ? points.length + from : from - 1;
  if (length === undefined) return points.slice(at).join('');
  return length < 1 ? null : points.slice(at, at + Math.trunc(length)).join('');
}

const before = (text: string, match: string): string => text.slice(0, Math.max(0, text.indexOf(match)));

function after(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
}

/** A pattern that is safe on this text; null when it is none. */
function patternFor(text: string, pattern: string, flags: string | null | undefined, run: Run, always = ''): RegExp | null {
  if (flags?.includes('q') !== true) checkPattern(run.meter, text, pattern);
  return regularExpression(pattern, flags ?? '', always);
}

type PatternArguments = [string, string, string | null | undefined];

function matches([input, pattern, flags]: PatternArguments, run: Run): boolean | null {
  return patternFor(input, pattern, flags, run)?.test(input) ?? null;
}

function replace([input, pattern, replacement, flags]: [string, string, string, string | null | undefined], run: Run) {
  const found = patternFor(input, pattern, flags, run, 'g');
  // A pattern that matches nothing at all would put the replacement between all characters (XPath, err:FORX0003).
  if (found === null || regularExpression(pattern, flags ?? '', '')?.test('') === true) return null;
  const written = replacementOf(replacement, flags ?? '');
  if (written === null) return null;
  chargeProduct(run.meter, input, replacement);
  return input.replace(found, written);
}

function split([text, delimiter]: [string, string], run: Run): string[] | null {
  const found = patternFor(text, delimiter, '', run);
  return found === null ? null : text.split(found);
}

function join([list, delimiter]: [unknown[], string | null | undefined], run: Run): string | null {
  if (!list.every((entry) => typeof entry === 'string' || entry === null)) return null;
  chargeProduct(run.meter, list, delimiter ?? '');
  return list.filter((entry) => entry !== null).join(delimiter ?? '');
}

/** String functions (DMN 1.5, 10.3.4.3) and `string`. */
export const strings: Library = {
  string: builtInFunction(form('from: Any', ([from]: [unknown]) => (from === null ? null : textOf(from)))),
  substring: builtInFunction(form('string: string, start position: number, length?: number', substring)),
  'string length': ofString((text) => Array.from(text).length),
  'upper case': ofString((text) => text.toUpperCase()),
  'lower case': ofString((text) => text.toLowerCase()),
  'substring before': ofMatch(before),
  'substring after': ofMatch(after),
  contains: ofMatch((text, match) => text.includes(match)),
  'starts with': ofMatch((text, match) => text.startsWith(match)),
  'ends with': ofMatch((text, match) => text.endsWith(match)),
  matches: builtInFunction(form('input: string, pattern: string, flags?: string|null', matches)),
  replace: builtInFunction(form('input: string, pattern: string, replacement: string, flags?: string|null', replace)),
  split: builtInFunction(form('string: string, delimiter: string', split)),
  'string join': builtInFunction(form('list: list, delimiter?: string|null', join)),
};
