import { type Clock, type Desk, calendarOfClock, explainClock, formatDue, provisionalText } from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { Deps } from './deps';
import type { Plans } from './plans';
import type { Reading } from './reading';

type ClockView = ResultOf<Routes['readClocks']>['items'][number];

/** Every clock of an issue, the ones that run first, each with its working on the edition the issue uses (DOMAIN 2.9). */
export async function clocksOf(deps: Deps, plans: Plans, { state }: Reading): Promise<ClockView[]> {
  const desk = await plans.deskFor(state);
  const now = deps.clock.now();
  const zone = (await deps.store.settings.get()).document.zone;
  const units = new Map(state.assignments.map(({ id, unit }) => [id, unit]));
  return state.clocks
    .map((clock) => clockView(clock, { zone, now, units, calendar: calendarFor(desk, state.editions) }))
    .sort((a, b) => rank(a) - rank(b) || (a.dueAt < b.dueAt ? -1 : 1));
}

type Around = {
  zone: string;
  now: string;
  units: ReadonlyMap<string, string>;
  calendar: ReturnType<Desk['calendar']>;
};

const rank = ({ status }: ClockView): number => ['running', 'paused', 'expired', 'stopped'].indexOf(status);

function calendarFor(desk: Desk | null, editions: Readonly<Record<string, number>>): Around['calendar'] {
  if (!desk) return null;
  const id = desk.plan.policy.calendar;
  return desk.calendar(id, editions[id] ?? 0);
}

function clockView(clock: Clock, { zone, now, units, calendar }: Around): ClockView {
  const assignment = clock.id.split('.')[0] ?? '';
  const unit = units.get(assignment) ?? null;
  const { id, kind, cycle, status, startedAt, dueAt, provisional, pauses, rungs } = clock;
  return {
    ...{ id, kind, cycle, status, startedAt, dueAt },
    assignment: unit === null ? null : assignment,
    unit,
    dueText: formatDue(zone, dueAt),
    late: isLate(clock, now),
    provisional: provisional === null ? null : provisionalText(provisional),
    pauses: pauses.map(({ from, to, approver }) => ({ from, to, approver })),
    rungs: rungs.map((rung) => ({
      key: rung.key,
      plannedAt: rung.plannedAt,
      firedAt: rung.firedAt ?? null,
      status: rung.status,
    })),
    working: calendar ? workingOf(clock, calendar) : [],
  };
}

/** At the due is in time (DOMAIN R10). */
function isLate(clock: Clock, now: string): boolean {
  if (clock.status === 'expired') return true;
  const until = clock.status === 'stopped' ? (clock.stoppedAt ?? clock.dueAt) : clock.status === 'paused' ? clock.startedAt : now;
  return until > clock.dueAt;
}

const workingOf = (clock: Clock, calendar: NonNullable<Around['calendar']>): ClockView['working'] =>
  explainClock(calendarOfClock(calendar, clock), clock).steps.map(({ text, days }) => ({
    text,
    days: days.map(({ date, counted, reason }) => ({ date, counted, reason: { zh: reason.zh, en: reason.en } })),
  }));
