import { FeelFunction, FeelRange } from 'feelin';
import { kindOf } from '../feel-value';
import type { FeelType } from './types';
import type { Run } from './scope';

export type Context = Record<string, unknown>;

export const isContext = (value: unknown): value is Context => kindOf(value) === 'context';

/** What a range was written as, where it was no interval: `(< 10)` is another value than `(null..10)`. */
export type RangeSign = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A FEEL range that remembers the sign it was written with. */
export class SignedRange extends FeelRange {
  readonly sign: RangeSign;
  constructor(sign: RangeSign, bound: unknown) {
    const [low, high] = [sign.startsWith('>'), sign.startsWith('<')];
    super({
      start: high ? null : bound,
      end: low ? null : bound,
      'start included': sign === '>=' || sign === '=' || sign === '!=',
      'end included': sign === '<=' || sign === '=' || sign === '!=',
      valueType: null,
    });
    this.sign = sign;
    Object.defineProperty(this, 'sign', { enumerable: false });
  }
}

/** A parameter of a function: what may be given for it. */
export type Parameter = {
  readonly name: string;
  readonly type: FeelType;
  /** May be left out. */
  readonly optional: boolean;
  /** Takes all arguments from here on. */
  readonly rest: boolean;
};

/** One way to call a function. */
export type Form = {
  readonly parameters: readonly Parameter[];
  readonly call: (args: unknown[], run: Run) => unknown;
};

/** A FEEL function: built in, written as `function(…)`, or a business knowledge model. */
export class FeelCallable extends FeelFunction {
  readonly forms: readonly Form[];
  readonly result: FeelType | undefined;
  constructor(forms: readonly Form[], result?: FeelType) {
    super(() => null, forms[0]?.parameters.map(({ name }) => name) ?? []);
    this.forms = forms;
    this.result = result;
    Object.defineProperty(this, 'forms', { enumerable: false });
  }
}

/** The positional arguments of a call, or those by name. */
export type Arguments = readonly unknown[] | Readonly<Record<string, unknown>>;
