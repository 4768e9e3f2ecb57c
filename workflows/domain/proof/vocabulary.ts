import { readsOf, writesOf } from '../flow/facts';
import type { FlowNode } from '../flow';
import { grades } from '../issue';
import { cellOf, type Cell, type Scalar, type Test } from '../rules/cell';
import { accepted, partition, type Partition } from '../rules/regions';
import { expand } from '../rules/space';
import type { Decision } from '../rules';
import type { ValueType } from '../rules/table';
import { Atoms, lineOf, memberDim, TODAY, type Dim, type Kind, type Line } from './atoms';
import { isName, reading } from './expression';
import type { Drawing } from './drawing';

/** What each fact of a release may be, cut by everything that its tables, expressions and lines compare it with. */

const every: readonly Kind[] = ['null', 'boolean', 'number', 'string', 'list'];
const kindsOf: Partial<Record<ValueType, Kind>> = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  list: 'list',
};

/** Every intake bears these. */
const neverMissing: ReadonlySet<string> = new Set(['category', 'source']);

type Use = { cells: Cell[]; allowed: Cell[][]; kinds: Set<Kind>; members: Set<Exclude<Scalar, null>> };

/** The facts that hold the units a step gives work to. */
export function unitFactOf(node: FlowNode): string | null {
  if (node.kind === 'assign' || node.kind === 'whistle') return node.unitsFact;
  return node.kind === 'offer' ? node.teamsFact : null;
}

export function vocabularyOf(drawing: Drawing, memo: Map<string, Cell>): Atoms {
  const uses = usesIn(drawing, memo);
  const alike = classesOf(drawing.decisions);
  const parts = new Map<string, Partition>();
  const lines = new Map<string, Line>();
  for (const [fact, use] of uses) {
    const name = alike(fact);
    const regions = parts.get(name) ?? partition(cellsIn(uses, alike, name));
    parts.set(name, regions);
    lines.set(fact, lineOf(regions, kindsIn(fact, use), permits(fact, regions, use)));
  }
  const members = new Map([...uses].map(([fact, use]) => [fact, [...use.members].map((one): Dim => memberDim(fact, one))]));
  return new Atoms(lines, members);
}

const cellsIn = (uses: ReadonlyMap<string, Use>, alike: (fact: string) => string, name: string): Cell[] =>
  [...uses].filter(([fact]) => alike(fact) === name).flatMap(([, { cells, allowed }]) => [...cells, ...allowed.flat()]);

function kindsIn(fact: string, { kinds }: Use): Set<Kind> {
  const found = new Set<Kind>(kinds.size > 0 ? kinds : every);
  found.add('null');
  if (neverMissing.has(fact) || fact === TODAY) found.delete('null');
  return found;
}

/** Allowed values of a column say which exist; a fact may be missing all the same. A grade is one of the desk's. */
function permits(fact: string, regions: Partition, { allowed }: Use): (region: number) => boolean {
  if (fact === 'grade') {
    const points = new Set(
      grades.map((grade) => regions.lines.string.base + 2 * (regions.lines.string.index.get(grade) ?? 0) + 1),
    );
    return (region) => region === 0 || points.has(region);
  }
  const sets = allowed.map(
    (cells) => new Set(cells.flatMap((cell) => expand(accepted(regions, cell) ?? [[0, regions.size - 1]]))),
  );
  return (region) => region === 0 || sets.every((set) => set.has(region));
}

function usesIn({ flow, decisions }: Drawing, memo: Map<string, Cell>): Map<string, Use> {
  const uses = new Map<string, Use>();
  const use = (fact: string): Use => {
    const found = uses.get(fact) ?? { cells: [], allowed: [], kinds: new Set<Kind>(), members: new Set() };
    uses.set(fact, found);
    return found;
  };
  use('grade').cells.push(...grades.map((grade) => asCell([{ t: 'eq', value: grade }])));
  use(TODAY).kinds.add('date');
  for (const fact of ['units', 'teams', 'accused', ...flow.nodes.flatMap((node) => unitFactOf(node) ?? [])]) use(fact);
  for (const edge of flow.edges) if (edge.when !== undefined) noteExpression(use, edge.when);
  for (const decision of decisions) {
    for (const fact of [...readsOf(decision), ...writesOf(decision)]) use(fact);
    noteDecision(use, decision, memo);
  }
  for (const node of flow.nodes)
    if (node.kind === 'task' || node.kind === 'ask')
      for (const mark of node.outcomes.flatMap(({ marks }) => marks)) if (mark.do === 'set') use(mark.fact);
  return uses;
}

type UseOf = (fact: string) => Use;

const asCell = (tests: readonly Test[]): Cell => ({ kind: 'tests', negated: false, tests });

function noteExpression(use: UseOf, text: string): void {
  const { reads, cuts } = reading(text);
  for (const fact of reads) if (cuts.length > 0) use(fact).cells.push(asCell(cuts));
}

function noteDecision(use: UseOf, decision: Decision, memo: Map<string, Cell>): void {
  if (decision.kind === 'literal') return noteExpression(use, decision.expression);
  for (const [column, input] of decision.inputs.entries()) {
    const cells = decision.rules.map((rule) => cellOf(rule.when[column] ?? '', memo));
    if (!isName(input.expression)) {
      noteExpression(use, input.expression);
      continue;
    }
    const fact = use(input.expression.trim());
    fact.cells.push(...cells);
    const kind = kindsOf[input.type];
    if (kind !== undefined) fact.kinds.add(kind);
    else for (const one of [...every, 'date' as const]) fact.kinds.add(one);
    if (input.type === 'list') for (const member of cells.flatMap(membersIn)) fact.members.add(member);
    else if (input.allowed && input.allowed.length > 0) fact.allowed.push(input.allowed.map((text) => cellOf(text, memo)));
  }
  for (const text of decision.rules.flatMap(({ then }) => then)) if (text.trim() !== '') noteExpression(use, text);
  for (const rule of decision.rules) use(TODAY).cells.push(validityOf(rule));
}

const membersIn = (cell: Cell): Exclude<Scalar, null>[] =>
  cell.kind === 'tests' ? cell.tests.flatMap((test) => (test.t === 'has' ? [test.value] : [])) : [];

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** A rule's dates of validity as a cell on the day. */
export function validityOf({ from, to }: { from?: string | undefined; to?: string | undefined }): Cell {
  if (from === undefined && to === undefined) return { kind: 'any' };
  const bound = (date: string | undefined) => (date === undefined ? null : { at: dayOf(date), included: true });
  return asCell([{ t: 'range', kind: 'date', lo: bound(from), hi: bound(to) }]);
}

/** Facts whose values flow into one another share their cuts, so that an atom of one is an atom of the other. */
function classesOf(decisions: readonly Decision[]): (fact: string) => string {
  const above = new Map<string, string>();
  const top = (fact: string): string => {
    const next = above.get(fact);
    return next === undefined ? fact : top(next);
  };
  const join = (a: string, b: string): void => {
    if (top(a) !== top(b)) above.set(top(a), top(b));
  };
  for (const decision of decisions) {
    if (decision.kind === 'literal') for (const fact of reading(decision.expression).reads) join(decision.output, fact);
    else
      for (const rule of decision.rules)
        for (const [column, output] of decision.outputs.entries())
          for (const fact of readsIn(rule.then[column] ?? '')) join(output.id, fact);
  }
  return top;
}

export const readsIn = (text: string): readonly string[] => (text.trim() === '' ? [] : reading(text).reads);
