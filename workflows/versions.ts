import { patched } from '@temporalio/workflow';

/**
 * Changes of workflow logic, newest last: a name for `patched()`, and one line saying what changed. Record a history with
 * `npm run record-history` before adding one; replay tests run every recorded history against this code.
 */
export const versions = {
  'trace-of-time': 'a task that read the time and set no timer leaves a command behind it',
} as const satisfies Record<string, string>;

/** Whether this run goes the newer way: not where its history already tells of the older one. */
export const changed = (version: keyof typeof versions): boolean => patched(version);
