import { type Clock, type Instant, maxInstant, millisOf, instantAt } from '../../deadline';
import { localOf } from '../../deadline/due';
import { workingBetween } from '../../deadline/hours';
import type { Assignment, CommandName, IssueState } from '../../issue';
import type { Plan } from '../../flow';
import { once } from './behave-desk';
import { type Act, afterMinutes, afterWork, type Intent, isUrgent, ofUnit, type Part, somebody, type Stage } from './cast';
import { around, happens } from './chance';
import type { Delay } from './profile';
import { unitIn } from './arrivals';
import { isAtWork, replyData } from './ways';

/** What units do with what they are given: sign, contact, ask, give back, reply, each at its own pace. */

export function behaveUnits(stage: Stage, part: Part, state: IssueState, plan: Plan): void {
  for (const share of state.assignments) {
    if (!isAtWork(share)) continue;
    if (share.signedAt === null && once(part, `s${share.id}`)) begin(stage, part, state, share, plan);
    if (once(part, `y${share.id}.${share.cycle}.${share.reply?.at ?? ''}`)) planReply(stage, part, state, share);
  }
}

const shareIn = (state: IssueState, { id }: Assignment): Assignment | undefined => state.assignments.find((one) => one.id === id);

/** An act of the share's unit, done if the share still allows it; while a return is undecided it waits. */
function act(stage: Stage, share: Assignment, at: Instant, post: 'head' | 'liaison', make: Make): Act {
  return {
    at,
    decide: ({ state }, now) => {
      const current = shareIn(state, share);
      if (current?.state === 'RETURN_REQUESTED') return afterWork(stage.calendar, now, 4);
      if (!current || current.cycle !== share.cycle || !isAtWork(current)) return null;
      const made = make(current, state);
      const actor = ofUnit(stage, share.unit, post);
      return made && actor ? { actor, ...made } : null;
    },
  };
}
type Make = (share: Assignment, state: IssueState) => { name: CommandName; data: Record<string, unknown> } | null;

function begin(stage: Stage, part: Part, state: IssueState, share: Assignment, plan: Plan): void {
  const { chance } = part;
  const habit = stage.town.habitOf(share.unit);
  const pace = (delay: Delay): Instant => {
    const length = around(chance, delay) * habit.pace;
    return isUrgent(state) ? afterMinutes(state.at, length * 3) : afterWork(stage.calendar, state.at, length);
  };
  const signAt = pace(habit.sign);
  const assignment = share.id;
  stage.plan(
    part,
    act(stage, share, signAt, 'liaison', ({ signedAt }) => (signedAt === null ? { name: 'sign', data: { assignment } } : null)),
  );
  const contactAt = maxInstant(pace(habit.contact), signAt);
  stage.plan(
    part,
    act(stage, share, contactAt, 'liaison', ({ contactedAt }) =>
      contactedAt === null ? { name: 'contact', data: { assignment, reached: true } } : null,
    ),
  );
  if (happens(chance, habit.returns))
    stage.plan(part, act(stage, share, pace({ median: 3, sigma: 0.5 }), 'liaison', giveBack(stage, part)));
  if (happens(chance, habit.asksResident))
    stage.plan(
      part,
      act(stage, share, pace({ median: 10, sigma: 0.5 }), 'liaison', () => ({ name: 'requestInfo', data: { question: '—' } })),
    );
  if (happens(chance, habit.extends)) planExtension(stage, part, state, share, plan);
}

/** T02: within the window and not when designated; else nobody is asked in vain. */
const giveBack =
  (stage: Stage, part: Part): Make =>
  (share, state) => {
    if (share.designated || (share.state !== 'DISPATCHED' && share.state !== 'SIGNED') || isUrgent(state)) return null;
    const district = typeof state.facts['district'] === 'string' ? state.facts['district'] : null;
    const other = unitIn(part.chance, stage.town, district, stage.profile.units.crowding);
    const suggested = other === null || other === share.unit ? {} : { suggestedUnit: other };
    return { name: 'requestReturn', data: { assignment: share.id, reason: '—', basis: '—', ...suggested } };
  };

/** T07: asked well before the due, as long as the grade allows. */
function planExtension(stage: Stage, part: Part, state: IssueState, share: Assignment, plan: Plan): void {
  const rule = plan.policy.extensions.grades[share.grade];
  const clock = replyClock(state, share);
  if (!rule || !clock) return;
  const length = { n: Math.max(1, Math.ceil(part.chance.next() * rule.each.n)), unit: rule.each.unit };
  stage.plan(
    part,
    act(stage, share, partWay(stage, state.at, clock, 0.7, isUrgent(state)), 'liaison', (now) =>
      now.extension?.decision === null ? null : { name: 'requestExtension', data: { assignment: share.id, length, reason: '—' } },
    ),
  );
}

const replyClock = ({ clocks }: IssueState, share: Assignment): Clock | null =>
  clocks.find(({ id }) => id === `${share.id}.reply`) ?? null;

/** The head replies after a share of the time allowed, or in a working week where no time is set; a returned reply is soon mended. */
function planReply(stage: Stage, part: Part, state: IssueState, share: Assignment): void {
  const habit = stage.town.habitOf(share.unit);
  const clock = replyClock(state, share);
  const used = around(part.chance, habit.reply) * habit.pace * (share.reply ? 0.3 : 1);
  const at = clock ? partWay(stage, state.at, clock, used, isUrgent(state)) : afterWork(stage.calendar, state.at, 40 * used);
  stage.plan(
    part,
    act(stage, share, at, 'head', () => ({ name: 'reply', data: replyData(part, share.id) })),
  );
}

/** An instant so far along from now to a due: in working time, or by the wall for what is urgent. */
function partWay({ calendar }: Stage, from: Instant, { dueAt }: Clock, share: number, urgent: boolean): Instant {
  if (dueAt <= from) return afterWork(calendar, from, 8 * share);
  if (urgent) return instantAt(millisOf(from) + Math.ceil(share * (millisOf(dueAt) - millisOf(from))));
  const hours = workingBetween(calendar, localOf(calendar, from), localOf(calendar, dueAt)) / 3_600_000;
  return afterWork(calendar, from, share * Math.max(1, hours));
}

/** Called units come, mostly; the chief ends the whistle. */
export function behaveWhistles(stage: Stage, part: Part, state: IssueState): void {
  for (const { id, called, state: stands } of state.whistles) {
    if (stands === 'ENDED' || !once(part, `w${id}`)) continue;
    for (const { unit } of called) reportIn(stage, part, state, id, unit);
    const chief: Act['decide'] = ({ state: now }): Intent | null => {
      const actor = somebody(stage, part, now, ['chief']);
      const isOpen = now.whistles.some((one) => one.id === id && one.state !== 'ENDED');
      return isOpen && actor ? { actor, name: 'endWhistle', data: { whistle: id } } : null;
    };
    stage.plan(part, {
      at: afterWork(stage.calendar, state.at, around(part.chance, stage.profile.desk.endsWhistle)),
      decide: chief,
    });
  }
}

function reportIn(stage: Stage, part: Part, state: IssueState, whistle: string, unit: string): void {
  const habit = stage.town.habitOf(unit);
  const due = state.clocks.find(({ id }) => id === `${whistle}.reportIn.${unit}`)?.dueAt;
  if (!happens(part.chance, habit.reportsIn)) return;
  const length = due === undefined ? 30 : (millisOf(due) - millisOf(state.at)) / 60_000;
  stage.plan(part, {
    at: afterMinutes(state.at, length * (0.2 + 0.7 * part.chance.next())),
    decide: ({ state: now }) => {
      const actor = ofUnit(stage, unit, 'liaison');
      const isCalled = now.whistles.some(
        ({ id, state: stands, called }) =>
          id === whistle &&
          stands !== 'ENDED' &&
          called.some((one) => one.unit === unit && one.reportedAt === null && !one.missed),
      );
      return isCalled && actor ? { actor, name: 'reportIn', data: { whistle, place: '—' } } : null;
    },
  });
}
