import type { Clock } from '../deadline';
import { calendarOf, clockOf } from './clocks';
import { custodyBetween } from './custody';
import { emit, nextId, tell, type Step } from './step';
import type { Card } from './state';

type CardParts = {
  colour: Card['colour'];
  unit: string;
  assignment: string | null;
  clock: string | null;
  rung: string;
  plannedAt: string;
  reason: string;
};

/** Issues a card once per unit, clock, cycle and rung; the n-th yellow to one unit on one issue brings a red one (DOMAIN 4 #23). */
export function issueCard(step: Step, parts: CardParts): void {
  const { s } = step;
  if (
    s.cards.some(
      (c) => c.unit === parts.unit && c.clock === parts.clock && c.cycle === cycleOf(step, parts) && c.rung === parts.rung,
    )
  )
    return;
  const countedFor = unitAbove(step, parts.assignment);
  const card: Card = {
    id: nextId(step, 'c'),
    ...parts,
    ...(countedFor === null ? {} : { countedFor }),
    custody: custodyOf(step, parts),
    cycle: cycleOf(step, parts),
    issuedAt: step.at,
    points: step.desk.plan.policy.cards.points[parts.colour],
    state: 'ISSUED',
    inReview: false,
    appeal: null,
  };
  s.cards = [...s.cards, card];
  emit(step, 'cardIssued', {
    unit: card.unit,
    ...(card.assignment ? { assignment: card.assignment } : {}),
    data: {
      ...{ card: card.id, colour: card.colour, points: card.points ?? 0, rung: card.rung, reason: card.reason },
      ...(countedFor === null ? {} : { countedFor }),
      custody: card.custody ?? null,
    },
  });
  tell(
    step,
    'cardIssued',
    { to: 'unit', unit: card.unit, as: 'head' },
    { card: card.id, colour: card.colour, reason: card.reason },
  );
  if (countedFor !== null)
    tell(
      step,
      'cardBelow',
      { to: 'unit', unit: countedFor, as: 'head' },
      { card: card.id, colour: card.colour, unit: card.unit },
    );
  if (card.colour === 'yellow') repeatedYellow(step, card);
}

/** T06: the level-1 unit that passed the work on; its table counts the card of the unit below it (DOMAIN 4 #12). */
function unitAbove({ s }: Step, assignment: string | null): string | null {
  const parent = s.assignments.find((a) => a.id === assignment)?.parentAssignment ?? null;
  return s.assignments.find((a) => a.id === parent)?.unit ?? null;
}

/** Who held the time of the clock that ran out; of a card without one, the time since the dispatch. */
function custodyOf(step: Step, { clock: id, assignment, plannedAt }: CardParts): NonNullable<Card['custody']> {
  const clock = id === null ? undefined : clockOf(step, id);
  const from = clock?.startedAt ?? step.s.assignments.find((a) => a.id === assignment)?.dispatchedAt ?? plannedAt;
  const by = clock?.length.unit === 'min' || clock?.length.unit === 'h' ? 'wall' : 'working';
  return { by, shares: custodyBetween(calendarOf(step), step.s, { from, to: plannedAt, by }) };
}

/** The cycle of the clock that ran out: an overridden joint unit may still be late for an earlier one. */
const cycleOf = ({ s }: Step, { clock }: CardParts): number => s.clocks.find((c) => c.id === clock)?.cycle ?? s.cycle;

/** C19: the second "not solved" costs the lead unit a red card. */
export function cardForUnsolved(step: Step): void {
  if (step.s.unsolved !== step.desk.plan.policy.cards.unsolvedToRed) return;
  const lead = step.s.assignments.findLast((share) => share.required && share.role === 'lead' && share.reply !== null);
  if (!lead) return;
  const parts = { unit: lead.unit, assignment: lead.id, clock: null, plannedAt: step.at, reason: 'unsolved' };
  issueCard(step, { ...parts, colour: 'red', rung: 'unsolvedAgain' });
}

function repeatedYellow(step: Step, card: Card): void {
  const yellows = step.s.cards.filter((c) => c.unit === card.unit && c.colour === 'yellow' && c.state !== 'REVOKED');
  const inOtherCycle = yellows.some((c) => c.cycle !== card.cycle);
  if (!inOtherCycle || yellows.length < step.desk.plan.policy.cards.yellowsToRed) return;
  issueCard(step, { ...pick(card), colour: 'red', rung: 'repeatedYellow', reason: 'repeatedYellow' });
}

const pick = ({ unit, assignment, clock, plannedAt }: Card) => ({ unit, assignment, clock, plannedAt });

/** DOMAIN 2.9: a missed report-in gives a red card unless the unit already has one in this cycle. */
export const hasRed = (step: Step, unit: string): boolean =>
  step.s.cards.some((c) => c.unit === unit && c.colour === 'red' && c.cycle === step.s.cycle && c.state !== 'REVOKED');

/** R9, R12: cards whose rung would now be planned elsewhere are looked at again, never removed. */
export function reviewCards(step: Step, clock: Clock, rungs: string[]): void {
  step.s.cards = step.s.cards.map((c) => (c.clock === clock.id && rungs.includes(c.rung) ? { ...c, inReview: true } : c));
}
