import { equals, identical } from '../../workflows/domain/rules/interpreter/compare';
import { readAny, readDateTime } from '../../workflows/domain/rules/interpreter/temporal';
import type { TckValue } from './tck-cases';

/** Numbers agree to eight places, as the suite's own runners compare them. */
const TOLERANCE = 1e-8;

const close = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));

const TEMPORAL = ['date', 'time', 'dateTime', 'duration', 'dayTimeDuration', 'yearMonthDuration'];

/** Two texts of one moment or length agree, however they are written. */
function sameMoment(type: string, expected: string, found: string): boolean {
  if (expected === found) return true;
  const [a, b] = type === 'dateTime' ? [readDateTime(expected), readDateTime(found)] : [readAny(expected), readAny(found)];
  return a !== null && b !== null && equals(a, b) === true && identical(a, a);
}

/** Whether an answer, as JSON, is what the suite expects. */
export function agrees(expected: TckValue, found: unknown): boolean {
  switch (expected.kind) {
    case 'nil':
      return found === null;
    case 'list':
      return (
        Array.isArray(found) &&
        found.length === expected.items.length &&
        expected.items.every((item, at) => agrees(item, found[at]))
      );
    case 'context':
      return isRecord(found) && expected.entries.every(({ name, value }) => agrees(value, found[name] ?? null));
    case 'value':
      return sameValue(expected, found);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sameValue({ type, text }: Extract<TckValue, { kind: 'value' }>, found: unknown): boolean {
  if (typeof found === 'number') return close(found, Number(text));
  if (typeof found === 'boolean') return text.trim() === String(found);
  if (typeof found !== 'string') return false;
  return TEMPORAL.includes(type) ? sameMoment(type, text.trim(), found) : found === text;
}
