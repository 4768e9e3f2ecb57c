import type { KpiSetting } from './setting';
import type { IssueFacts } from './facts';
import { type KpiId, kpiIds } from './catalogue';

/** Sums of one group while rows pass by: what counts, of how many, and the values whose middle is asked for. */
export type Tally = { of: Record<KpiId, Sum>; samples: Map<KpiId, number[]>; cases: number };
export type Sum = { numerator: number; denominator: number };

export const newTally = (): Tally => ({
  of: Object.fromEntries(kpiIds.map((id) => [id, { numerator: 0, denominator: 0 }])) as Tally['of'],
  samples: new Map(),
  cases: 0,
});

/** One row's contributions go to the whole and to the group it belongs to. */
export type Count = {
  /** `hit` of `size`: 1 of 1 for a yes, 0 of 1 for a no. `unit` is the one it is laid to; without it, the lead. */
  add(id: KpiId, hit: number, size: number, unit?: string): void;
  sample(id: KpiId, value: number, unit?: string): void;
  /** One more case of the group's sample. */
  case(unit?: string): void;
};

export type Tallies = { all: Tally; groups: Map<string, Tally> };

export function countInto(tallies: Tallies, row: IssueFacts, { by }: Pick<KpiSetting, 'by'>): Count {
  const own = by === undefined || by === 'unit' ? null : (row[by] ?? '');
  const lead = by === 'unit' ? leadOf(row) : null;
  const places = (unit: string | undefined): Tally[] => {
    const key = by === 'unit' ? (unit ?? lead) : own;
    return key === null ? [tallies.all] : [tallies.all, groupOf(tallies, key)];
  };
  return {
    add: (id, hit, size, unit) => {
      for (const { of } of places(unit)) {
        of[id].numerator += hit;
        of[id].denominator += size;
      }
    },
    sample: (id, value, unit) => {
      for (const { samples } of places(unit)) {
        const known = samples.get(id);
        if (known) known.push(value);
        else samples.set(id, [value]);
      }
    },
    case: (unit) => {
      for (const tally of places(unit)) tally.cases += 1;
    },
  };
}

function groupOf({ groups }: Tallies, key: string): Tally {
  const known = groups.get(key);
  if (known) return known;
  const made = newTally();
  groups.set(key, made);
  return made;
}

/** A case is laid to the unit that led it last. */
export const leadOf = ({ duties }: IssueFacts): string | null => duties.findLast(({ role }) => role === 'lead')?.unit ?? null;
