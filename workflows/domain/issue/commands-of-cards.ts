import { type ClockSpec, startClock } from '../deadline';
import { appealableUntil } from './cards-counted';
import { calendarOf, putClock, stopClockNow } from './clocks';
import { archiveIfFree } from './closing';
import type { CommandData } from './command';
import type { Actor, CommandInput } from './input';
import { emit, refuse, tell, type Refusal, type Step } from './step';
import type { Card } from './state';

/** Cards contested (DOMAIN 2.4): the unit appeals, supervision decides; a card that nobody decides on stands, as a return does (T03). */

/** The clock by which supervision must decide. */
export const appealClock = (card: string): string => `${card}.appeal`;

const appealing: Actor['roles'] = ['unitHead', 'unitLiaison'];
const deciding: Actor['roles'] = ['districtSupervision', 'citySupervision'];
const has = (actor: Actor, roles: Actor['roles']): boolean => actor.roles.some((role) => roles.includes(role));

/** Whether this unit may appeal a card now: its own, new, and within the policy's time (3 wd shipped). */
export const isAppealable = (step: Step, card: Card, unit: string | null): boolean =>
  card.unit === unit &&
  card.state === 'ISSUED' &&
  step.at <= appealableUntil(calendarOf(step), step.desk.plan.policy.cards, card);

/** By the unit that has the card, within 3 wd of its issue (DOMAIN 4 #23), once. */
export function appealCard(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  if (!has(actor, appealing)) return refuse('FORBIDDEN', `appealing is for ${appealing.join(', ')}`, { roles: appealing });
  const { card: named, reason } = command.data as CommandData<'appealCard'>;
  const own = step.s.cards.filter((card) => card.unit === actor.unit);
  const card = named === undefined ? own.findLast((one) => one.state === 'ISSUED') : step.s.cards.find((one) => one.id === named);
  if (!card) return none(named, 'no card of this unit can be appealed');
  if (card.unit !== actor.unit) return refuse('FORBIDDEN_UNIT', `${card.id} is ${card.unit}'s`, { unit: card.unit });
  if (!isAppealable(step, card, actor.unit)) {
    const until = appealableUntil(calendarOf(step), step.desk.plan.policy.cards, card);
    return refuse('NOT_ALLOWED_IN_STATE', `${card.id} is ${card.state}, appeals were possible until ${until}`, { until });
  }
  patchCard(step, card.id, { state: 'APPEALED', appeal: { at: step.at, by: actor.id, reason } });
  const calendar = calendarOf(step);
  putClock(step, startClock(calendar, decideSpec(step), { id: appealClock(card.id), cycle: card.cycle, at: step.at }));
  emit(step, 'cardAppealed', { ...about(card), data: { card: card.id, reason } });
  tell(step, 'cardAppealed', supervision, { card: card.id, colour: card.colour, unit: card.unit });
  return null;
}

const supervision = { to: 'desk' as const, role: 'districtSupervision' as const, district: null };

const decideSpec = (step: Step): ClockSpec => ({
  kind: 'appeal',
  length: step.desk.plan.policy.cards.decide,
  rolled: false,
  ladder: [],
});

const none = (named: string | undefined, message: string): Refusal =>
  named === undefined ? refuse('NOT_ALLOWED_IN_STATE', message) : refuse('NOT_FOUND', `no card ${named}`);

const about = (card: Card) => ({ unit: card.unit, ...(card.assignment ? { assignment: card.assignment } : {}) });

/** By supervision, within 3 wd of the appeal: revoked, the card counts no points and stays on record; else it stands. */
export function decideAppeal(step: Step, command: CommandInput): Refusal | null {
  if (!has(command.actor, deciding))
    return refuse('FORBIDDEN', `appeals are decided by ${deciding.join(', ')}`, { roles: deciding });
  const { card: named, revoke, remark } = command.data as CommandData<'decideAppeal'>;
  const open = step.s.cards.filter((card) => card.state === 'APPEALED');
  const card = named === undefined ? open[0] : step.s.cards.find((one) => one.id === named);
  if (!card) return none(named, 'no appeal is open');
  if (card.state !== 'APPEALED' || !card.appeal) return refuse('NOT_ALLOWED_IN_STATE', `${card.id} is ${card.state}`);
  settleAppeal(step, card, revoke ? 'revoked' : 'upheld', remark ?? null);
  return null;
}

/** The time to decide is over: the card stands, and city supervision is told that nobody decided. */
export function expireAppeal(step: Step, clockId: string): void {
  const card = step.s.cards.find((one) => appealClock(one.id) === clockId);
  if (card?.state !== 'APPEALED') return;
  settleAppeal(step, card, 'expired', null);
  const values = { card: card.id, colour: card.colour, unit: card.unit };
  tell(step, 'appealUndecided', { to: 'desk', role: 'citySupervision', district: null }, values);
}

function settleAppeal(step: Step, card: Card, how: 'revoked' | 'upheld' | 'expired', remark: string | null): void {
  const appeal = card.appeal && { ...card.appeal, decision: { at: step.at, by: step.actor.id, how } };
  patchCard(step, card.id, { state: how === 'revoked' ? 'REVOKED' : 'UPHELD', inReview: false, appeal });
  stopClockNow(step, appealClock(card.id));
  const event = how === 'revoked' ? 'cardRevoked' : 'cardUpheld';
  emit(step, event, { ...about(card), data: { card: card.id, colour: card.colour, how, remark } });
  tell(step, event, { to: 'unit', unit: card.unit, as: 'head' }, { card: card.id, colour: card.colour, unit: card.unit });
  if (how === 'revoked') doubtRepeated(step, card);
  archiveIfFree(step);
}

/** A red card for repeated yellow ones is looked at again when one of them goes (R9: never removed by itself). */
function doubtRepeated(step: Step, card: Card): void {
  step.s.cards = step.s.cards.map((one) =>
    one.unit === card.unit && one.rung === 'repeatedYellow' && one.state !== 'REVOKED' ? { ...one, inReview: true } : one,
  );
}

function patchCard(step: Step, id: string, patch: Partial<Card>): void {
  step.s.cards = step.s.cards.map((card) => (card.id === id ? { ...card, ...patch } : card));
}
