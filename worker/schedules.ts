import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleDescription } from '@temporalio/client';
import { taskQueue } from '../workflows/messages';

/** The Schedules of the desk: sweeps that no process must be up for. Made and kept up to date by every worker. */

export type StuckSchedule = { everyMs: number; queue?: string; scheduleId?: string };

const usualId = 'stuck-sweep';
/** What was missed while the server was down is not made up for: one sweep sees all. */
const catchupWindow = 60_000;
/** A sweep that never ends, because its own code fails, must not hold up the sweeps of mended code for ever. */
const endedAfter = 1_800_000;

const optionsOf = ({ everyMs, queue = taskQueue, scheduleId = usualId }: StuckSchedule) => ({
  spec: { intervals: [{ every: everyMs }] },
  action: {
    ...{ type: 'startWorkflow' as const, workflowType: 'stuckSweep', taskQueue: queue, args: [] },
    ...{ workflowId: scheduleId, workflowExecutionTimeout: endedAfter },
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
});

/**
 * Sees to it that the stuck sweep's Schedule is there, once, and as the settings want it. Safe to repeat and to run in several
 * processes at once; whether an operator has paused it stays as it is.
 */
export async function ensureStuckSchedule(client: Client, wanted: StuckSchedule): Promise<'made' | 'changed' | 'same'> {
  const { scheduleId = usualId } = wanted;
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

function isAs({ everyMs, queue = taskQueue }: StuckSchedule, { spec, action, policies }: ScheduleDescription): boolean {
  const [interval, ...more] = spec.intervals ?? [];
  return (
    interval?.every === everyMs &&
    more.length + (spec.calendars?.length ?? 0) === 0 &&
    policies.overlap === ScheduleOverlapPolicy.SKIP &&
    action.workflowType === 'stuckSweep' &&
    action.taskQueue === queue &&
    action.workflowExecutionTimeout === endedAfter &&
    policies.catchupWindow === catchupWindow
  );
}
