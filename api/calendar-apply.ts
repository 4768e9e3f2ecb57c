import type { IssueState } from '#domain';
import type { CalendarImport, ImportItem, Store } from '#store';
import { applyCommand, foreseen, openIssues } from './calendar-preview';
import { confirm } from './commands';
import type { Deps } from './deps';
import { carryToPieces } from './calendar-pieces';
import { DeskAway, type IssueDesk, type PieceDesk } from './desk';
import { type Plans, plansOf } from './plans';

export type CarryTools = { store: Store; desk: Pick<IssueDesk, 'command'>; pieces: Pick<PieceDesk, 'command'> } & Pick<
  Deps,
  'clock' | 'log'
>;

/** An intake that was beginning when an edition came may still begin on the one before: it is looked for once more after this. */
const settleMs = 60_000;
const carriedAtOnce = 4;

/**
 * Carries every import that was begun to its issues, where it stopped last: may be killed anywhere and run beside itself. What
 * was done is told by the issues themselves (the edition in their state), never by a list of ours.
 */
export async function carryImports(tools: CarryTools): Promise<void> {
  const plans = plansOf(tools.store);
  for (const one of await tools.store.calendarImports.unfinished()) {
    if (one.state === 'applying') await carryOut(tools, plans, one);
    else if (isSettling(one, tools.clock.realNow())) await settle(tools, plans, one);
  }
}

async function carryOut(tools: CarryTools, plans: Plans, one: CalendarImport): Promise<void> {
  const { calendarImports } = tools.store;
  if (!(await holdEdition(tools, one))) return calendarImports.end(one.id, 'overtaken', tools.clock.realNow());
  if (await carryToAll(tools, plans, one)) await calendarImports.end(one.id, 'done', tools.clock.realNow());
}

const isSettling = ({ finishedAt }: CalendarImport, now: string): boolean =>
  finishedAt !== null && Date.parse(now) - Date.parse(finishedAt) >= settleMs;

async function settle(tools: CarryTools, plans: Plans, one: CalendarImport): Promise<void> {
  if (await carryToAll(tools, plans, one)) await tools.store.calendarImports.settle(one.id, tools.clock.realNow());
}

/** The edition is there and is this import's own; false when another came first. */
export async function holdEdition({ store, clock }: Pick<CarryTools, 'store' | 'clock'>, one: CalendarImport): Promise<boolean> {
  const { calendar, edition } = one.edition;
  const held = await store.days.get(calendar, edition);
  if (held) return held.import === one.id;
  const added = await store.days.add({ ...one.edition, import: one.id, importedAt: clock.realNow() });
  return added.ok || (await store.days.get(calendar, edition))?.import === one.id;
}

/** True when every open issue and piece is on the edition, or has said why it is not. */
async function carryToAll(tools: CarryTools, plans: Plans, one: CalendarImport): Promise<boolean> {
  let isWhole = true;
  const batch: string[] = [];
  const flush = async (): Promise<void> => {
    const done = await Promise.all(batch.splice(0).map((no) => carryTo(tools, plans, one, no)));
    if (done.includes(false)) isWhole = false;
  };
  for await (const { no } of openIssues(tools.store)) {
    batch.push(no);
    if (batch.length >= carriedAtOnce) await flush();
  }
  await flush();
  return (await carryToPieces(tools, one)) && isWhole;
}

/** False when the issue could not be reached now and is to be tried again. */
async function carryTo(tools: CarryTools, plans: Plans, one: CalendarImport, no: string): Promise<boolean> {
  const { store } = tools;
  const state = await store.issues.state(no);
  if (!state || state.editions[one.calendar] === undefined) return true;
  const known = await store.calendarImports.item(one.id, no);
  if ((state.editions[one.calendar] ?? 0) >= one.edition.edition) return noteCarried(tools, one, known);
  try {
    const item = (await foreseen(tools, plans, state, one.edition)) ?? known ?? itemOf(no);
    await give(tools, one, state, item);
    return true;
  } catch (error) {
    if (!(error instanceof DeskAway)) throw error;
    tools.log.warn({ no, import: one.id }, 'the edition is carried to this issue later');
    return false;
  }
}

/** It was brought to the issue before a kill, and only the note is missing. */
async function noteCarried({ store, clock }: CarryTools, one: CalendarImport, known: ImportItem | null): Promise<boolean> {
  if (known?.outcome === null)
    await store.calendarImports.note(one.id, { ...known, outcome: outcomeOf(known), at: clock.realNow() });
  return true;
}

const outcomeOf = ({ moves }: ImportItem): 'moved' | 'unchanged' => (moves.length > 0 ? 'moved' : 'unchanged');

const itemOf = (no: string): ImportItem => ({ no, moves: [], notices: 0, review: 0, outcome: null, code: null, at: null });

async function give(tools: CarryTools, one: CalendarImport, state: IssueState, item: ImportItem): Promise<void> {
  const { store, desk, clock } = tools;
  const note = (outcome: ImportItem['outcome'], code: string | null): Promise<void> =>
    store.calendarImports.note(one.id, { ...item, outcome, code, at: clock.realNow() });
  // Before the command: after a kill the moves could not be seen any more.
  if (item.moves.length > 0) await note(null, null);
  const answer = await desk.command(state.no, applyCommand(one.edition, state.no, clock.now(), one.appliedBy ?? one.by));
  if (!answer.ok) return note(answer.code === 'NOT_ALLOWED_IN_STATE' ? 'ended' : 'refused', answer.code);
  await confirm(tools, state.no, answer);
  await note(outcomeOf(item), null);
}
