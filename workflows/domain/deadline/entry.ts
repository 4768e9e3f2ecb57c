import type { Grade } from '../issue/words';
import type { ClockSpec } from './clock';
import type { WhistleKind } from './ladder';
import { type Policy, clockSpecOf, reportInSpecOf, reworkSpecOf, stageSpecOf, windowSpecOf } from './policy';

/** One thing of a policy that runs clocks: all clocks of a grade, a step's limit, a window, a whistle's report-in, a rework. */
export type PolicyEntry =
  | { is: 'grade'; grade: Grade }
  | { is: 'stage'; stage: string; grade: Grade }
  | { is: 'window'; window: string }
  | { is: 'reportIn'; whistle: WhistleKind }
  | { is: 'rework'; grade: Grade };

/**
 * What starts the clocks of an entry, in the policy's order; a grade's promise stands last (C10). Clocks whose due the
 * parties set alone have no length and are left out; empty for an entry that the policy has not.
 */
export function specsOfEntry(policy: Policy, entry: PolicyEntry): ClockSpec[] {
  switch (entry.is) {
    case 'grade': {
      const kinds = Object.keys(policy.grades[entry.grade]?.clocks ?? {}).filter((kind) => kind !== 'promise');
      return present([...kinds, 'promise'].map((kind) => clockSpecOf(policy, entry.grade, kind)));
    }
    case 'stage':
      return present([stageSpecOf(policy, entry.stage, entry.grade)]);
    case 'window':
      return present([windowSpecOf(policy, entry.window)]);
    case 'reportIn':
      return [reportInSpecOf(policy, entry.whistle)];
    case 'rework':
      return [reworkSpecOf(policy, entry.grade)];
  }
}

const present = (specs: readonly (ClockSpec | null)[]): ClockSpec[] => specs.filter((spec) => spec !== null);

/** Clocks that a pause stops: the reply and the promise; sign and contact run on (DOMAIN C28). */
export const isPausable = (kind: string): boolean => kind === 'reply' || kind === 'promise';

/** An extension is the unit's: it moves the reply, never the promise (DOMAIN T07, R4). */
export const isExtendable = (kind: string): boolean => kind === 'reply';
