import { compileCalendar, seedEdition } from '../../../workflows/domain/deadline';
import { sliceOf } from '../../../workflows/domain/directory';
import { compileRelease, type Flow } from '../../../workflows/domain/flow';
import {
  nextWake,
  turnNow,
  type Actor,
  type Ask,
  type CommandName,
  type IssueState,
  type StepRecord,
} from '../../../workflows/domain/issue';
import type { Facts } from '../../../workflows/domain/text';
import { directoryOf, releaseOf } from '../flow/city';

/** One issue on a small drawing in the city of the test pack: each command a minute after the one before, Monday 2026-11-23 10:00. */
export function issueOnDrawing(drawing: Flow, facts: Facts, subflows: Flow[] = []) {
  const directory = directoryOf('gy-base');
  const compiled = compileRelease(
    { ...releaseOf('gy-base'), flow: drawing, decisions: [], ...(subflows.length > 0 ? { subflows } : {}) },
    { directory },
  );
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { plan, content } = compiled;
  const calendar = compileCalendar(content.hours[0]!, seedEdition('guiyang', 2026, 2026));
  const desk = { plan, calendar: () => calendar };
  const answer = (ask: Ask) => {
    if (ask.kind !== 'lookUp') throw new Error(ask.kind);
    return { kind: 'lookUp' as const, ok: true as const, slice: sliceOf(directory, ask.units, ask.district) };
  };
  const told: StepRecord[] = [];
  let minute = 0;
  const now = () => `2026-11-23T02:${String((minute += 1)).padStart(2, '0')}:00.000Z`;
  const play = (state: IssueState | null, input: Parameters<typeof turnNow>[2], at: string): IssueState | string => {
    const turn = turnNow(desk, state, input, (ask) => ({ at, answer: answer(ask) }));
    if (turn.ok && turn.record) told.push(turn.record);
    return turn.ok ? turn.state : turn.refusal.code;
  };
  const at = now();
  const intake: IssueState['intakes'][number] = {
    ...{ no: 'I1', source: 'page', externalId: '1', receivedAt: at, acceptedAt: null, category: 'general', district: '520103' },
    ...{ street: null, point: null, anonymous: true, channel: 'page', reporter: {}, text: 't', photos: [] },
  };
  const open = {
    kind: 'open' as const,
    at,
    no: 'I1',
    release: plan.hash,
    editions: { guiyang: 0 },
    intake,
    facts,
    relapseOf: null,
  };
  let state = play(null, open, at) as IssueState;
  const actorOf = (by: string): Actor => {
    if (by.startsWith('sender:')) return { id: by, roles: [], unit: null, district: null };
    const person = directory.people.find(({ id }) => id === by);
    return person
      ? { id: by, roles: person.roles, unit: person.unit, district: person.district }
      : { id: `resident:I1`, roles: ['citizen'], unit: null, district: null };
  };
  return {
    state: () => state,
    /** What the latest step wants done elsewhere, and the view after it. */
    record: () => told.at(-1)!,
    /** Lets the next planned instant come. */
    tick: () => {
      const wake = nextWake(state);
      if (wake) state = play(state, { kind: 'tick', now: wake.fireAt }, wake.fireAt) as IssueState;
      return wake?.plannedAt ?? null;
    },
    orders: () => Object.fromEntries(state.orders.map((order) => [order.kind, order.state])),
    give: (by: string, name: CommandName, data: Record<string, unknown> = {}) => {
      const stamp = now();
      const command = { id: `c${minute}`, name, at: stamp, actor: actorOf(by), data };
      const next = play(state, { kind: 'command', command }, stamp);
      if (typeof next === 'string') return next;
      state = next;
      return state.stage;
    },
  };
}
