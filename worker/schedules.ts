import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleDescription } from '@temporalio/client';
import { taskQueue } from '../workflows/messages';

/** The Schedules of the desk: sweeps that no process must be up for. Made and kept up to date by every worker. */

export type SweepSchedule = { everyMs: number; queue?: string; scheduleId?: string };
type Wanted = Required<SweepSchedule> & { workflowType: 'stuckSweep' | 'themeSweep' };

/** What was missed while the server was down is not made up for: one sweep sees all. */
const catchupWindow = 60_000;
/** A sweep that never ends, because its own code fails, must not hold up the sweeps of mended code for ever. */
const endedAfter = 1_800_000;

const optionsOf = ({ everyMs, queue, scheduleId, workflowType }: Wanted) => ({
  spec: { intervals: [{ every: everyMs }] },
  action: {
    ...{ type: 'startWorkflow' as const, workflowType, taskQueue: queue, args: [] },
    ...{ workflowId: scheduleId, workflowExecutionTimeout: endedAfter },
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
});

type Ensured = 'made' | 'changed' | 'same';

export const ensureStuckSchedule = (client: Client, given: SweepSchedule): Promise<Ensured> =>
  ensure(client, { queue: taskQueue, scheduleId: 'stuck-sweep', ...given, workflowType: 'stuckSweep' });

export const ensureThemeSchedule = (client: Client, given: SweepSchedule): Promise<Ensured> =>
  ensure(client, { queue: taskQueue, scheduleId: 'theme-sweep', ...given, workflowType: 'themeSweep' });

/**
 * Sees to it that a sweep's Schedule is there, once, and as the settings want it. Safe to repeat and to run in several processes
 * at once; whether an operator has paused it stays as it is.
 */
async function ensure(client: Client, wanted: Wanted): Promise<Ensured> {
  const { scheduleId } = wanted;
  const handle = client.schedule.getHandle(scheduleId);
  try {
    await client.schedule.create({ scheduleId, ...optionsOf(wanted) });
    return 'made';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  if (isAs(wanted, await handle.describe())) return 'same';
  await handle.update(({ state }) => ({ ...optionsOf(wanted), state }));
  return 'changed';
}

function isAs({ everyMs, queue, workflowType }: Wanted, { spec, action, policies }: ScheduleDescription): boolean {
  const [interval, ...more] = spec.intervals ?? [];
  return (
    interval?.every === everyMs &&
    more.length + (spec.calendars?.length ?? 0) === 0 &&
    policies.overlap === ScheduleOverlapPolicy.SKIP &&
    action.workflowType === workflowType &&
    action.taskQueue === queue &&
    action.workflowExecutionTimeout === endedAfter &&
    policies.catchupWindow === catchupWindow
  );
}
