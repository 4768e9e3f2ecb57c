import { bilingualSchema, keySchema } from '../text';
import { roleSchema } from '../issue/words';
import { z } from 'zod';
import type { Calendar } from './compile';
import { instantOfLocal, localOf } from './due';
import { addWorking, closeOf, closingDay, nthWorkingDay, openOf, subtractWorking } from './hours';
import { type Instant, instantAt, localTimeSchema, millisOf, timeToMillis } from './instant';
import { type SignedLength, HOUR_MS, MINUTE_MS, signedLengthSchema } from './length';
import { DAY_MS } from './zone';

/**
 * Whom a rung reaches. `unit` is the unit whose clock it is, or its parent; `line` the first that can be reached on the
 * escalation line of DOMAIN R11, from the named link upward; `desk` a standing desk, named by its role.
 */
const rungAddressSchema = z.discriminatedUnion('who', [
  z.object({ who: z.literal('unit'), of: z.enum(['own', 'parent']), as: z.enum(['liaison', 'head', 'dutyDesk']) }),
  z.object({ who: z.literal('line'), from: z.enum(['head', 'parentHead', 'districtSupervision', 'citySupervision', 'chief']) }),
  z.object({ who: z.literal('desk'), role: roleSchema }),
  z.object({ who: z.literal('person'), person: keySchema }),
  z.object({ who: z.literal('resident') }),
]);
export type RungAddress = z.infer<typeof rungAddressSchema>;

/** 应急, 攻坚 and 日常吹哨. */
const whistleKindSchema = z.enum(['emergency', 'hard', 'daily']);
export type WhistleKind = z.infer<typeof whistleKindSchema>;

/**
 * What a rung does. `raise` hands the matter to the addressee's list, `supervise` lists the issue at supervision.
 * A `whistle` calls the units it is addressed to and tells the desks; a `card` goes to the unit whose clock it is,
 * whatever the address, which says who is told (DOMAIN R11).
 */
const rungActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('remind') }),
  z.object({ kind: z.literal('tell') }),
  z.object({ kind: z.literal('card'), colour: z.enum(['yellow', 'red']) }),
  z.object({ kind: z.literal('raise') }),
  z.object({ kind: z.literal('supervise') }),
  z.object({ kind: z.literal('whistle'), whistle: whistleKindSchema }),
  z.object({ kind: z.literal('reassign') }),
  z.object({ kind: z.literal('signBySystem') }),
]);
export type RungAct = z.infer<typeof rungActSchema>;

/** The time of day of a rung that is counted in days; `open` and `close` are the calendar's hours of that day. */
const rungTimeSchema = z.union([localTimeSchema, z.enum(['open', 'close'])]);

/** When a rung is planned, relative to the due (DOMAIN R8). */
export const rungRuleSchema = z.object({ offset: signedLengthSchema, time: rungTimeSchema.optional() });
export type RungRule = z.infer<typeof rungRuleSchema>;

/** One rung of a ladder in a policy document. */
export const rungSpecSchema = rungRuleSchema.extend({
  key: keySchema,
  name: bilingualSchema,
  act: rungActSchema,
  to: z.array(rungAddressSchema),
  channel: z.enum(['inbox', 'sms', 'voice']).optional(),
});
export type RungSpec = z.infer<typeof rungSpecSchema>;

/**
 * When a rung is planned for a due (DOMAIN R8). Zero is the due itself. Days count from the day which the due closes,
 * not counted itself: a due at 24:00 closes the day that ends there; a rolled due counts from the day it rolled to,
 * an unrolled one on a Sunday has its -1 wd on the Friday before and its +1 wd on the Monday after.
 * Without a time of day, working days mean the close of hours and natural days 24:00.
 */
export function plannedOf(calendar: Calendar, rule: RungRule, due: Instant): Instant {
  const { n, unit } = rule.offset;
  if (n === 0) return due;
  if (unit === 'min' || unit === 'h') return instantAt(millisOf(due) + n * (unit === 'h' ? HOUR_MS : MINUTE_MS));
  const local = localOf(calendar, due);
  if (unit === 'wh') return instantOfLocal(calendar, shiftWorking(calendar, local, n * HOUR_MS));
  const from = closingDay(local);
  if (unit === 'wd') return instantOfLocal(calendar, timeOn(calendar, nthWorkingDay(calendar, from, n), rule.time ?? 'close'));
  return instantOfLocal(calendar, timeOn(calendar, from + n, rule.time ?? '24:00'));
}

/** A due that must lie a length before another, e.g. a sub-dispatch 4 wh before its parent's (DOMAIN T06). */
export const dueBefore = (calendar: Calendar, due: Instant, offset: SignedLength): Instant =>
  plannedOf(calendar, { offset }, due);

const shiftWorking = (calendar: Calendar, local: number, amount: number): number =>
  amount < 0 ? subtractWorking(calendar, local, -amount) : addWorking(calendar, local, amount);

function timeOn(calendar: Calendar, day: number, time: z.infer<typeof rungTimeSchema>): number {
  if (time === 'open') return openOf(calendar, day);
  if (time === 'close') return closeOf(calendar, day);
  return day * DAY_MS + timeToMillis(time);
}
