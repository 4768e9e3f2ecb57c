import type { Json } from '../text';
import { activeUnits, conflictFilter, sliceOf, type DirectorySlice } from '../directory';
import type { NodeOf } from '../flow';
import { accusingAll, breachesOf, type Breach } from './accused';
import { follow, say } from './follow';
import { exactOf, narrowed, valuesOf, type Spot } from './spot';
import { unitFactOf } from './vocabulary';
import type { Walk } from './walk';

type UnitsNode = NodeOf<'assign'> | NodeOf<'offer'> | NodeOf<'whistle'>;

/** A step that gives the issue to units: those its facts name, after the filter (DOMAIN 4 #38), those that are active. */
export function arriveAtUnits(walk: Walk, spot: Spot, node: UnitsNode): Spot[] {
  const fact = unitFactOf(node) ?? '';
  const exact = exactOf(walk.atoms, spot, fact);
  if (exact !== undefined) return toUnits(walk, spot, node, textsOf(exact));
  const missing = narrowed(walk.atoms, spot, [[fact, walk.atoms.at(fact, null)]]);
  const some = narrowed(walk.atoms, spot, [[fact, walk.atoms.notNull(fact)]]);
  return [...(missing ? nobody(walk, missing, node) : []), ...(some ? toSomebody(walk, some, node, fact) : [])];
}

const textsOf = (value: Json): string[] => [value].flat().filter((one): one is string => typeof one === 'string');

function toUnits(walk: Walk, spot: Spot, node: UnitsNode, units: readonly string[]): Spot[] {
  if (units.length === 0) return nobody(walk, spot, node);
  const examined = walk.once(`${node.kind}${node.kind === 'offer' ? node.to : ''}|${units.join()}`, () =>
    examine(walk, node, units),
  );
  for (const { unit, accused } of examined.breaches)
    walk.findings.suspect({ ...spot, accused: [...accused] }, { kind: 'toAccused', unit, accused });
  if (examined.idle) {
    if (isAwaited(node)) walk.findings.suspect(spot, { kind: 'notActive', units });
    return nobody(walk, spot, node);
  }
  // An issue that accuses all of them, and all of supervision, comes back to nobody.
  const refused = examined.all ? nobody(walk, { ...spot, accused: examined.all }, node) : [];
  return [...worked(walk, spot, node), ...refused];
}

/** Units that people or the intake name: the filter holds for them as for all, and they may turn out to be nobody's. */
function toSomebody(walk: Walk, spot: Spot, node: UnitsNode, fact: string): Spot[] {
  if (spot.set.get(fact)?.from === 'opaque')
    walk.findings.doubt(
      {
        node: node.id,
        why: say(
          `“${node.name.zh}”交给哪些单位由无法分析的表达式得出`,
          `the units of “${node.name.en}” come of an expression that cannot be analysed`,
        ),
      },
      ['reaches', 'notAccused'],
    );
  const kind = `${node.kind}${node.kind === 'offer' ? node.to : ''}`;
  const breaches = walk.once(`${kind}|*`, () => ({
    breaches: walk.directory.units
      .flatMap(({ code }) => (walk.meter.over ? [] : examine(walk, node, [code]).breaches))
      .slice(0, 1),
    ...{ idle: false, all: null },
  }));
  for (const { unit, accused } of breaches.breaches)
    walk.findings.suspect({ ...spot, accused: [...accused] }, { kind: 'toAccused', unit, accused });
  return [...worked(walk, spot, node), ...nobody(walk, spot, node)];
}

export type Examined = { breaches: readonly Breach[]; idle: boolean; all: string[] | null };

function examine(walk: Walk, node: UnitsNode, units: readonly string[]): Examined {
  const { directory, meter } = walk;
  const takes = (slice: DirectorySlice, accused: readonly string[]): readonly string[] => {
    meter.step(200);
    return takenBy(node, slice, units, accused);
  };
  const idle = takes(sliceOf(directory, units, null), []).length === 0;
  return { breaches: breachesOf(directory, units, takes), idle, all: idle ? null : accusingAll(directory, units, takes) };
}

/** The units that get it, as the reducer finds them (issue/shares.ts, whistles.ts, orders.ts). */
function takenBy(
  node: UnitsNode,
  slice: DirectorySlice,
  units: readonly string[],
  accused: readonly string[],
): readonly string[] {
  const { units: allowed, removed } = conflictFilter(slice, units, accused);
  if (node.kind !== 'offer') return activeUnits(slice, allowed).active;
  const free = units.filter((unit) => !removed.some((one) => one.unit === unit));
  return activeUnits(slice, free).active.filter((unit) => slice.units[unit]?.lanes.includes(node.to) === true);
}

/** The main way of an issue, not what goes on beside it. */
const isAwaited = (node: UnitsNode): boolean => node.kind === 'whistle' || node.required;

const lost: Record<UnitsNode['kind'], string> = { assign: 'returned', whistle: 'returned', offer: 'expired' };

/** Nobody may take it: the step is left at once, and who comes next must. */
function nobody(walk: Walk, spot: Spot, node: UnitsNode): Spot[] {
  if (!isAwaited(node)) return follow(walk, spot, node.kind === 'assign' ? 'replied' : lost[node.kind]);
  return follow(walk, { ...spot, held: false }, lost[node.kind]);
}

/** Somebody has it, and leaves it by what is drawn. */
function worked(walk: Walk, spot: Spot, node: UnitsNode): Spot[] {
  for (const grade of node.kind === 'assign' ? gradesWithoutReply(walk, spot) : [])
    walk.findings.suspect(grade.spot, { kind: 'noLimit', grade: grade.grade });
  const drawn = walk.drawing.next[node.id]?.outcomes ?? {};
  const always: Record<UnitsNode['kind'], readonly string[]> = {
    assign: ['replied', 'returned'],
    whistle: ['replied'],
    offer: ['served', 'expired'],
  };
  const more = ['ledger', 'unsolved', 'disputed'].filter((way) => way in drawn);
  return [...always[node.kind], ...more].flatMap((way) => follow(walk, { ...spot, held: true }, way));
}

function gradesWithoutReply(walk: Walk, spot: Spot): { grade: string; spot: Spot }[] {
  return walk.unlimited.flatMap((grade) => {
    const part = narrowed(walk.atoms, spot, [['grade', walk.atoms.at('grade', grade)]]);
    return part && valuesOf(walk.atoms, part, 'grade').length > 0
      ? [{ grade: grade ?? walk.drawing.content.policy.defaultGrade, spot: part }]
      : [];
  });
}
