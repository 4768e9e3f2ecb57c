import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import { kindOf } from '../feel-value';
import { numberText } from './decimal';
import { temporalText } from './temporal';
import { SignedRange } from './values';

const quoted = (text: string): string => `"${text.replace(/[\\"]/gu, '\\$&')}"`;

/** A key is written as a name where it can be one. */
const keyText = (key: string): string => (/^[\p{L}_?$][\p{L}\p{N}_?$]*(?: [\p{L}\p{N}_?$]+)*$/u.test(key) ? key : quoted(key));

function rangeText(range: FeelRange): string {
  const [start, end] = [inner(range.start), inner(range.end)];
  if (range instanceof SignedRange) return `(${range.sign} ${range.sign.startsWith('<') ? end : start})`;
  return `${range['start included'] ? '[' : '('}${start}..${end}${range['end included'] ? ']' : ')'}`;
}

/** A value inside another: texts in quotes, temporals as literals. */
function inner(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return textOf(value);
}

/** `string(value)` (DMN 1.5, 10.3.4.1). */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (value instanceof FeelRange) return rangeText(value);
  if (value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime || value instanceof FeelDuration)
    return temporalText(value);
  if (kindOf(value) === 'context')
    return `{${Object.entries(value)
      .map(([key, entry]) => `${keyText(key)}: ${inner(entry)}`)
      .join(', ')}}`;
  return 'function';
}
