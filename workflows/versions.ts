import { patched } from '@temporalio/workflow';
import type { RuleChange } from '#domain';

/**
 * Changes of workflow logic, newest last: a name for `patched()`, and one line saying what changed. Record a history with
 * `npm run record-history` before adding one; replay tests run every recorded history against this code.
 */
export const versions = {
  'trace-of-time': 'a task that read the time and set no timer leaves a command behind it',
  'filtered-whistle': 'the chief’s own whistle passes the conflict filter, and none is blown on a case that has ended',
  'sources-of-reporters': 'an issue that takes more reporters keeps whence they came, for tables',
} as const satisfies Record<'trace-of-time' | RuleChange, string>;

/** Whether this run goes the newer way: not where its history already tells of the older one. */
export const changed = (version: keyof typeof versions): boolean => patched(version);
