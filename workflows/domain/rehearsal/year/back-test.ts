import type { KpiRules } from '../../kpi';
import type { Problem } from '../../flow';
import { type City, calendarNow, settingOf } from '../setting';
import type { Arrival } from './arrivals';
import type { YearProfile } from './profile';
import { type YearReport, yearReportOf } from './report';
import { playYear, type YearProgress } from './simulate';

export type BackTest = {
  profile: YearProfile;
  rules: KpiRules;
  seed: number;
  /** How many journeys are drawn; or the ones that really happened, earliest first. */
  issues?: number;
  arrivals?: readonly Arrival[];
  onProgress?: (progress: YearProgress) => void;
  /** Gives others their turn (a browser its frames) between two stretches of work. */
  pause: () => Promise<void>;
  isCancelled?: () => boolean;
};

export type BackTested =
  | { ok: true; report: YearReport }
  | { ok: false; code: 'CANCELLED' }
  /** The draft does not pass its checks. */
  | { ok: false; code: 'CHECK_FAILED'; problems: Problem[] };

/**
 * Plays whole journeys through a draft on the same engine as everything else (DESIGN 2, 8): what would it have done to the clocks,
 * cards and figures? Two drafts with the same seed meet the same residents and the same people. The draft is checked first.
 */
export async function backTest(draft: City, test: BackTest): Promise<BackTested> {
  const made = settingOf(draft);
  if (!made.ok) return { ok: false, code: 'CHECK_FAILED', problems: made.problems };
  const { profile, rules, seed, issues, arrivals } = test;
  const options = { seed, ...(issues === undefined ? {} : { issues }), ...(arrivals === undefined ? {} : { arrivals }) };
  const run = playYear(made.setting, profile, options);
  let next = run.next();
  for (; !next.done; next = run.next()) {
    test.onProgress?.(next.value);
    await test.pause();
    if (test.isCancelled?.()) return { ok: false, code: 'CANCELLED' };
  }
  return { ok: true, report: yearReportOf(next.value, { rules, calendar: calendarNow(made.setting) }) };
}
