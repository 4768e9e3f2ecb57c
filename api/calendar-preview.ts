import {
  type Calendar,
  type CalendarChange,
  type Clock,
  type ClockChange,
  type CommandInput,
  type DayEdition,
  type Desk,
  type IssueState,
  calendarOfClock,
  compileCalendar,
  explainClock,
  foreseeNow,
} from '#domain';
import type { CalendarImport, ImportItem, IssueRow, MovedClock, Store } from '#store';
import type { Deps } from './deps';
import type { Plans } from './plans';

/** The command that brings an edition to an issue; its id makes it happen once however often it is sent. */
export const applyCommand = (edition: DayEdition, no: string, at: string, by: string): CommandInput => ({
  id: `calendar:${edition.calendar}:${edition.edition}:${no}`,
  name: 'applyCalendar',
  at,
  actor: { id: by, roles: ['calendarKeeper'], unit: null, district: null },
  data: { calendar: edition.calendar, edition: edition.edition },
});

const atOnce = 100;

/** Every open issue, page by page. */
export async function* openIssues(store: Pick<Store, 'issues'>): AsyncGenerator<IssueRow> {
  let cursor: string | null = null;
  do {
    const page: { items: IssueRow[]; next: string | null } = await store.issues.list({ final: false }, { limit: atOnce, cursor });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}

/** The desk of an issue with an edition at hand that no store holds yet. */
function deskWith(desk: Desk, edition: DayEdition): Desk {
  const hours = desk.plan.hours[edition.calendar];
  return {
    plan: desk.plan,
    calendar: (id, number) =>
      hours && id === edition.calendar && number === edition.edition
        ? compileCalendar(hours, edition)
        : desk.calendar(id, number),
  };
}

/**
 * What an edition would do to one issue: every clock that moves, with both workings, and the notices that go out. Null when its
 * release or its present edition cannot be read here.
 */
export async function foreseen(
  { clock: deskClock }: Pick<Deps, 'clock'>,
  plans: Plans,
  state: IssueState,
  edition: DayEdition,
): Promise<ImportItem | null> {
  const desk = await plans.deskFor(state);
  const before = desk?.calendar(edition.calendar, state.editions[edition.calendar] ?? 0);
  if (!desk || !before) return null;
  const next = deskWith(desk, edition);
  const result = foreseeNow(next, state, applyCommand(edition, state.no, deskClock.now(), 'preview'));
  if (!result.ok) return { ...nothingMoves(state.no), code: result.refusal.code };
  const after = next.calendar(edition.calendar, edition.edition);
  const moves = result.clocks.map((change) => movedClock(change, { state, then: before }, { state: result.state, then: after }));
  return { ...nothingMoves(state.no), moves, notices: result.notices.length, review: result.toReview.length };
}

const nothingMoves = (no: string): ImportItem => ({ no, moves: [], notices: 0, review: 0, outcome: null, code: null, at: null });

type Side = { state: IssueState; then: Calendar | null };

function movedClock(change: ClockChange, before: Side, after: Side): MovedClock {
  const [from, to] = [clockIn(before, change.clock), clockIn(after, change.clock)];
  return {
    ...change,
    provisionalBefore: from?.provisional ?? null,
    fromWorking: workingOf(before.then, from),
    toWorking: workingOf(after.then, to),
  };
}

const clockIn = ({ state }: Side, id: string): Clock | undefined => state.clocks.find((clock) => clock.id === id);

const workingOf = (calendar: Calendar | null, clock: Clock | undefined): MovedClock['toWorking'] =>
  calendar && clock ? explainClock(calendarOfClock(calendar, clock), clock).steps : [];

/** Looks a change over every open issue; nothing is changed. `edition` is what it would make. */
export async function previewOf(
  deps: Deps,
  plans: Plans,
  { id, change, edition, by }: { id: string; change: CalendarChange; edition: DayEdition; by: string },
): Promise<{ one: CalendarImport; items: ImportItem[] }> {
  const items: ImportItem[] = [];
  const summary = { open: 0, moved: 0, clocks: 0, notices: 0, unread: 0 };
  for await (const { no } of openIssues(deps.store)) {
    const state = await deps.store.issues.state(no);
    if (!state || state.editions[edition.calendar] === undefined) continue;
    summary.open += 1;
    const item = await foreseen(deps, plans, state, edition);
    if (!item) summary.unread += 1;
    if (!item || item.moves.length === 0) continue;
    summary.moved += 1;
    summary.clocks += item.moves.length;
    summary.notices += item.notices;
    items.push(item);
  }
  const times = { previewedAt: deps.clock.realNow(), appliedBy: null, appliedAt: null, finishedAt: null, settledAt: null };
  return { one: { id, calendar: edition.calendar, change, edition, by, state: 'previewed', summary, ...times }, items };
}
