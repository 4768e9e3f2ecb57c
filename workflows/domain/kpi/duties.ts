import type { Clock, Instant } from '../deadline';
import { unitClock } from '../issue/clocks';
import type { Assignment, IssueState } from '../issue/state';
import type { Lane } from '../issue/words';

/** What one unit owes on one issue in one cycle of work: a rework or a reopening is another duty of the same share. */
export type Duty = {
  share: string;
  cycle: number;
  unit: string;
  role: Assignment['role'];
  lane: Lane;
  required: boolean;
  /** Whether a unit of level 1 gave it on (T06). */
  sub: boolean;
  /** Whether it was dispatched with this duty: a contact and a return belong to the first cycle alone. */
  first: boolean;
  /** The dispatch, or the beginning of a later cycle. */
  from: Instant;
  contactDue: Instant | null;
  contactedAt: Instant | null;
  signedBySystem: boolean;
  due: Instant | null;
  /** The due as it stood before the first extension. */
  originalDue: Instant | null;
  extensions: number;
  extendedDays: number;
  repliedAt: Instant | null;
  /** Its way out other than a reply, with the instant. */
  ended: { how: 'RETURNED' | 'REASSIGNED' | 'CANCELLED'; at: Instant } | null;
  asked: 'open' | 'accepted' | 'refused' | 'expired' | null;
};

/** The duties as the state has them; those of earlier cycles stay as they were left, and what did not change is not looked at again. */
export function dutiesAfter(known: Duty[], state: IssueState, met: IssueState | null): Duty[] {
  if (met?.assignments === state.assignments && met.clocks === state.clocks) return known;
  const duties = [...known];
  for (const share of state.assignments) {
    if (met?.assignments.includes(share) && isSame(met.clocks, state.clocks, share.id)) continue;
    const at = duties.findIndex((one) => one.share === share.id && one.cycle === share.cycle);
    const isFirst = !duties.some((one) => one.share === share.id && one.cycle < share.cycle);
    const duty = dutyOf(share, state, { before: at < 0 ? null : (duties[at] ?? null), isFirst });
    if (at < 0) duties.push(duty);
    else duties[at] = duty;
  }
  return duties;
}

/** Whether no clock of a share is another than before. */
const isSame = (before: readonly Clock[], after: readonly Clock[], share: string): boolean =>
  before === after ||
  !after.some((clock, at) => clock !== before[at] && clock.id.startsWith(`${share}.`) && !before.includes(clock));

type Known = { before: Duty | null; isFirst: boolean };

function dutyOf(share: Assignment, state: IssueState, { before, isFirst }: Known): Duty {
  const contact = clockNamed(state, unitClock(share.id, 'contact'));
  const reply = clockNamed(state, unitClock(share.id, 'reply'));
  // a later cycle's reply clock has the same id; until it starts, the share's duty has no due
  const own = reply?.cycle === share.cycle ? reply : null;
  const extensions = own?.extensions ?? [];
  return {
    share: share.id,
    cycle: share.cycle,
    unit: share.unit,
    role: share.role,
    lane: share.lane,
    required: share.required,
    first: isFirst,
    sub: share.parentAssignment !== null,
    from: isFirst ? share.dispatchedAt : (own?.startedAt ?? before?.from ?? state.at),
    contactDue: isFirst ? (contact?.dueAt ?? null) : null,
    contactedAt: isFirst ? share.contactedAt : null,
    signedBySystem: isFirst && share.signedBySystem,
    due: own?.dueAt ?? before?.due ?? null,
    originalDue: extensions.length === 0 ? (own?.dueAt ?? before?.originalDue ?? null) : (before?.originalDue ?? null),
    extensions: extensions.length,
    extendedDays: extensions.reduce((sum, { length }) => sum + length.n, 0),
    repliedAt: hasAnswered(share) ? (share.reply?.at ?? null) : null,
    ended: endOf(share, state.at, before),
    asked: isFirst && share.return ? (share.return.decision ?? 'open') : null,
  };
}

const clockNamed = (state: IssueState, id: string): Clock | null => state.clocks.find((clock) => clock.id === id) ?? null;

/** A lead's reply that waits for its joint units has met the unit's own clock (T08). */
const hasAnswered = ({ state, replyPending }: Assignment): boolean => replyPending || state === 'REPLIED' || state === 'ACCEPTED';

function endOf({ state }: Assignment, at: Instant, before: Duty | null): Duty['ended'] {
  if (state !== 'RETURNED' && state !== 'REASSIGNED' && state !== 'CANCELLED') return null;
  return before?.ended?.how === state ? before.ended : { how: state, at };
}

/** Nobody has replied, and it was not taken away. */
export const isOwed = ({ repliedAt, ended }: Duty): boolean => repliedAt === null && ended === null;
