import { ANY, builtInType, type FeelType } from '../types';
import { FeelCallable, type Form, type Parameter } from '../values';
import type { Run } from '../scope';

/** `name: type` · `name?: type` may be left out · `name: type|null` takes null · `...name: type` takes the rest. */
function parameterOf(text: string): Parameter & { readonly nullable: boolean } {
  const [left = '', right = 'Any'] = text.split(':').map((part) => part.trim());
  const typeName = right.replace(/\|null$/u, '');
  const type: FeelType = typeName === 'Any' ? ANY : (builtInType(typeName) ?? ANY);
  return {
    name: left.replace(/^\.\.\.|\?$/gu, ''),
    type,
    optional: left.endsWith('?'),
    rest: left.startsWith('...'),
    nullable: type === ANY || right.endsWith('|null'),
  };
}

/**
 * A built-in function's form; its body is given the arguments in order, undefined for what was left out. A null for a parameter that takes none makes the answer null (DMN 1.5, 10.3.4).
 */
// Its caller says what the arguments are, as the signature does.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function form<A extends unknown[]>(signature: string, body: (args: A, run: Run) => unknown): Form {
  const parameters = signature === '' ? [] : signature.split(',').map(parameterOf);
  const takesNull = (at: number) => parameters[Math.min(at, parameters.length - 1)]?.nullable ?? false;
  return {
    parameters,
    call: (args, run) => (args.some((arg, at) => arg === null && !takesNull(at)) ? null : body(args as A, run)),
  };
}

export const builtInFunction = (...forms: Form[]): FeelCallable => new FeelCallable(forms);

export type Library = Readonly<Record<string, FeelCallable>>;
