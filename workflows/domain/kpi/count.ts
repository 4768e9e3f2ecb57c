import type { CallbackFact, IssueFacts } from './facts';
import { type Duty, isOwed } from './duties';
import { type Meter, workingDaysSince } from './meter';
import type { KpiSetting } from './setting';
import type { Count } from './tally';

/** What a row adds to each figure (DOMAIN 3), each in the cohort that the catalogue names for it. */

export type Context = KpiSetting & {
  meter: Meter;
  isIn: (at: string | null | undefined) => boolean;
  isExcluded: (kpi: 'resolution' | 'satisfaction', no: string) => boolean;
};

export function countRow(row: IssueFacts, count: Count, context: Context): void {
  countIntake(row, count, context);
  for (const duty of row.duties) countDuty(duty, count, context);
  countCallback(row, count, context);
  countClosing(row, count, context);
  countCards(row, count, context);
  countWhistles(row, count, context);
}

function countIntake(row: IssueFacts, count: Count, { isIn, rules }: Context): void {
  if (isIn(row.openedAt)) {
    count.add('demand', 1, 0);
    if (rules.inhabitants !== undefined) count.add('demandPerHead', 1, 0);
    if (row.relapse) count.add('relapse', 1, 0);
  }
  if (row.verified && isIn(row.verified.at)) {
    const { at, due } = row.verified;
    count.add('onTimeVerify', due === null || at <= due ? 1 : 0, 1);
  }
  if (!isIn(row.acceptedAt)) return;
  const isMerged = row.mergedAt !== null;
  count.add('mergeRatio', isMerged ? 1 : 0, 1);
  if (isMerged) return;
  count.add('closing', row.closings.length > 0 ? 1 : 0, 1);
  count.add('whistles', 0, 1);
  if (row.fired.count > 0) count.sample('lateness', row.fired.worstMs / 1000);
  const tried = new Set(row.duties.filter(({ role }) => role === 'lead').map(({ unit }) => unit)).size;
  if (tried === 0) return;
  count.add('unitsTried', tried, 1);
  count.add('pingPong', tried >= rules.pingPongUnits ? 1 : 0, 1);
}

function countDuty(duty: Duty, count: Count, context: Context): void {
  const { isIn, asOf } = context;
  const { unit } = duty;
  if (duty.first && isIn(duty.from)) countDispatch(duty, count, context);
  if (duty.first && duty.contactDue !== null && isIn(duty.contactDue) && (duty.contactDue <= asOf || duty.contactedAt !== null))
    count.add('response', isMet(duty.contactedAt, duty.contactDue) ? 1 : 0, 1, unit);
  if (duty.due !== null && isIn(duty.due) && duty.due <= asOf && !isGoneBy(duty, duty.due)) {
    count.add('onTimeReply', isMet(duty.repliedAt, duty.due) ? 1 : 0, 1, unit);
    count.add('onTimeOriginal', isMet(duty.repliedAt, duty.originalDue ?? duty.due) ? 1 : 0, 1, unit);
  }
  if (duty.due !== null && duty.due < asOf && isOwed(duty)) {
    count.add('overdue', 1, 0, unit);
    count.sample('overdue', workingDaysSince(context.calendar, duty.due, asOf), unit);
  }
}

const isMet = (at: string | null, due: string): boolean => at !== null && at <= due;

/** Taken from the unit before the due: it was never due there. */
const isGoneBy = ({ ended }: Duty, due: string): boolean => ended !== null && ended.at <= due;

function countDispatch(duty: Duty, count: Count, { meter }: Context): void {
  const { unit, asked, extensions } = duty;
  count.case(unit);
  count.add('dispatchAccuracy', asked === 'accepted' ? 0 : 1, 1, unit);
  count.add('returnRate', asked === null ? 0 : 1, 1, unit);
  if (asked !== null) count.add('refusedReturns', asked === 'refused' || asked === 'expired' ? 1 : 0, 1, unit);
  count.add('extension', extensions > 0 ? 1 : 0, 1, unit);
  if (extensions > 0) count.add('extensionDays', duty.extendedDays, 1, unit);
  count.add('yellow', 0, 1, unit);
  count.add('red', 0, 1, unit);
  if (duty.contactedAt !== null) count.sample('contactHours', meter(duty.from, duty.contactedAt), unit);
  if (duty.repliedAt !== null) count.sample('replyHours', meter(duty.from, duty.repliedAt), unit);
}

/** A case counts once, by the last answer of its last callback in the period. */
function countCallback(row: IssueFacts, count: Count, context: Context): void {
  const last = row.callbacks.findLast(({ at }) => context.isIn(at));
  if (!last) return;
  count.add('rework', row.reworks > 0 ? 1 : 0, 1);
  if (last.answer === 'none') return;
  const { rules } = context;
  const solved = last.answer === 'solved' ? 1 : last.answer === 'partly' ? rules.partly : 0;
  if (!context.isExcluded('resolution', row.no)) count.add('resolution', solved, 1);
  if (last.satisfaction !== null && !context.isExcluded('satisfaction', row.no))
    count.add('satisfaction', rules.satisfaction[last.satisfaction], 1);
}

/** A case counts once, with its last closing in the period. */
function countClosing(row: IssueFacts, count: Count, { isIn, meter }: Context): void {
  const closing = row.closings.findLast(({ at }) => isIn(at));
  if (!closing) return;
  count.add('coverage', isAnswered(row.callbacks.findLast(({ at }) => at <= closing.at)) ? 1 : 0, 1);
  count.add('relapse', 0, 1);
  count.add('falseClosings', row.falseClosings, 0);
  count.add('pieces', row.pieces, 1);
  const paused = row.hops.reduce((sum, hop) => sum + (hop.holder === 'paused' ? meter(hop.from, hop.to ?? closing.at) : 0), 0);
  count.sample('caseHours', Math.max(0, meter(row.openedAt, closing.at) - paused));
  count.add('pausedHours', paused, 0);
}

const isAnswered = (callback: CallbackFact | undefined): boolean => callback !== undefined && callback.answer !== 'none';

function countCards({ cards }: IssueFacts, count: Count, { isIn }: Context): void {
  for (const { colour, unit, at, state, points, appealed } of cards) {
    if (!isIn(at)) continue;
    count.add(colour, 1, 0, unit);
    if (appealed) count.add('revoked', state === 'REVOKED' ? 1 : 0, 1, unit);
    if (state !== 'REVOKED') count.add('points', points, 0, unit);
  }
}

function countWhistles({ whistles }: IssueFacts, count: Count, { isIn }: Context): void {
  for (const { at, endedAt, called, onTime } of whistles) {
    if (!isIn(at)) continue;
    count.add('whistles', 1, 0);
    count.add('reportIn', onTime, called);
    if (endedAt !== null) count.sample('whistleMinutes', (Date.parse(endedAt) - Date.parse(at)) / 60_000);
  }
}
