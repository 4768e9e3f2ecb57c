import type { Grade } from '../issue/words';
import type { Bilingual } from '../text';
import type { Clock, ClockSpec } from './clock';
import { extendClock, pauseClock, resumeClock, startClock } from './clock-acts';
import { type Calendar, calendarOfClock } from './compile';
import { minutesBetween } from './due';
import { type PolicyEntry, isExtendable, isPausable, specsOfEntry } from './entry';
import type { Instant } from './instant';
import type { RungSpec } from './ladder';
import type { Length } from './length';
import type { WorkingDay } from './listing';
import { type Policy, extensionRefusal } from './policy';
import { isWithinHours, rungDays, rungReason } from './rung-reason';
import { type Working, explainClock } from './working';

/** An arrival to look at, and what might happen to it. */
export interface PreviewAsk {
  /** When the clocks start: the acceptance, dispatch or claim. */
  at: Instant;
  /** A unit with hours of its own; its clocks run by them. */
  unit?: string;
  /** The clocks that can be paused stand still in between (DOMAIN R5, C28). */
  pause?: { from: Instant; to: Instant; reason: string };
  /** The reply is extended, granted at an instant (DOMAIN R6, T07). */
  extension?: { length: Length; at: Instant };
}

/** A rung of a previewed clock: when it comes, and why then. */
export interface PreviewRung {
  spec: RungSpec;
  at: Instant;
  /** `cancelled`: it would lie before the clock's start. */
  status: 'planned' | 'cancelled';
  why: Bilingual;
  /** The days between the due and the rung, counted or passed over. */
  days: WorkingDay[];
  /** Whether it falls inside working hours. */
  withinHours: boolean;
}

export type PreviewRefusal = 'EXTENSION_AFTER_DUE' | 'EXTENSION_LIMIT' | 'PAUSE_OUT_OF_ORDER';

/** One clock of an entry with its due, the working of it, and everything that follows from it. */
export interface ClockPreview {
  kind: string;
  clock: Clock;
  working: Working;
  rungs: PreviewRung[];
  /** From the start to the due. */
  minutes: { wall: number; working: number };
  /** What of the question the desk would refuse; the rest is answered. */
  refused: PreviewRefusal[];
}

/**
 * What an entry of a policy makes of an arrival: each clock's due with its working and each rung's instant with its reason
 * (DOMAIN R1-R8). Runs the very acts of a live clock, so that what is shown is what will be.
 */
export const previewEntry = (policy: Policy, calendar: Calendar, entry: PolicyEntry, ask: PreviewAsk): ClockPreview[] =>
  specsOfEntry(policy, entry).map((spec) => previewClock(policy, calendar, { spec, entry, ask }));

type Subject = { spec: ClockSpec; entry: PolicyEntry; ask: PreviewAsk };

function previewClock(policy: Policy, city: Calendar, { spec, entry, ask }: Subject): ClockPreview {
  const { at, unit: owner } = ask;
  const { kind } = spec;
  const calendar = calendarOfClock(city, { kind, owner });
  const started = startClock(calendar, spec, { id: kind, cycle: 1, at, ...(owner === undefined ? {} : { owner }) });
  const grade = 'grade' in entry ? entry.grade : policy.defaultGrade;
  const { clock, refused } = actsOf(policy, grade, calendar, ask, started);
  const minutes = {
    wall: minutesBetween(calendar, at, clock.dueAt, 'wall'),
    working: minutesBetween(calendar, at, clock.dueAt, 'working'),
  };
  return { kind, clock, working: explainClock(calendar, clock), rungs: rungsOf(calendar, spec, clock), minutes, refused };
}

type Acted = { clock: Clock; refused: PreviewRefusal[] };
type Act = { at: Instant; run: (acted: Acted) => Acted };

/** The pause and the extension in the order of time; both at one instant: the extension first. */
function actsOf(policy: Policy, grade: Grade, calendar: Calendar, ask: PreviewAsk, clock: Clock): Acted {
  const { pause, extension } = ask;
  const acts: Act[] = [];
  if (extension && isExtendable(clock.kind)) {
    acts.push({ at: extension.at, run: (acted) => extended(policy, grade, calendar, extension, acted) });
  }
  if (pause && isPausable(clock.kind)) {
    if (pause.from < ask.at || pause.to <= pause.from) return { clock, refused: ['PAUSE_OUT_OF_ORDER'] };
    acts.push({ at: pause.from, run: onClock((now) => pauseClock(now, { at: pause.from, reason: pause.reason, approver: '' })) });
    acts.push({ at: pause.to, run: onClock((now) => resumeClock(calendar, now, { at: pause.to })) });
  }
  acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return acts.reduce<Acted>((acted, { run }) => run(acted), { clock, refused: [] });
}

const onClock =
  (change: (clock: Clock) => Clock) =>
  ({ clock, refused }: Acted): Acted => ({ clock: change(clock), refused });

function extended(
  policy: Policy,
  grade: Grade,
  calendar: Calendar,
  extension: NonNullable<PreviewAsk['extension']>,
  { clock, refused }: Acted,
): Acted {
  const no = extensionRefusal(policy, grade, clock, extension);
  if (no) return { clock, refused: [...refused, no] };
  return { clock: extendClock(calendar, clock, { ...extension, approver: '' }), refused };
}

/** Rungs as they stand in the end; what moved on the way is told by the due's own working. */
function rungsOf(calendar: Calendar, spec: ClockSpec, clock: Clock): PreviewRung[] {
  const base = clock.rungBase ?? clock.dueAt;
  const standing = clock.rungs.flatMap(({ key, plannedAt, status }) =>
    status === 'planned' || status === 'cancelled' ? [{ key, plannedAt, status }] : [],
  );
  return standing
    .flatMap(({ key, plannedAt: at, status }) => {
      const rule = spec.ladder.find((rung) => rung.key === key);
      if (!rule) return [];
      const shown = { why: rungReason(calendar, rule, base), days: rungDays(calendar, rule, base) };
      return [{ spec: rule, at, status, ...shown, withinHours: isWithinHours(calendar, at) }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
