import type { FlowNode, Outcome } from '../../flow';
import type { Assignment, IssueState } from '../../issue';
import type { Facts } from '../../text';
import { unitIn } from './arrivals';
import type { Part, Stage } from './cast';
import { weighted } from './chance';

/** How a step is left: how often by which way, and what such a command says. */

/** The profile names ways by `command.outcome` or by `command`; what it does not name weighs 1. */
export function weightOf({ profile, sameMatter }: Stage, part: Part, { command, id }: Outcome): number {
  if (command === 'merge') return part.arrival.isDuplicate && sameMatter(part) !== null ? 1e6 : 0;
  return profile.desk.ways[`${command}.${id}`] ?? profile.desk.ways[command] ?? 1;
}

/** What the command of a way out bears; `null` for one that the play does not know how to take. */
export function dataFor(
  stage: Stage,
  part: Part,
  state: IssueState,
  node: FlowNode,
  outcome: Outcome,
): Record<string, unknown> | null {
  const when = Object.fromEntries(Object.entries(outcome.when ?? {}).map(([field, values]) => [field, values[0]]));
  switch (outcome.command) {
    case 'verify':
    case 'startRework':
      return {};
    case 'review':
      return {};
    case 'requestInfo':
      return { question: '—' };
    case 'referOut':
      return { to: 'otherCity', reason: '—' };
    case 'reject':
      return { reasonCode: 'outOfScope' };
    case 'merge': {
      const target = stage.sameMatter(part);
      return target === null ? null : { target };
    }
    case 'dispatch':
      return dispatchTo(stage, part, state);
    case 'reviewReply':
      return { approve: true, ...when, ...(when['approve'] === false ? { defects: '—' } : {}) };
    case 'checkOnSite':
      return siteCheck(state, when);
    case 'finalReply':
      return { evidence: '—', headSignature: '—' };
    case 'choose':
      return { node: node.id, outcome: outcome.id, form: Object.fromEntries(outcome.requires.map((field) => [field, '—'])) };
    default:
      return null;
  }
}

/** The unit that a return suggested, one that the facts name, else another of the district; none that has returned it. */
function dispatchTo({ town, profile }: Stage, part: Part, { facts, assignments }: IssueState): Record<string, unknown> | null {
  const returned = new Set(assignments.filter((share) => share.state === 'RETURNED').map(({ unit }) => unit));
  const named = [facts['suggestedUnit'], ...textsIn(facts['units']), facts['unit']].filter(
    (unit): unit is string => typeof unit === 'string' && !returned.has(unit) && town.staff.has(unit),
  );
  const unit = named[0] ?? unitIn(part.chance, town, placeOf(facts), profile.units.crowding);
  return unit === null ? null : { units: [unit] };
}

const textsIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const placeOf = (facts: Facts): string | null => (typeof facts['district'] === 'string' ? facts['district'] : null);

/** What the reply says of the matter, mostly that it is done. */
export function replyData({ chance }: Part, assignment: string): Record<string, unknown> {
  const result = (['RESOLVED', 'PARTLY', 'EXPLAINED'] as const)[weighted(chance, [80, 10, 10])];
  return {
    ...{ assignment, did: '—', when: '—', evidence: '—', contact: '—', legalBasis: '—', longTermMeasure: '—' },
    result,
  };
}

const working: readonly Assignment['state'][] = ['DISPATCHED', 'SIGNED', 'CONTACTED', 'IN_PROGRESS'];
/** Whether a unit is at it: given, and neither replied nor given back. */
export const isAtWork = ({ state }: Assignment): boolean => working.includes(state);

/** Looked at as it is said; what is found wanting goes back with its defects. */
const siteCheck = ({ at }: IssueState, when: Record<string, unknown>): Record<string, unknown> => ({
  ...{ place: '—', takenAt: at, photos: [{ hash: '—', type: 'image/jpeg' }] },
  ...(when['passed'] === false ? { passed: false, defects: '—' } : { passed: true }),
});
