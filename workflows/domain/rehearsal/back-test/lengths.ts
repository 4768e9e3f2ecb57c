import { type Calendar, type Instant, instantAt, millisOf } from '../../deadline';
import { instantOfLocal, localOf } from '../../deadline/due';
import { addWorking, workingBetween } from '../../deadline/hours';

/**
 * The same length from another beginning: in working time as the desk works, by the wall where none of it lay in hours. From
 * the same beginning it is the same instant, so that what a draft does not touch happens as it did.
 */
export function sameLength(calendar: Calendar, was: { from: Instant; at: Instant }, from: Instant): Instant {
  if (was.from === from) return was.at;
  const worked = workingBetween(calendar, localOf(calendar, was.from), localOf(calendar, was.at));
  if (worked <= 0) return instantAt(millisOf(from) + Math.max(0, millisOf(was.at) - millisOf(was.from)));
  return instantOfLocal(calendar, Math.ceil(addWorking(calendar, localOf(calendar, from), worked)));
}
