import { proxyActivities } from '@temporalio/workflow';
import type { ThemeActivities, ThemesSwept } from '../activities';

/** A week of a city's submissions is compared in seconds; a sweep whose worker was killed is begun again by another. */
const { sweepThemes } = proxyActivities<ThemeActivities>({
  startToCloseTimeout: '2m',
  retry: { maximumAttempts: 5 },
});

/**
 * One theme sweep (DESIGN 9): a plain workflow that a Schedule starts, so that it also runs where there are no Schedules. It fails
 * rather than waits for ever: the next one comes by itself.
 */
export async function themeSweep(): Promise<ThemesSwept> {
  return sweepThemes();
}
