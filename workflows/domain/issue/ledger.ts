import { type Clock, type Instant, daysUntil, dueOf, startClock } from '../deadline';
import type { NodeOf } from '../flow/document';
import { issueCard } from './cards';
import { calendarOf, promiseId, putClock, unitClock } from './clocks';
import { pauseOne, resumeOne } from './pauses';
import type { CommandData } from './command';
import { reviewSpec, windowSpec } from './limits';
import { isGone, isOpen } from './share-states';
import { beginCycle } from './shares';
import { emit, refuse, tell, type Refusal, type Step } from './step';
import type { Assignment, Ledger, Token } from './state';

/**
 * 挂账 (C21, C22, DOMAIN 4 #14): while a unit works off a long-term plan, the promise and the unit's reply stand still. Each review
 * window that ends without a word of the unit is a miss; at the end of the hard stop the case goes on, never counted as resolved.
 */

export const isOnLedger = ({ s }: Pick<Step, 's'>): boolean => s.ledger?.state === 'OPEN';
type LedgerNode = NodeOf<'wait'> & { until: { kind: 'review'; window: string; every: string } };

export const isLedgerNode = (node: { kind: string } | undefined): node is LedgerNode =>
  node?.kind === 'wait' && (node as NodeOf<'wait'>).until.kind === 'review';

const drawnLedger = (step: Step): LedgerNode | undefined => Object.values(step.desk.plan.flow.nodes).find(isLedgerNode);

/** The required shares that stand on the ledger, those passed on to a unit below among them. */
export const sharesOn = (step: Step): Assignment[] =>
  step.s.assignments.filter((a) => a.node === step.s.ledger?.node && isOpen(a));

/** The unit whose plan it is: the lead of the step, else the first that has not given it away. */
export const planUnit = (step: Step, node: string): Assignment | undefined => {
  const here = step.s.assignments.filter((a) => a.node === node && a.parentAssignment === null && !isGone(a));
  return here.find((a) => a.role === 'lead') ?? here[0];
};

// the plan, proposed by the unit or given with the approval

/** Takes down a plan; what is not given is taken from the unit's proposal, and all three parts must be there (C21). */
export function notePlan(step: Step, node: string, data: CommandData<'openLedger'>, state: 'PROPOSED' | 'OPEN'): Refusal | null {
  const known = step.s.ledger;
  const plan = data.plan ?? known?.plan ?? '';
  const headSignature = data.headSignature ?? known?.headSignature ?? '';
  const milestones = data.milestones?.map((one) => ({ ...one, reachedAt: null, missed: false })) ?? known?.milestones ?? [];
  const fields = [
    ...(plan === '' ? ['plan'] : []),
    ...(milestones.length === 0 ? ['milestones'] : []),
    ...(headSignature === '' ? ['headSignature'] : []),
  ];
  if (fields.length > 0) return refuse('INVALID_INPUT', `missing: ${fields.join(', ')}`, { fields });
  const since = known?.since ?? null;
  const no = outOfTime(step, since) ?? wrongMilestones(step, milestones, since);
  if (no) return no;
  const open = { node, plan, headSignature, milestones, since, passed: 0, misses: known?.misses ?? 0 };
  step.s.ledger = { ...open, state, reviewedAt: null, report: null, closedAt: null, how: null };
  return null;
}

/** When the hard stop comes, from the first opening. */
function hardStop(step: Step, since: Instant | null): Instant | null {
  const node = drawnLedger(step);
  const spec = node && windowSpec(step.desk.plan.policy, node.until.window);
  return spec ? dueOf(calendarOf(step), spec.length, since ?? step.at, spec).dueAt : null;
}

function outOfTime(step: Step, since: Instant | null): Refusal | null {
  const until = hardStop(step, since);
  if (until === null) return refuse('NOT_ALLOWED_IN_STATE', 'this flow has no ledger');
  return until <= step.at ? refuse('NOT_ALLOWED_IN_STATE', `its time on the ledger ended ${until}`, { until }) : null;
}

/** Milestones come one after another, after today and before the hard stop. */
function wrongMilestones(step: Step, milestones: Ledger['milestones'], since: Instant | null): Refusal | null {
  const calendar = calendarOf(step);
  const days = milestones.filter((one) => one.reachedAt === null).map(({ date }) => daysUntil(calendar, step.at, date));
  const inOrder = days.every((day, i) => day > (days[i - 1] ?? 0));
  const until = hardStop(step, since);
  const last = days.at(-1);
  const tooLate =
    last !== undefined && until !== null && dueOf(calendar, { n: last, unit: 'nd' }, step.at, { rolled: false }).dueAt > until;
  return inOrder && !tooLate
    ? null
    : refuse('INVALID_INPUT', 'milestones: after today, in order, before the hard stop', { fields: ['milestones'], until });
}

// on the ledger

const hardStopClock = (token: Token): string => `${token.id}.ledger.${token.visit}`;
const reviewClock = (token: Token): string => `${token.id}.ledgerReview.${token.visit}`;
const milestoneClock = (token: Token, n: number): string => `${token.id}.milestone.${token.visit}.${n}`;
export const isLedgerClock = ({ kind }: Clock): boolean => ['ledger', 'ledgerReview', 'milestone'].includes(kind);

/** The token arrives: promise and replies stop, hard stop, first review and milestones run; residents are told (C21). */
export function arriveOnLedger(step: Step, token: Token, node: LedgerNode): void {
  const noted = step.s.ledger ?? blank(node.id);
  const ledger: Ledger = {
    ...noted,
    state: 'OPEN',
    since: noted.since ?? step.at,
    reviewedAt: step.at,
    closedAt: null,
    how: null,
  };
  step.s.ledger = ledger;
  const spec = windowSpec(step.desk.plan.policy, node.until.window);
  if (spec)
    putClock(
      step,
      startClock(
        calendarOf(step),
        { ...spec, kind: 'ledger' },
        { id: hardStopClock(token), cycle: step.s.cycle, at: ledger.since ?? step.at },
      ),
    );
  startReview(step, token, node);
  startMilestones(step, token);
  const paused = [promiseId, ...sharesOn(step).map((a) => unitClock(a.id, 'reply'))].filter((id) => pauseOne(step, id, 'ledger'));
  if (paused.length > 0) emit(step, 'paused', { node: node.id, data: { clocks: paused, reason: 'ledger' } });
  tellOfLedger(step, 'ledgerOpened', { dueAt: hardStop(step, ledger.since), milestone: nextMilestone(ledger)?.date ?? null });
}

/** A recurring inspection that nobody gave a plan for. */
const blank = (node: string): Ledger => ({
  ...{ state: 'OPEN', node, plan: '', headSignature: '', milestones: [], since: null, reviewedAt: null, passed: 0, misses: 0 },
  ...{ report: null, closedAt: null, how: null },
});

const nextMilestone = (ledger: Ledger): Ledger['milestones'][number] | undefined =>
  ledger.milestones.find((one) => one.reachedAt === null);

/** The k-th review after the last one is due k times the length from it. */
function startReview(step: Step, token: Token, node: LedgerNode): void {
  const { ledger } = step.s;
  const spec = reviewSpec(step.desk.plan.policy, node.until.every, (ledger?.passed ?? 0) + 1);
  if (!spec) return;
  const at = ledger?.reviewedAt ?? step.at;
  putClock(step, startClock(calendarOf(step), spec, { id: reviewClock(token), cycle: step.s.cycle, at }));
}

function startMilestones(step: Step, token: Token): void {
  const calendar = calendarOf(step);
  step.s.ledger?.milestones.forEach(({ date, reachedAt }, i) => {
    const n = daysUntil(calendar, step.at, date);
    if (reachedAt !== null || n <= 0) return;
    const spec = { kind: 'milestone', length: { n, unit: 'nd' as const }, rolled: false, ladder: [] };
    putClock(step, startClock(calendar, spec, { id: milestoneClock(token, i + 1), cycle: step.s.cycle, at: step.at }));
  });
}

function tellOfLedger(step: Step, template: string, values: Record<string, string | null>): void {
  for (const intake of step.s.intakes) tell(step, template, { to: 'resident', intake: intake.no }, values, intake.channel);
  const unit = planUnit(step, step.s.ledger?.node ?? '')?.unit;
  if (unit !== undefined) tell(step, template, { to: 'unit', unit, as: 'liaison' }, values);
}

/** Supervision has looked at it and lets it go on: the next review counts from here. */
export function continueLedger(step: Step, token: Token, node: LedgerNode): void {
  patchLedger(step, { reviewedAt: step.at, passed: 0, report: null });
  startReview(step, token, node);
}

/** A milestone is reached: the named one, else the next. */
export function reachMilestone(step: Step, n: number | undefined): Refusal | null {
  const { ledger } = step.s;
  const next = n === undefined ? ledger?.milestones.findIndex((one) => one.reachedAt === null) : n - 1;
  if (!ledger || next === undefined || next < 0) return null;
  if (!ledger.milestones[next]) return refuse('INVALID_INPUT', `there is no milestone ${n ?? ''}`, { fields: ['milestone'] });
  patchLedger(step, { milestones: ledger.milestones.map((one, i) => (i === next ? { ...one, reachedAt: step.at } : one)) });
  return null;
}

export function patchLedger(step: Step, patch: Partial<Ledger>): void {
  if (step.s.ledger) step.s.ledger = { ...step.s.ledger, ...patch };
}

/** A review window or a milestone's date is over. The hard stop is the walk's: it leads on (C22). */
export function passLedgerClock(step: Step, clock: Clock, token: Token, node: LedgerNode): void {
  if (clock.kind === 'milestone') missMilestone(step, clock);
  else missReview(step, clock, token, node);
}

/** Both are reminded; it is a miss of the unit's only when the unit has not reported (then supervision is late, not the unit). */
function missReview(step: Step, clock: Clock, token: Token, node: LedgerNode): void {
  const { ledger } = step.s;
  if (!ledger) return;
  const share = planUnit(step, ledger.node);
  const missed = ledger.report === null;
  const misses = ledger.misses + (missed ? 1 : 0);
  patchLedger(step, { misses, passed: ledger.passed + 1 });
  const unit = share ? { assignment: share.id, unit: share.unit } : {};
  emit(step, 'reminded', { node: node.id, ...unit, data: { clock: clock.id, kind: 'ledgerReview', dueAt: clock.dueAt, misses } });
  const values = { clock: 'ledgerReview', dueAt: clock.dueAt, unit: share?.unit ?? null };
  tell(step, 'ledgerReviewDue', { to: 'desk', role: 'districtSupervision', district: null }, values);
  if (share && missed) {
    for (const as of ['liaison', 'head'] as const) tell(step, 'ledgerReviewDue', { to: 'unit', unit: share.unit, as }, values);
    if (misses === step.desk.plan.policy.ledger.missesToYellow)
      issueCard(step, {
        ...{ colour: 'yellow', unit: share.unit, assignment: share.id, clock: clock.id, rung: 'ledgerMissed' },
        ...{ plannedAt: step.fired?.plannedAt ?? step.at, reason: 'ledgerReview' },
      });
  }
  startReview(step, token, node);
}

function missMilestone(step: Step, clock: Clock): void {
  const n = Number(clock.id.split('.').at(-1));
  const { ledger } = step.s;
  const milestone = ledger?.milestones[n - 1];
  if (!ledger || !milestone || milestone.reachedAt !== null) return;
  patchLedger(step, { milestones: ledger.milestones.map((one, i) => (i === n - 1 ? { ...one, missed: true } : one)) });
  const share = planUnit(step, ledger.node);
  const unit = share ? { assignment: share.id, unit: share.unit } : {};
  emit(step, 'limitPassed', { ...unit, data: { clock: clock.id, kind: 'milestone', milestone: n, dueAt: clock.dueAt } });
  const values = { clock: 'milestone', dueAt: clock.dueAt, unit: share?.unit ?? null };
  tell(step, 'milestoneMissed', { to: 'desk', role: 'districtSupervision', district: null }, values);
  if (share) tell(step, 'milestoneMissed', { to: 'unit', unit: share.unit, as: 'head' }, values);
}

/** The token leaves: what stood still goes on; where no share is open any more (C19), a new cycle begins here (C22). */
export function leaveLedger(step: Step, outcome: string): void {
  const { ledger } = step.s;
  if (ledger?.state !== 'OPEN') return;
  const how = outcome === 'expired' || outcome === 'refused' ? outcome : 'reached';
  patchLedger(step, { state: 'CLOSED', closedAt: step.at, how });
  emit(step, 'ledgerClosed', { data: { how } });
  const open = step.s.assignments.filter((a) => a.node === ledger.node && isOpen(a));
  const resumed = [promiseId, ...open.map((a) => unitClock(a.id, 'reply'))].filter((id) => resumeOne(step, id));
  if (resumed.length > 0) emit(step, 'resumed', { data: { clocks: resumed, reason: 'ledger' } });
  if (how === 'expired') step.s.result = 'LEDGER_EXPIRED';
  if (!open.some((a) => a.required && a.cycle === step.s.cycle)) beginCycle(step, step.at);
  tellOfLedger(step, 'ledgerClosed', { how });
}
