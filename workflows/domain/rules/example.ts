import { parseExpression } from 'feelin';
import type { Scalar } from './cell';
import type { FeelJson } from './feel-value';
import type { Space } from './space';
import type { DecisionTable } from './table';

type Example = { readonly example: Record<string, FeelJson>; readonly on?: string };

/** Where an expression's value stands in an example: a name, or a path of names. */
type Place = { readonly text: string; readonly path: readonly string[] | undefined };

/** Examples of one table are many, its expressions few. */
const places = new WeakMap<DecisionTable, ReadonlyMap<string, Place>>();

function placesOf(table: DecisionTable): ReadonlyMap<string, Place> {
  const known = places.get(table);
  if (known !== undefined) return known;
  const made = new Map(table.inputs.map(({ expression }) => [expression, placeOf(expression.trim())]));
  places.set(table, made);
  return made;
}

const placeOf = (text: string): Place => ({ text, path: isName(text) || !PATH.test(text) ? undefined : text.split('.') });

/** Whether an expression is a name or a path of names, so that its value can be set in an example. */
const isName = (expression: string): boolean => {
  const name = parseExpression(expression, {}, undefined).topNode.firstChild?.name;
  return name === 'VariableName';
};

const PATH = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u;

function put(facts: Record<string, FeelJson>, { text, path }: Place, value: FeelJson): void {
  if (path === undefined) {
    facts[text] = value;
    return;
  }
  let here = facts;
  for (const name of path.slice(0, -1)) {
    const next = here[name];
    const made: Record<string, FeelJson> = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    here[name] = made;
    here = made;
  }
  here[path.at(-1) ?? text] = value;
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
  const known = placesOf(table);
  const placeIn = (expression: string): Place => known.get(expression) ?? placeOf(expression.trim());
  for (const input of table.inputs) if (input.type === 'list') put(facts, placeIn(input.expression), []);
  for (const [at, dimension] of space.dimensions.entries()) {
    const value = pick(atoms(at) ?? [0, 1].slice(0, dimension.atoms), dimension.sample);
    const input = table.inputs[dimension.column];
    if (input === undefined) on = String(value);
    else if (dimension.member === undefined) put(facts, placeIn(input.expression), value);
    else if (value === true) addMember(facts, placeIn(input.expression), dimension.member);
  }
  return on === undefined ? { example: facts } : { example: facts, on };
}

function addMember(facts: Record<string, FeelJson>, { text, path }: Place, member: Exclude<Scalar, null>): void {
  const list = path === undefined ? (facts[text] ?? null) : path.reduce<FeelJson>(step, facts);
  if (Array.isArray(list)) list.push(member);
}

const step = (value: FeelJson, name: string): FeelJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value[name] ?? null) : null;
