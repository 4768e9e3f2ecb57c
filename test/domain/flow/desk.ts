import { compileCalendar, seedEdition } from '../../../workflows/domain/deadline';
import { sliceOf } from '../../../workflows/domain/directory';
import { compileRelease } from '../../../workflows/domain/flow';
import { turnNow, type Actor, type Answer, type Ask, type CommandName, type IssueState } from '../../../workflows/domain/issue';
import { evaluateConditions } from '../../../workflows/domain/rules/condition';
import { evaluateFeel } from '../../../workflows/domain/rules/feel';
import { compileTable } from '../../../workflows/domain/rules/compile';
import { directoryOf, releaseOf } from './city';

/** A city's desk played by hand: its compiled release, its directory, and the calendar of 2026. */
export function deskOf(city: string) {
  const directory = directoryOf(city);
  const compiled = compileRelease(releaseOf(city), { directory });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { plan, content } = compiled;
  const hours = content.hours[0]!;
  const calendar = compileCalendar(hours, seedEdition(hours.id, 2026, 2026));
  const desk = { plan, calendar: () => calendar };

  const decide = (id: string, facts: Record<string, unknown>): Answer => {
    const decision = content.decisions.find((one) => one.id === id)!;
    if (decision.kind === 'literal') {
      const read = evaluateFeel(decision.expression, facts);
      return {
        kind: 'decide',
        ok: true,
        outputs: { [decision.output]: read.ok ? (read.value as string) : null },
        matched: [1],
        table: id,
      };
    }
    const result = compileTable(decision).evaluate(facts);
    if (!result.ok) throw new Error(JSON.stringify(result));
    return { kind: 'decide', ok: true, outputs: (result.value ?? {}) as never, matched: [...result.matched], table: id };
  };

  const answer = (ask: Ask): Answer => {
    if (ask.kind === 'decide') return decide(ask.decision, ask.facts);
    if (ask.kind === 'lookUp') return { kind: 'lookUp', ok: true, slice: sliceOf(directory, ask.units, ask.district) };
    if (ask.kind === 'absorb') return { kind: 'absorb', ok: true, promiseDue: null };
    if (ask.kind === 'giveBack') return { kind: 'giveBack', ok: true, withdrawn: [] };
    const conditions = plan.flow.next[ask.node]!.conditions.map(({ edge, when }) => ({ id: edge, when }));
    const chosen = evaluateConditions(conditions, ask.facts);
    return { kind: 'conditions', ok: true, edge: chosen.ok ? chosen.id : null };
  };

  const actorOf = (id: string): Actor => {
    const person = directory.people.find((one) => one.id === id);
    return person
      ? { id, roles: person.roles, unit: person.unit, district: person.district }
      : { id, roles: ['citizen'], unit: null, district: null };
  };

  return { desk, answer, actorOf, calendar: hours.id };
}

/** One issue on such a desk: each act is a minute after the one before, in the morning of Monday 2026-03-02. */
export function issueOn(city: string, intake: { category: string; district: string; street: string | null }) {
  const { desk, answer, actorOf, calendar } = deskOf(city);
  let minute = 0;
  let state: IssueState | null = null;
  const events: string[] = [];
  const now = () => `2026-03-02T02:${String((minute += 1)).padStart(2, '0')}:00.000Z`;
  const play = (input: Parameters<typeof turnNow>[2]) => {
    const result = turnNow(desk, state, input, (ask) => ({
      at: input.kind === 'command' ? input.command.at : now(),
      answer: answer(ask),
    }));
    if (!result.ok) return result.refusal.code;
    state = result.state;
    events.push(...(result.record?.events.map((event) => event.type) ?? []));
    return state.stage;
  };
  const at = now();
  play({
    kind: 'open',
    at,
    no: 'T1',
    release: desk.plan.hash,
    editions: { [calendar]: 1 },
    facts: {},
    relapseOf: null,
    intake: {
      no: 'T1',
      source: 'page',
      externalId: 'x',
      receivedAt: at,
      acceptedAt: null,
      point: null,
      anonymous: false,
      channel: 'page',
      reporter: {},
      text: 'sealed',
      photos: [],
      ...intake,
    },
  });
  return {
    events,
    state: () => state!,
    act: (who: string, name: CommandName, data: Record<string, unknown> = {}) =>
      play({ kind: 'command', command: { id: `c${minute}`, name, at: now(), actor: actorOf(who), data } }),
    /** As another issue's merge tells it: that issue's number and facts. */
    absorb: (from: string, facts: Record<string, unknown>) => {
      const actor = { id: 'system', roles: [], unit: null, district: null };
      const data = { from, intakes: [], facts };
      return play({ kind: 'command', command: { id: `c${minute}`, name: 'absorb', at: now(), actor, data } });
    },
  };
}
