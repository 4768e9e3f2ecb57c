import type { FactReader } from './fact-reader';
import type { FeelOptions } from './feel';
import { conform, type Facts } from './feel-value';
import { failed, type Failed } from './outcome';
import type { DecisionTable } from './table';

/** Puts the inputs' values into `values` and names those whose fact was not of the declared type; or `INPUT_ERROR`. */
export type InputReader = (values: unknown[], facts: Facts, options: FeelOptions) => readonly string[] | Failed;

const NO_IDS: readonly string[] = [];

/** The facts that a table's inputs are, by column; undefined where one is more than a fact, or a name that every object has. */
export function namesOf(readers: readonly FactReader[]): readonly string[] | undefined {
  const names = readers.flatMap(({ name }) => (name === undefined || name in OBJECT ? [] : [name]));
  return names.length === readers.length ? names : undefined;
}

/** As `readInputs`, without going through FEEL for facts that are read by their name. */
export function inputReader(table: DecisionTable, readers: readonly FactReader[]): InputReader {
  const types = table.inputs.map((input) => input.type);
  const names = namesOf(readers);

  const settleOne = (values: unknown[], column: number, mistyped: readonly string[]): readonly string[] => {
    const input = table.inputs[column];
    const value = conform(values[column], input?.type ?? 'any');
    values[column] = value ?? null;
    return value === undefined && input !== undefined ? [...mistyped, input.id] : mistyped;
  };

  return (values, facts, options) => {
    if (names !== undefined && isPlain(facts)) readNames(values, names, facts);
    else {
      const stop = readEach(table, readers, values, facts, options);
      if (stop !== undefined) return stop;
    }
    let mistyped = NO_IDS;
    for (let column = 0; column < types.length; column += 1)
      if (typeof values[column] !== types[column]) mistyped = settleOne(values, column, mistyped);
    return mistyped;
  };
}

const OBJECT: object = Object.prototype;

/** Whether what is found under a name that no object has of itself is the fact's own. */
const isPlain = (facts: Facts): boolean => Object.getPrototypeOf(facts) === OBJECT;

/**
 * Reads facts by their names. One place in the code for each of the first columns: an engine remembers at each place which name
 * it last read where, which makes five reads from one shape of facts as fast as one read in a loop.
 */
function readNames(values: unknown[], names: readonly string[], facts: Facts): void {
  const count = names.length;
  if (count > 0) values[0] = facts[names[0] ?? ''];
  if (count > 1) values[1] = facts[names[1] ?? ''];
  if (count > 2) values[2] = facts[names[2] ?? ''];
  if (count > 3) values[3] = facts[names[3] ?? ''];
  if (count > 4) values[4] = facts[names[4] ?? ''];
  if (count > 5) values[5] = facts[names[5] ?? ''];
  for (let column = 6; column < count; column += 1) values[column] = facts[names[column] ?? ''];
}

function readEach(
  table: DecisionTable,
  readers: readonly FactReader[],
  values: unknown[],
  facts: Facts,
  options: FeelOptions,
): Failed | undefined {
  for (let column = 0; column < readers.length; column += 1) {
    const found = readers[column]?.read(facts, options);
    if (found === undefined) continue;
    if (!found.ok) return failed('INPUT_ERROR', found.error.message, { cell: table.inputs[column]?.id ?? '' });
    values[column] = found.value;
  }
  return undefined;
}
