import { proxyActivities } from '@temporalio/workflow';
import type { BareActivities } from './activities';

const { touch } = proxyActivities<BareActivities>({ startToCloseTimeout: '20s' });

/** The baseline of the whole stack: six ordinary activities in series, and nothing else. */
export async function sixActivities(no: string): Promise<number> {
  let done = 0;
  for (let n = 1; n <= 6; n += 1) done += await touch({ no, n });
  return done;
}
