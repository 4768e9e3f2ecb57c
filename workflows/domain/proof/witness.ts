import type { Json } from '../text';
import { scenarioIntakeSchema, type City, type ScenarioIntake } from '../rehearsal';
import { TODAY } from './atoms';
import { exampleOf, type Spot } from './spot';
import { unitFactOf } from './vocabulary';
import type { Walk } from './walk';

/** One issue out of the many that a place of the walk stands for: what is reported, and what people tell on its way. */

export type Witness = {
  /** The local day on which it comes in, where rules turn on it. */
  readonly day: string | null;
  readonly intake: ScenarioIntake;
  /** Facts as they are told anew at the steps that can, in order. */
  readonly told: readonly Record<string, Json>[];
};

/** The places from the start to a spot. */
export function wayTo(spot: Spot): Spot[] {
  const way: Spot[] = [];
  for (let at: Spot | null = spot; at; at = at.from) way.unshift(at);
  return way;
}

/** The simplest first: everything reported at once; then each fact where it was told. */
export function witnessesOf(walk: Walk, spot: Spot, city: Pick<City, 'units'>): Witness[] {
  const parts = [...spot.told.map(({ given }) => given), spot.given];
  const days = parts.flatMap((given) => textOf(exampleOf(walk.atoms, given)[TODAY]));
  const facts = parts.map((given) => plausible(walk, without(exampleOf(walk.atoms, given), TODAY), city));
  const day = days.at(-1) ?? null;
  const all = allOf(facts);
  const grade = all['grade'] === undefined ? {} : { grade: all['grade'] };
  const atOnce = { day, intake: intakeOf(without(all, 'grade'), spot.accused), told: facts.slice(1).map(() => grade) };
  const [first = {}, ...later] = facts;
  const inTurn = {
    ...{ day, intake: intakeOf(first, spot.accused) },
    told: later.map((one, at) => ({ ...missing(facts[at] ?? {}, one), ...one })),
  };
  return later.length === 0 ? [atOnce] : [atOnce, inTurn];
}

/** Facts told one after the other, the last word counting. */
export const allOf = (facts: readonly Record<string, Json>[]): Record<string, Json> =>
  Object.fromEntries(facts.flatMap((one) => Object.entries(one)));

const textOf = (value: Json | undefined): string[] => (typeof value === 'string' ? [value] : []);

const without = (facts: Record<string, Json>, name: string): Record<string, Json> =>
  Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== name));

/** What was told before and is not the case any more. */
const missing = (before: Record<string, Json>, now: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.keys(before).flatMap((fact) => (fact in now ? [] : [[fact, null]])));

/** Where any value will do, one that an intake may bear: a unit of the directory, a code of the right form. */
function plausible(walk: Walk, facts: Record<string, Json>, { units }: Pick<City, 'units'>): Record<string, Json> {
  const [unit = '…'] = walk.directory.units.filter(({ active }) => active).map(({ code }) => code);
  const named = new Set(['unit', 'units', 'lead', 'teams', ...walk.drawing.flow.nodes.flatMap((node) => unitFactOf(node) ?? [])]);
  const codes = new Set(units.map((one) => (one as { code?: string }).code));
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => {
      if (named.has(fact) && !(typeof value === 'string' && codes.has(value)))
        return [fact, fact === 'unit' || fact === 'lead' ? unit : [unit]];
      if (fact === 'district' && !/^\d{6}$/.test(textOf(value).join())) return [fact, '990000'];
      if (fact === 'street' && !/^\d{9}$/.test(textOf(value).join())) return [fact, '990000000'];
      return [fact, value];
    }),
  );
}

function intakeOf(facts: Record<string, Json>, accused: readonly string[]): ScenarioIntake {
  const { category, source, district, street, ...more } = facts;
  const named = accused.length > 0 ? { accused: [...accused] } : {};
  return scenarioIntakeSchema.parse({
    ...(category === undefined ? {} : { category }),
    ...(source === undefined ? {} : { source }),
    district: district ?? null,
    street: street ?? null,
    address: '—',
    facts: { ...more, ...named },
  });
}
