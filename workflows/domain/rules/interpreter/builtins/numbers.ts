import type { FeelDuration } from 'feelin';
import { decimal, negative } from '../arithmetic';
import { rounded, type Rounding } from '../decimal';
import { builtInFunction, form, type Library } from './define';

const LEAST_SCALE = -6111;
const MOST_SCALE = 6176;

const scaleOf = (scale: number | undefined): number | undefined => {
  const whole = Math.trunc(scale ?? 0);
  return whole < LEAST_SCALE || whole > MOST_SCALE ? undefined : whole;
};

/** `f(n, scale)`: by the name of its way of rounding. */
const rounding = (how: Rounding) =>
  builtInFunction(
    form('n: number, scale?: number', ([n, scale]: [number, number | undefined]) => {
      const places = scaleOf(scale);
      return places === undefined ? null : rounded(n, places, how);
    }),
  );

const needingScale = (how: Rounding) =>
  builtInFunction(
    form('n: number, scale: number', ([n, scale]: [number, number]) => {
      const places = scaleOf(scale);
      return places === undefined ? null : rounded(n, places, how);
    }),
  );

const ofNumber = (compute: (n: number) => number | boolean | null, name = 'number') =>
  builtInFunction(
    form(`${name}: number`, ([n]: [number]) => {
      const value = compute(n);
      return typeof value === 'number' && !Number.isFinite(value) ? null : value;
    }),
  );

const modulo = ([dividend, divisor]: [number, number]): number | null =>
  divisor === 0 ? null : decimal(dividend - divisor * Math.floor(dividend / divisor));

/** Grouping and decimal separators that `number(from, grouping, decimal)` knows. */
const GROUPING = [' ', ',', '.'];
const DECIMAL = ['.', ','];
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/u;

function numberFrom([from, grouping, point]: [string, string | null | undefined, string | null | undefined]): number | null {
  if (grouping !== null && grouping !== undefined && !GROUPING.includes(grouping)) return null;
  if (point !== null && point !== undefined && !DECIMAL.includes(point)) return null;
  if (typeof grouping === 'string' && grouping === point) return null;
  const joined = typeof grouping === 'string' ? from.split(grouping).join('') : from;
  const text = typeof point === 'string' && point !== '.' ? joined.split('.').join('#').split(point).join('.') : joined;
  return NUMBER.test(text) ? Number(text) : null;
}

/** Numeric functions (DMN 1.5, 10.3.4.5) and `number`. */
export const numbers: Library = {
  decimal: needingScale('half even'),
  floor: rounding('floor'),
  ceiling: rounding('ceiling'),
  'round up': needingScale('up'),
  'round down': needingScale('down'),
  'round half up': needingScale('half up'),
  'round half down': needingScale('half down'),
  abs: builtInFunction(
    form('n: number', ([n]: [number]) => Math.abs(n)),
    form('n: duration', ([n]: [FeelDuration]) => (n.unwrap().sign < 0 ? negative(n) : n)),
  ),
  modulo: builtInFunction(form('dividend: number, divisor: number', modulo)),
  sqrt: ofNumber((n) => (n < 0 ? null : Math.sqrt(n))),
  log: ofNumber((n) => (n <= 0 ? null : Math.log(n))),
  exp: ofNumber(Math.exp),
  odd: ofNumber((n) => Math.abs(n % 2) === 1),
  even: ofNumber((n) => n % 2 === 0),
  number: builtInFunction(
    form('from: string, grouping separator: string|null, decimal separator: string|null', numberFrom),
    form('from: string', ([from]: [string]) => numberFrom([from, null, null])),
  ),
};
