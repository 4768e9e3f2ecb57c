import { allBits, type Bits, BitsMap, andInto, members } from '../bitset';
import { type Hole, mergeHoles } from '../cover';
import { masksOf } from '../relation';
import type { DecisionTable, TableRule } from '../table';
import { answersOf, type RegionAnswer } from './answers';
import type { Both } from './both';

/** Facts (sets of atoms by dimension; undefined is any) that the two tables answer differently. */
export type Difference = { readonly region: Hole; readonly before: RegionAnswer; readonly after: RegionAnswer };
export type Differences = { readonly found: readonly Difference[]; readonly complete: boolean };

/** How much is looked at and told; engineering limits, not policy. */
export type DiffBudget = { readonly steps: number; readonly regions: number };
export const DIFF_BUDGET: DiffBudget = { steps: 400_000, regions: 60 };

/** Regions are joined after the search: more are looked for than are told. */
const PIECES_PER_REGION = 20;

/** Policies under which the order of rules decides nothing. */
const UNORDERED = new Set<DecisionTable['hitPolicy']>(['U', 'A', 'P', 'O']);

/** Whether equal rules mean equal answers: the tables say the same around their rules. */
function sameFrame(a: DecisionTable, b: DecisionTable): boolean {
  const frame = ({ hitPolicy, aggregation, outputs }: DecisionTable) =>
    JSON.stringify([
      hitPolicy,
      aggregation ?? null,
      outputs.map(({ id, type, allowed, default: usual }) => [id, type, allowed, usual]),
    ]);
  return frame(a) === frame(b);
}

const ruleKey = ({ when, then, from, to }: TableRule): string =>
  JSON.stringify([when.map((cell) => cell.trim() || '-'), then.map((cell) => cell.trim()), from ?? null, to ?? null]);

/** Looks for differences dimension by dimension; where the same rules are left on both sides, nothing below can differ. */
class Search {
  readonly found: Difference[] = [];
  complete = true;
  private steps = 0;
  private readonly both: Both;
  private readonly budget: DiffBudget;
  private readonly masks: readonly (readonly Bits[])[];
  private readonly same: readonly BitsMap<true>[];
  private readonly keys: readonly number[];
  private readonly framed: boolean;
  private readonly answers: {
    before: (hits: readonly number[]) => RegionAnswer;
    after: (hits: readonly number[]) => RegionAnswer;
  };

  constructor(both: Both, budget: DiffBudget) {
    const { space, table, before, after } = both;
    this.both = both;
    this.budget = budget;
    this.masks = space.dimensions.map((dimension) => masksOf(dimension, space.rules.length));
    this.same = space.dimensions.map(() => new BitsMap<true>());
    const numbers = new Map<string, number>();
    this.keys = table.rules.map((rule) => {
      const key = ruleKey(rule);
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    });
    this.framed = sameFrame(before, after);
    this.answers = { before: answersOf(before), after: answersOf(after) };
  }

  run(): void {
    this.look(0, allBits(this.both.space.rules.length), []);
  }

  /** Whether nothing differs from `dimension` on among the boxes alive. */
  private look(dimension: number, alive: Bits, path: Hole): boolean {
    this.steps += 1;
    if (this.steps > this.budget.steps || this.found.length >= this.budget.regions * PIECES_PER_REGION) {
      this.complete = false;
      return false;
    }
    const sides = this.sidesOf(alive);
    // A look at many rules is more than one step.
    this.steps += (sides.before.length + sides.after.length) >>> 3;
    if (this.framed && this.alike(sides)) return true;
    if (dimension === this.both.space.dimensions.length) return this.compare(sides, path);
    if (this.same[dimension]?.get(alive) === true) return true;
    let alike = true;
    for (const { left, atoms } of this.groups(dimension, alive)) {
      const all = atoms.length === this.both.space.dimensions[dimension]?.atoms;
      alike = this.look(dimension + 1, left, [...path, all ? undefined : atoms]) && alike;
      if (!this.complete) return false;
    }
    if (alike) this.same[dimension]?.add(alive, true);
    return alike;
  }

  /** The rules of either table that are still possible, each once, in table order. */
  private sidesOf(alive: Bits): { before: number[]; after: number[] } {
    const rules = [...new Set(members(alive).map((box) => this.both.space.rules[box] ?? 0))].sort((a, b) => a - b);
    const border = this.both.before.rules.length;
    return { before: rules.filter((rule) => rule < border), after: rules.filter((rule) => rule >= border) };
  }

  private alike({ before, after }: { before: number[]; after: number[] }): boolean {
    if (before.length !== after.length) return false;
    const keys = (rules: number[]) => rules.map((rule) => this.keys[rule] ?? -1);
    const [a, b] = [keys(before), keys(after)];
    if (UNORDERED.has(this.both.after.hitPolicy)) for (const list of [a, b]) list.sort((x, y) => x - y);
    return a.every((key, at) => key === b[at]);
  }

  private compare({ before, after }: { before: number[]; after: number[] }, region: Hole): boolean {
    const border = this.both.before.rules.length;
    const said = { before: this.answers.before(before), after: this.answers.after(after.map((rule) => rule - border)) };
    if (said.before.key === said.after.key) return true;
    this.found.push({ region, ...said });
    return false;
  }

  /** Atoms by the boxes that they leave alive. */
  private groups(dimension: number, alive: Bits): { left: Bits; atoms: number[] }[] {
    const groups = new BitsMap<{ left: Bits; atoms: number[] }>();
    const all: { left: Bits; atoms: number[] }[] = [];
    for (const [atom, mask] of (this.masks[dimension] ?? []).entries()) {
      this.steps += 1;
      const left = alive.slice();
      andInto(left, mask);
      const known = groups.get(left);
      if (known) known.atoms.push(atom);
      else {
        const made = { left, atoms: [atom] };
        groups.add(left, made);
        all.push(made);
      }
    }
    return all;
  }
}

/** All facts that two tables answer differently, as few regions as can be joined; those of one change of answer together. */
export function differencesOf(both: Both, budget: DiffBudget): Differences {
  const search = new Search(both, budget);
  search.run();
  const byAnswers = new Map<string, Difference[]>();
  for (const one of search.found) {
    const key = JSON.stringify([one.before.key, one.after.key]);
    byAnswers.set(key, [...(byAnswers.get(key) ?? []), one]);
  }
  const found = [...byAnswers.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    return mergeHoles(alike.map(({ region }) => region)).map((region) => ({ ...first, region: opened(both, region) }));
  });
  const told = found.slice(0, budget.regions);
  return { found: told, complete: search.complete && told.length === found.length };
}

/** A set of all atoms is no condition. */
const opened = ({ space }: Both, region: Hole): Hole =>
  region.map((atoms, at) => (atoms?.length === space.dimensions[at]?.atoms ? undefined : atoms));
