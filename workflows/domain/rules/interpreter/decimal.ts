/** Ways to round (DMN 1.5, 10.3.4.5). */
export type Rounding = 'floor' | 'ceiling' | 'up' | 'down' | 'half up' | 'half down' | 'half even';

/** The digits of a number as it is written in decimals, and how many of them stand behind the point. */
function digitsOf(n: number): { digits: bigint; scale: number } {
  const [mantissa = '0', exponent = '0'] = n.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

/** Which way the rest of a division goes: whether one is to be added, away from zero. */
function away(how: Rounding, rest: bigint, divisor: bigint, quotient: bigint, negative: boolean): boolean {
  if (rest === 0n) return false;
  const double = rest * 2n;
  switch (how) {
    case 'floor':
      return negative;
    case 'ceiling':
      return !negative;
    case 'up':
      return true;
    case 'down':
      return false;
    case 'half up':
      return double >= divisor;
    case 'half down':
      return double > divisor;
    case 'half even':
      return double > divisor || (double === divisor && quotient % 2n === 1n);
  }
}

/** Rounds by the decimals a number is written with, so that 2.5 and 1.005 are what they look like. */
export function rounded(n: number, scale: number, how: Rounding): number {
  const { digits, scale: own } = digitsOf(n);
  if (own <= scale || digits === 0n) return n;
  // More places than the number has digits leave nothing but the rounding itself.
  const drop = Math.min(own - scale, 400);
  const divisor = 10n ** BigInt(drop);
  const [size, negative] = [digits < 0n ? -digits : digits, digits < 0n];
  const quotient = size / divisor;
  const whole = quotient + (away(how, size % divisor, divisor, quotient, negative) ? 1n : 0n);
  const value = Number(`${whole}e${-scale}`);
  return negative && value !== 0 ? -value : value;
}

/** A number as FEEL writes it: without an exponent. */
export function numberText(n: number): string {
  const text = String(n);
  if (!text.includes('e')) return text;
  const { digits, scale } = digitsOf(n);
  if (scale <= 0) return `${digits}${'0'.repeat(-scale)}`;
  const [sign, size] = digits < 0n ? ['-', `${-digits}`] : ['', `${digits}`];
  const padded = size.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
