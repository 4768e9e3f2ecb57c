/**
 * JavaScript's regular expressions backtrack, so a pattern like `(a+)+b` can hold the engine for hours. A pattern is let
 * through only when the worst number of steps can be told from its shape: `factor × n^(degree+1)` for a text of n characters.
 */
type Cost = { readonly degree: number; readonly factor: number };

/** Why a pattern is refused; the words are for the administrator. */
type Refusal = { readonly zh: string; readonly en: string };

export type PatternCost =
  { readonly ok: true; readonly steps: (length: number) => number } | { readonly ok: false; readonly why: Refusal };

const nested: Refusal = { zh: '重复之内又有重复或分支', en: 'a repetition holds another repetition or alternatives' };
const backward: Refusal = {
  zh: '不允许环视，也不允许引用带无限重复的组',
  en: 'look-around is not allowed, nor a reference back to a group that repeats without limit',
};
const tooMany: Refusal = { zh: '重复次数过大', en: 'too many repetitions' };
const LARGEST_FACTOR = 1_000_000;
const one: Cost = { degree: 0, factor: 1 };

class Refused extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why.en);
    this.why = why;
  }
}

/** Reads a pattern once, left to right, adding up what backtracking may cost. */
class Reader {
  private at = 0;
  /** What the closed groups cost, by their numbers from 1. */
  private readonly groups: (Cost | undefined)[] = [];
  private readonly pattern: string;
  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): { cost: Cost; anchored: boolean } {
    const anchored = this.pattern.startsWith('^') && !this.pattern.includes('|');
    return { cost: this.alternatives(true), anchored };
  }

  private alternatives(top: boolean): Cost {
    const branches: Cost[] = [this.sequence(top)];
    while (this.pattern[this.at] === '|') {
      this.at += 1;
      branches.push(this.sequence(top));
    }
    return {
      degree: Math.max(...branches.map((branch) => branch.degree)),
      factor: branches.reduce((sum, branch) => sum + branch.factor, 0),
    };
  }

  private sequence(top: boolean): Cost {
    const parts: Cost[] = [];
    while (this.at < this.pattern.length && !'|)'.includes(this.pattern.charAt(this.at))) parts.push(this.quantified());
    // After a last open repetition nothing can fail, so it never backtracks.
    const last = parts.at(-1);
    if (top && last !== undefined && last.degree === 1 && last.factor === 1) parts.pop();
    return parts.reduce((sum, part) => bounded({ degree: sum.degree + part.degree, factor: sum.factor * part.factor }), one);
  }

  private quantified(): Cost {
    const atom = this.atom();
    const range = this.quantifier();
    if (range === undefined) return atom;
    if (range.max === Infinity) {
      if (atom.degree > 0 || atom.factor > 1) throw new Refused(nested);
      return { degree: 1, factor: 1 };
    }
    const times = Math.max(range.max, 1);
    return bounded({ degree: atom.degree * times, factor: atom.factor ** times * (range.max - range.min + 1) });
  }

  private atom(): Cost {
    const char = this.pattern.charAt(this.at);
    this.at += 1;
    if (char === '(') return this.group();
    if (char === '[') this.skipClass();
    if (char === '\\') this.escape();
    return one;
  }

  private group(): Cost {
    const rest = this.pattern.slice(this.at);
    if (/^\?(<?[=!])/u.test(rest)) throw new Refused(backward);
    this.at += /^\?(:|<[^>]*>)/u.exec(rest)?.[0].length ?? 0;
    const number = rest.startsWith('?:') ? undefined : this.groups.push(undefined);
    const cost = this.alternatives(false);
    if (number !== undefined) this.groups[number - 1] = cost;
    this.at += 1;
    return cost;
  }

  private skipClass(): void {
    while (this.at < this.pattern.length && this.pattern[this.at] !== ']') this.at += this.pattern[this.at] === '\\' ? 2 : 1;
    this.at += 1;
  }

  private escape(): void {
    const rest = this.pattern.slice(this.at);
    // What a closed group without open repetition caught is a text of limited length: no worse than a letter.
    const reference = /^[1-9]\d*/u.exec(rest)?.[0];
    if (rest.startsWith('k') || (reference !== undefined && (this.groups[Number(reference) - 1]?.degree ?? 1) > 0))
      throw new Refused(backward);
    this.at += /^[pPu]\{[^}]*\}/u.exec(rest)?.[0].length ?? 1;
  }

  private quantifier(): { min: number; max: number } | undefined {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/u.exec(this.pattern.slice(this.at));
    if (found === null) return undefined;
    this.at += found[0].length;
    if (found[0].startsWith('?')) return { min: 0, max: 1 };
    if (found[1] === undefined) return { min: 0, max: Infinity };
    const min = Number(found[1]);
    if (found[2] === undefined) return { min, max: min };
    return { min, max: found[3] === '' ? Infinity : Number(found[3]) };
  }
}

function bounded(cost: Cost): Cost {
  if (cost.factor > LARGEST_FACTOR) throw new Refused(tooMany);
  return cost;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The worst number of backtracking steps of a pattern as a function of the text's length, or why it cannot be told. */
export function patternCost(pattern: string): PatternCost {
  try {
    const { cost, anchored } = new Reader(pattern).read();
    const power = cost.degree + (anchored ? 0 : 1);
    return { ok: true, steps: (length) => (cost.factor * (length + 1) ** power) / factorial(power) };
  } catch (caught) {
    if (caught instanceof Refused) return { ok: false, why: caught.why };
    throw caught;
  }
}
