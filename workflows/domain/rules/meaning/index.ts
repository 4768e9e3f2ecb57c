import { cellOf } from '../cell';
import { type NameOf, cellWords } from '../cell-words';
import type { Naming } from '../account';
import { exampleOf } from '../example';
import type { FeelJson } from '../feel-value';
import type { Bilingual, DecisionTable } from '../table';
import type { RegionAnswer } from './answers';
import { type Both, bothOf } from './both';
import { DIFF_BUDGET, type DiffBudget, type Difference, differencesOf } from './search';

/** Facts that another table answers otherwise, in words. */
export type ChangedRegion = {
  /** Conditions that all hold; none is every fact. */
  readonly when: readonly { readonly label: Bilingual; readonly text: Bilingual }[];
  readonly before: RegionAnswer;
  readonly after: RegionAnswer;
  /** Facts inside of it; null where a condition is one that only FEEL can judge. */
  readonly example: Readonly<Record<string, FeelJson>> | null;
};

export type MeaningDiff = { readonly regions: readonly ChangedRegion[]; readonly complete: boolean };

/**
 * Which facts two tables answer differently, exactly, whatever rows they are written in (DESIGN 6): regions of the space that the cells
 * of both cut, joined where they touch. Null counts as a value. A cell that only FEEL understands is a condition of its own.
 * `complete` is false where the budget ran out or more regions were found than are told.
 */
export function meaningDiff(
  before: DecisionTable,
  after: DecisionTable,
  naming: Naming,
  budget: DiffBudget = DIFF_BUDGET,
): MeaningDiff {
  const both = bothOf(before, after);
  const { found, complete } = differencesOf(both, budget);
  return { regions: found.map((one) => regionOf(both, one, naming)), complete };
}

function regionOf(both: Both, { region, before, after }: Difference, naming: Naming): ChangedRegion {
  const { space, table, asked } = both;
  const when = space.dimensions.flatMap((dimension, at) => {
    const atoms = region[at];
    if (atoms === undefined) return [];
    const question = asked.get(dimension.column);
    if (question) return [{ order: dimension.column, label: question.label, text: askedWords(question.text, dimension, atoms) }];
    const input = table.inputs[dimension.column];
    const label = input?.label ?? { zh: '日期', en: 'Date' };
    const nameOf = input ? naming(input.expression) : plain;
    return [{ order: dimension.column, label, text: atomsWords(dimension, atoms, nameOf) }];
  });
  const isOpaque = space.dimensions.some((dimension, at) => region[at] !== undefined && asked.has(dimension.column));
  const inOrder = when.sort((a, b) => a.order - b.order).map(({ label, text }) => ({ label, text }));
  return { when: inOrder, before, after, example: isOpaque ? null : exampleIn(both, region) };
}

function exampleIn({ space, table, asked }: Both, region: Difference['region']): Record<string, FeelJson> {
  const { example } = exampleOf(table, space, (at) => region[at]);
  const made = new Set([...asked.keys()].map((column) => table.inputs[column]?.expression));
  return Object.fromEntries(Object.entries(example).filter(([name]) => !made.has(name)));
}

type Dimension = Both['space']['dimensions'][number];

function atomsWords(dimension: Dimension, atoms: readonly number[], nameOf: NameOf): Bilingual {
  const said = saidOf(dimension.text(atoms), nameOf);
  if (said) return said;
  // What FEEL has no one test for, such as nothing or any other value than these, is said by what it leaves out.
  const kept = new Set(atoms);
  const out = Array.from({ length: dimension.atoms }, (_, atom) => atom).filter((atom) => !kept.has(atom));
  const left = saidOf(dimension.text(out), nameOf) ?? { zh: '任意', en: 'anything' };
  if (left.en === 'is nothing') return { zh: '有值', en: 'is given' };
  return { zh: `不${left.zh}`, en: left.en.startsWith('is ') ? `is not ${left.en.slice('is '.length)}` : `not: ${left.en}` };
}

/** A test in words; null where it is none that words have. */
function saidOf(text: string, nameOf: NameOf): Bilingual | null {
  return cellOf(text, new Map()).kind === 'tests' ? cellWords(text, nameOf) : null;
}

function askedWords(text: string, dimension: Dimension, atoms: readonly number[]): Bilingual {
  const holds = atoms.some((atom) => dimension.sample(atom) === true);
  return holds ? { zh: `满足 ${text}`, en: `satisfies ${text}` } : { zh: `不满足 ${text}`, en: `does not satisfy ${text}` };
}

const plain: NameOf = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { zh: text, en: text };
};
