import { type Clock, explainClock } from '../deadline';
import type { Address, IssueEvent, IssueState, Notice } from '../issue';
import type { Bilingual } from '../text';
import type { AssignmentPattern, CardPattern, DuePattern, EventPattern, NoticePattern, OrderPattern } from './pattern';
import { type PlayFrame, writeInstant } from './player';
import type { Expectation, Scenario } from './scenario';
import type { Setting } from './setting';

/** What of a play may be expected of it ever after; an administrator chooses, and may change each. */
export const seenParts = ['steps', 'state', 'facts', 'dues', 'working', 'cards', 'notices', 'events', 'units'] as const;
export type SeenPart = (typeof seenParts)[number];

/** A play as a scenario that expects what was seen (DESIGN 8): where it stood after each step, and everything at its end. */
export function scenarioOf(
  play: Scenario,
  frame: PlayFrame,
  named: { id: string; name: Bilingual },
  parts: readonly SeenPart[],
): Scenario {
  const has = (part: SeenPart): boolean => parts.includes(part);
  const steps = play.steps.map((step, i) => {
    const refused = frame.answers.find((one) => one.step === i && !isAccepted(one.code));
    if (refused) return { ...step, expect: { refused: refused.code as never } };
    const stage = frame.marks[i]?.stage;
    return has('steps') && stage !== undefined ? { ...step, expect: { state: stage } } : withoutExpect(step);
  });
  return { ...play, ...named, steps, expect: seen(frame, has) };
}

const isAccepted = (code: string): boolean => code === 'OK' || code === 'JOINT_OUTSTANDING';

const withoutExpect = ({ expect: _expect, ...step }: Scenario['steps'][number]): Scenario['steps'][number] => step;

function seen(frame: PlayFrame, has: (part: SeenPart) => boolean): Expectation {
  const { state, setting, events, notices } = frame;
  const { zone } = setting;
  return {
    ...(has('state') ? stateOf(state) : {}),
    ...(has('facts') ? { facts: factsOf(state) } : {}),
    ...(has('dues') || has('working') ? { dues: duesOf(frame, has('working')) } : {}),
    ...(has('cards') ? { cards: state.cards.map((card) => cardOf(zone, card)) } : {}),
    ...(has('notices') ? { notices: noticesOf(notices) } : {}),
    ...(has('events') ? { events: events.map((event) => eventOf(setting, event)) } : {}),
    ...(has('units') ? unitsOf(state) : {}),
  };
}

const stateOf = ({ stage, result, facts, cycle }: IssueState): Expectation => ({
  state: stage,
  ...(result === null ? {} : { result }),
  ...(typeof facts['grade'] === 'string' ? { grade: facts['grade'] as NonNullable<Expectation['grade']> } : {}),
  ...(cycle > 1 ? { cycle } : {}),
});

/** Facts that decisions and people set; what the report itself says stands in the intake. */
const factsOf = ({ facts }: IssueState): NonNullable<Expectation['facts']> =>
  Object.fromEntries(Object.entries(facts).filter(([name, value]) => decided.has(name) && value !== null));
const decided = new Set(['units', 'lead', 'lane', 'lanes', 'teams', 'mediaUnits', 'story', 'follow', 'sensitivity']);

/** Clocks that can be named in a scenario so that no other is meant. */
function duesOf({ state, setting }: PlayFrame, isWorking: boolean): DuePattern[] {
  const calendar = setting.desk.calendar(setting.calendarId, state.editions[setting.calendarId] ?? 0);
  return state.clocks.flatMap((clock): DuePattern[] => {
    const name = nameOf(setting, state, clock);
    if (name === null) return [];
    const steps = calendar && isWorking ? explainClock(calendar, clock).steps : [];
    const counted = steps.flatMap(({ days }) => days.filter((day) => day.counted).map(({ date }) => date));
    const working = isWorking && clock.length.unit === 'wd' ? { working: { counted } } : {};
    return [{ clock: name, dueAt: writeInstant(setting.zone, clock.dueAt), status: clock.status, ...working }];
  });
}

function nameOf({ desk }: Setting, { assignments, clocks }: IssueState, { id, kind }: Clock): string | null {
  if (['promise', 'archive', 'followUp', 'followUp.answer'].includes(id)) return id;
  const share = assignments.find((one) => id === `${one.id}.${kind}`);
  const isOnly = share && assignments.filter(({ unit }) => unit === share.unit).length === 1;
  if (isOnly) return `${share.unit}.${kind}`;
  const isStage = kind in desk.plan.policy.stages && clocks.filter((one) => one.kind === kind).length === 1;
  if (isStage) return kind;
  return /^[aotw]\d+\./.test(id) ? id : null;
}

const cardOf = (zone: string, { unit, colour, cycle, plannedAt }: IssueState['cards'][number]): CardPattern => ({
  ...{ unit, colour, cycle },
  plannedAt: writeInstant(zone, plannedAt),
});

/** Each kind of notice to each who got one; how often is the events' to say. */
function noticesOf(notices: readonly Notice[]): NoticePattern[] {
  const all = notices.map(({ address, template, channel }) => JSON.stringify({ to: addresseeOf(address), template, channel }));
  return [...new Set(all)].map((one) => JSON.parse(one) as NoticePattern);
}

function addresseeOf(address: Address): string {
  switch (address.to) {
    case 'resident':
      return 'citizen';
    case 'person':
      return address.person;
    case 'unit':
      return `${address.unit}.${address.as}`;
    case 'desk':
      return address.role;
  }
}

function eventOf({ zone }: Setting, { type, unit, node, plannedAt }: IssueEvent): EventPattern {
  const more = {
    ...(unit === undefined ? {} : { unit }),
    ...(node === undefined ? {} : { node }),
    ...(plannedAt === undefined ? {} : { plannedAt: writeInstant(zone, plannedAt) }),
  };
  return Object.keys(more).length === 0 ? type : { type, ...more };
}

/** Shares, orders and whistles; of each kind only where there are any. */
function unitsOf({ assignments, orders, whistles }: IssueState): Expectation {
  const shares = assignments.map(({ unit, role, state }): AssignmentPattern => ({ unit, role, state }));
  const offered = orders.map(({ kind, state, holder }): OrderPattern => ({ kind, state, holder }));
  const blown = whistles.map(({ kind, state, called }) => ({ kind, state, units: called.map((one) => one.unit) }));
  return {
    ...(shares.length > 0 ? { assignments: shares } : {}),
    ...(offered.length > 0 ? { orders: offered } : {}),
    ...(blown.length > 0 ? { whistles: blown } : {}),
  };
}
