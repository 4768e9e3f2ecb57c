import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { between, monthsOf, ofMonths, ofNanos, shifted, ticksOf } from './temporal';

const isMoment = (value: unknown): value is FeelDate | FeelDateTime | FeelTime =>
  value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime;

/** FEEL numbers are decimal with 34 digits; 15 digits are what binary ones keep of them, so 0.1 + 0.2 is 0.3. */
export function decimal(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const durations = (a: FeelDuration, b: FeelDuration, sign: 1 | -1): FeelDuration | null => {
  if (a.yearsMonths !== b.yearsMonths) return null;
  if (a.yearsMonths) return ofMonths(monthsOf(a) + sign * monthsOf(b));
  return ofNanos(ticksOf(a) + BigInt(sign) * ticksOf(b));
};

function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a + b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (a instanceof FeelDuration && b instanceof FeelDuration) return durations(a, b, 1);
  if (b instanceof FeelDuration && isMoment(a)) return shifted(a, b, 1);
  return a instanceof FeelDuration && isMoment(b) ? shifted(b, a, 1) : null;
}

function subtract(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a - b);
  if (a instanceof FeelDuration && b instanceof FeelDuration) return durations(a, b, -1);
  if (b instanceof FeelDuration && isMoment(a)) return shifted(a, b, -1);
  return between(a, b);
}

function scaled(duration: FeelDuration, factor: number): FeelDuration | null {
  if (!Number.isFinite(factor)) return null;
  if (duration.yearsMonths) return ofMonths(Math.trunc(monthsOf(duration) * factor));
  const nanos = ticksOf(duration);
  return ofNanos(Number.isInteger(factor) ? nanos * BigInt(factor) : BigInt(Math.round(Number(nanos) * factor)));
}

function multiply(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return decimal(a * b);
  if (a instanceof FeelDuration && typeof b === 'number') return scaled(a, b);
  return typeof a === 'number' && b instanceof FeelDuration ? scaled(b, a) : null;
}

function divide(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? null : decimal(a / b);
  if (a instanceof FeelDuration && typeof b === 'number') return b === 0 ? null : scaled(a, 1 / b);
  if (!(a instanceof FeelDuration && b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths) return null;
  return ticksOf(b) === 0n ? null : finite(Number(ticksOf(a)) / Number(ticksOf(b)));
}

/** `a sign b` (DMN 1.5, 10.3.2.14): null where FEEL defines no result. */
export function arithmetic(sign: string, a: unknown, b: unknown): unknown {
  switch (sign) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    default:
      return typeof a === 'number' && typeof b === 'number' ? decimal(a ** b) : null;
  }
}

/** `-a`: of a number or a duration. */
export function negative(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  return value instanceof FeelDuration ? scaled(value, -1) : null;
}
