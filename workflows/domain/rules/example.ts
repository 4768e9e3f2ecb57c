import { parseExpression } from 'feelin';
import type { Scalar } from './cell';
import type { FeelJson } from './feel-value';
import type { Space } from './space';
import type { DecisionTable } from './table';

type Example = { readonly example: Record<string, FeelJson>; readonly on?: string };

/** Whether an expression is a name or a path of names, so that its value can be set in an example. */
const isName = (expression: string): boolean => {
  const name = parseExpression(expression, {}, undefined).topNode.firstChild?.name;
  return name === 'VariableName';
};

const PATH = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u;

function put(facts: Record<string, FeelJson>, expression: string, value: FeelJson): void {
  const text = expression.trim();
  if (isName(text) || !PATH.test(text)) {
    facts[text] = value;
    return;
  }
  const names = text.split('.');
  let here = facts;
  for (const name of names.slice(0, -1)) {
    const next = here[name];
    const made: Record<string, FeelJson> = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    here[name] = made;
    here = made;
  }
  here[names.at(-1) ?? text] = value;
}

/** Prefers a value to null and a missing member to a present one, so that examples stay small. */
function pick(atoms: readonly number[], sample: (atom: number) => Scalar): Scalar {
  const atom = atoms.find((one) => sample(one) !== null) ?? atoms[0];
  return atom === undefined ? null : sample(atom);
}

/** Facts inside the given atoms of each dimension (undefined: any), ready to be evaluated or saved as a test. */
export function exampleOf(
  table: DecisionTable,
  space: Space,
  atoms: (dimension: number) => readonly number[] | undefined,
): Example {
  const facts: Record<string, FeelJson> = {};
  let on: string | undefined;
  for (const input of table.inputs) if (input.type === 'list') put(facts, input.expression, []);
  for (const [at, dimension] of space.dimensions.entries()) {
    const value = pick(atoms(at) ?? [0, 1].slice(0, dimension.atoms), dimension.sample);
    const input = table.inputs[dimension.column];
    if (input === undefined) on = String(value);
    else if (dimension.member === undefined) put(facts, input.expression, value);
    else if (value === true) addMember(facts, input.expression, dimension.member);
  }
  return on === undefined ? { example: facts } : { example: facts, on };
}

function addMember(facts: Record<string, FeelJson>, expression: string, member: Exclude<Scalar, null>): void {
  const holder: Record<string, FeelJson> = {};
  put(holder, expression, []);
  const listAt = (root: Record<string, FeelJson>): FeelJson =>
    expression.trim() in root ? (root[expression.trim()] ?? null) : expression.trim().split('.').reduce<FeelJson>(step, root);
  const list = listAt(facts);
  if (Array.isArray(list)) list.push(member);
}

const step = (value: FeelJson, name: string): FeelJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : null;
