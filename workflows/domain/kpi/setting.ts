import type { Calendar, Instant } from '../deadline';
import type { KpiId } from './catalogue';
import type { KpiRules } from './rules';

/** The groups that figures are also given for. */
export const groupings = ['unit', 'district', 'category', 'source'] as const;
export type Grouping = (typeof groupings)[number];

/** A case left out of a figure's denominator, never of the records (DOMAIN 4 #15): somebody answers for it. */
export type Exclusion = { no: string; kpi: KpiId; approver: string; evidence: string; until: Instant | null };

/** What figures are asked for: a period, half open, and the moment it is looked at from. */
export type KpiSetting = {
  from: Instant;
  to: Instant;
  asOf: Instant;
  rules: KpiRules;
  calendar: Calendar;
  by?: Grouping | undefined;
  exclusions?: readonly Exclusion[];
  /** Open issues with nothing to come and nobody awaited, as the caller's own sweep found them; null where nobody looked. */
  stuck?: number | null;
};

/** Figures that the rules allow no exclusion from (响应率). */
export const withoutExclusions: ReadonlySet<KpiId> = new Set<KpiId>(['response']);
