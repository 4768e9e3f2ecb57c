import { proxyActivities } from '@temporalio/workflow';
import type { SweepActivities, Swept } from '../activities';

/** A sweep over ten thousand stuck issues takes minutes; one whose worker was killed is known by its silence. */
const { sweepStuck } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { maximumAttempts: 3 },
});

/**
 * One stuck sweep (DESIGN 9): a plain workflow that a Schedule starts, so that it also runs where there are no Schedules. It fails
 * rather than waits for ever: the next one comes by itself.
 */
export async function stuckSweep(): Promise<Swept> {
  return sweepStuck();
}
