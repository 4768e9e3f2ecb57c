/**
 * FEEL knows the years from -999999999 to 999999999, Temporal about 270,000 of either sign. A day beyond those keeps its parts, can
 * be compared and written; whatever reckons with the calendar fails on it, which FEEL answers with null.
 */
export const FARTHEST_YEAR = 999_999_999;

const beyond = (): never => {
  throw new RangeError('beyond the calendar');
};

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
function daysOf(year: number, month: number, day: number): bigint {
  const shifted = BigInt(month <= 2 ? year - 1 : year);
  const era = (shifted >= 0n ? shifted : shifted - 399n) / 400n;
  const ofEra = shifted - era * 400n;
  const ofYear = BigInt(Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1);
  return era * 146_097n + ofEra * 365n + ofEra / 4n - ofEra / 100n + ofYear - 719_468n;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** What stands in the place of Temporal's plain date. */
export class FarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  static of(year: number, month: number, day: number): FarDay | null {
    const length = (LENGTHS[month - 1] ?? 0) + (month === 2 && leap(year) ? 1 : 0);
    const whole = [year, month, day].every(Number.isInteger);
    return whole && Math.abs(year) <= FARTHEST_YEAR && day >= 1 && day <= length ? new FarDay(year, month, day) : null;
  }

  get days(): bigint {
    return daysOf(this.year, this.month, this.day);
  }

  readonly add = beyond;
  readonly until = beyond;
  readonly toPlainDateTime = beyond;
}
