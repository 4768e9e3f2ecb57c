import {
  type CommandName,
  type Foresight,
  type IssueState,
  commandOf,
  commandSchemas,
  deciderOf,
  foresee,
  foreseeNow,
  foresightText,
  formatDue,
  incidentCodes,
  incidentText,
  nextAct,
  releaseContentSchema,
  rungNameOf,
  trialsOf,
  changeCalendar,
  compileCalendar,
  factsBefore,
} from '#domain';
import { plausible } from '../../../workflows/domain/issue/plausible';
import { sliceOf } from '../../../workflows/domain/directory';
import { at } from '../deadline/guiyang';
import { releaseOf } from '../flow/city';
import { baseSetting, commandInput, opened, take } from './drive';

const decider = deciderOf(releaseContentSchema.parse(releaseOf('gy-base')));
const zone = 'Asia/Shanghai';
const names = { zone, unit: (code: string) => ({ zh: code, en: code }) };
const show = (instant: string | null) => instant && formatDue(zone, instant);
/** Monday 23 November 2026, 10:00. */
const monday = at('2026-11-23 10:00');

const setting = baseSetting();
/** One issue of grade C with unit U1; `steps` are what people do to it, each at its local time. */
function issue(...steps: [who: string, name: CommandName, time: string, data: object][]): { state: IssueState; events: never[] } {
  const first = opened(setting, monday, { units: ['U1'] });
  let { state } = first;
  const events = [...first.record.events];
  const desk: typeof steps = [
    ['verifier1', 'verify', '2026-11-23 10:00', {}],
    ['reviewer1', 'review', '2026-11-23 10:00', { grade: 'C' }],
  ];
  for (const [who, name, time, data] of [...desk, ...steps]) {
    const turn = take(
      setting,
      state,
      commandInput(setting, `${who}-${name}-${time}`, who, name, at(time), { ...data }),
      at(time),
    );
    if (!turn.ok) throw new Error(`${name}: ${JSON.stringify(turn.refusal)}`);
    state = turn.state;
    events.push(...(turn.record?.events ?? []));
  }
  return { state, events: events as never[] };
}

function tryAll(state: IssueState, now: string) {
  return trialsOf(setting.desk, state).map((trial) => {
    const command = commandOf(trial, now);
    return { trial, seen: command && run({ ...state, ...trial.assume }, command, now) };
  });
}

function run(state: IssueState, command: NonNullable<ReturnType<typeof commandOf>>, now: string): Foresight {
  const running = foresee(setting.desk, state, command);
  let next = running.next();
  while (!next.done) {
    const ask = next.value;
    if (ask.kind === 'absorb' || ask.kind === 'giveBack') throw new Error('no merge is tried');
    const answer =
      ask.kind === 'decide'
        ? decider.decide(ask, now)
        : ask.kind === 'conditions'
          ? decider.conditions(ask, now)
          : { kind: 'lookUp' as const, ok: true as const, slice: sliceOf(setting.directory, ask.units, ask.district) };
    next = running.next({ at: now, answer });
  }
  return next.value;
}

const clocksOf = (seen: Foresight | null | undefined) =>
  seen?.ok ? seen.clocks.map(({ clock, how, from, to }) => [clock, how, show(from), show(to)]) : seen;
const seenOf = (all: ReturnType<typeof tryAll>, name: CommandName, label?: string) =>
  all.find(({ trial }) => trial.name === name && (label === undefined || trial.label?.en === label))?.seen;

describe('what an act would do', () => {
  it('is what it does: a reply ends the unit’s clocks and their rungs, and a review begins', () => {
    const { state } = issue();
    const seen = seenOf(tryAll(state, at('2026-11-24 11:00')), 'reply');
    // The review of a reply has 1 wd: from Tuesday 24 to Wednesday 25, 17:00.
    expect(clocksOf(seen)).toEqual([
      ['a1.sign', 'stopped', '2026-11-24 17:00', null],
      ['a1.contact', 'stopped', '2026-11-24 17:00', null],
      ['a1.reply', 'stopped', '2026-11-30 17:00', null],
      ['t1.stage.1', 'started', null, '2026-11-25 17:00'],
    ]);
    expect(seen?.ok && [seen.stage, seen.spared.filter(({ clock }) => clock === 'a1.reply').map(({ rung }) => rung)]).toEqual([
      { from: 'HANDLING', to: 'REPLY_REVIEW' },
      ['remind', 'yellow', 'red', 'whistle'],
    ]);
  });

  it('leaves the issue as it was', () => {
    const { state } = issue();
    const before = JSON.stringify(state);
    tryAll(state, at('2026-11-24 11:00'));
    expect(JSON.stringify(state)).toBe(before);
  });

  it('shows both ways of a decision: more time, or none', () => {
    const { state } = issue([
      'U1.liaison',
      'requestExtension',
      '2026-11-24 11:00',
      { length: { n: 3, unit: 'wd' }, reason: 'x' },
    ]);
    const all = tryAll(state, at('2026-11-24 12:00'));
    // 3 wd from Monday 30 November: Tue 1, Wed 2, Thu 3 December. The decision had 4 wh from 11:00.
    expect(clocksOf(seenOf(all, 'decideExtension', 'approved'))).toEqual(
      expect.arrayContaining([
        ['a1.reply', 'moved', '2026-11-30 17:00', '2026-12-03 17:00'],
        ['a1.extension', 'stopped', '2026-11-24 15:00', null],
      ]),
    );
    expect(clocksOf(seenOf(all, 'decideExtension', 'refused'))).toEqual([['a1.extension', 'stopped', '2026-11-24 15:00', null]]);
  });

  it('shows a pause and what going on costs in time', () => {
    const { state } = issue(['dispatcher1', 'pause', '2026-11-24 10:00', { clock: 'both', reason: 'x' }]);
    const seen = seenOf(tryAll(state, at('2026-11-25 10:00')), 'resume');
    // Paused Tue 10:00 to Wed 10:00 = 8 wh: from Mon 30 17:00 to Tue 1 December 17:00
    expect(clocksOf(seen)).toEqual([
      ['promise', 'resumed', '2026-11-30 17:00', '2026-12-01 17:00'],
      ['a1.reply', 'resumed', '2026-11-30 17:00', '2026-12-01 17:00'],
    ]);
  });

  it('a raised grade brings the dues forward, never nearer than one working day', () => {
    const seen = seenOf(tryAll(issue().state, at('2026-11-23 11:00')), 'grade');
    // B: 24 h from Monday 10:00 is Tuesday 10:00; the floor is 1 wd from Monday: Tuesday 17:00
    expect(clocksOf(seen)).toEqual(expect.arrayContaining([['a1.reply', 'moved', '2026-11-30 17:00', '2026-11-24 17:00']]));
  });

  it('of the second of two signatures is told with the first taken for granted', () => {
    const all = tryAll(issue().state, at('2026-11-23 11:00'));
    expect(clocksOf(seenOf(all, 'forceClose', 'the first signature'))).toEqual([]);
    const closing = seenOf(all, 'forceClose', 'with the second signature');
    expect(closing?.ok && closing.stage.to).toBe('CLOSED');
  });

  it('is tried for every awaited command with data that fit', () => {
    for (const state of [opened(setting, monday, { units: ['U1'] }).state, issue().state]) {
      for (const { trial, seen } of tryAll(state, at('2026-11-23 11:00'))) {
        if (trial.data === null) continue;
        expect([trial.name, trial.label?.en, seen?.ok || (seen && seen.refusal.code)]).toEqual([
          trial.name,
          trial.label?.en,
          true,
        ]);
      }
    }
  });

  it('is told in sentences of both languages', () => {
    const { state } = issue();
    const seen = seenOf(tryAll(state, at('2026-11-24 11:00')), 'sign');
    if (!seen?.ok) throw new Error('signing is allowed');
    const lines = foresightText(seen, rungNameOf(setting.desk, state), names);
    expect(lines).toEqual([
      {
        zh: 'U1的“签收”停止计时（原 2026-11-24 17:00 到期）',
        en: 'the clock for signing by U1 stops (it was due 2026-11-24 17:00)',
      },
      { zh: 'U1的“签收”不再触发：系统代签收', en: 'no longer to come for signing by U1: signed by the system' },
    ]);
  });
});

describe('what comes next by itself', () => {
  it.each<[string, Parameters<typeof issue>, string[], string]>([
    ['the system signs for a unit that does not', [], ['autoSign'], 'T01'],
    [
      'a unit that has signed and called can give it back no longer',
      [
        ['U1.liaison', 'sign', '2026-11-23 11:00', {}],
        ['U1.liaison', 'contact', '2026-11-23 11:00', { reached: true }],
      ],
      [],
      'T04',
    ],
  ])('%s', (_why, steps, rungs, rule) => {
    const act = nextAct(setting.desk, issue(...steps).state, names);
    expect([show(act!.at), act!.rungs, act!.rule]).toEqual(['2026-11-24 17:00', rungs, rule]);
  });

  it('names the rung and whom it tells', () => {
    const { state } = issue();
    const signed = take(setting, state, { kind: 'tick', now: at('2026-11-24 17:01') }, at('2026-11-24 17:01'));
    if (!signed.ok) throw new Error('a tick is taken');
    // Friday 27 November, one working day before Monday 30
    const act = nextAct(setting.desk, signed.state, names);
    expect(act).toMatchObject({ clock: 'a1.reply', kind: 'reply', unit: 'U1', rungs: ['remind'] });
    expect([show(act!.at), act!.text.en]).toEqual([
      '2026-11-27 09:00',
      expect.stringMatching(/^2026-11-27 09:00, the clock for the reply of U1 .*reminder before the due/),
    ]);
  });
});

describe('another edition of the calendar', () => {
  it('moves what counted a day that is closed, with one notice each', () => {
    const { state } = issue();
    const hours = setting.desk.plan.hours[setting.calendarId]!;
    const days = setting.editions.get(1)!.days;
    const put = [{ date: '2026-11-26', kind: 'closed' as const, name: { zh: '凝冻', en: 'ice' } }];
    const changed = changeCalendar(days, hours.week, { kind: 'days', put, drop: [] });
    if (!changed.ok) throw new Error('a closure is a change');
    const next = compileCalendar(hours, changed.edition);
    const desk = {
      plan: setting.desk.plan,
      calendar: (id: string, n: number) => (n === 2 ? next : setting.desk.calendar(id, n)),
    };
    const actor = { id: 'keeper', roles: ['calendarKeeper' as const], unit: null, district: null };
    const data = { calendar: setting.calendarId, edition: 2 };
    const seen = foreseeNow(desk, state, { id: 'c', name: 'applyCalendar', at: at('2026-11-24 10:00'), actor, data });
    // Tue 24, Wed 25, (Thu 26), Fri 27, Mon 30, Tue 1
    expect(clocksOf(seen)).toEqual([
      ['promise', 'moved', '2026-11-30 17:00', '2026-12-01 17:00'],
      ['a1.reply', 'moved', '2026-11-30 17:00', '2026-12-01 17:00'],
    ]);
    expect(seen.ok && seen.notices.map(({ address }) => address.to)).toEqual(['resident', 'unit']);
  });
});

it('facts of the past are told again from the events', () => {
  const { state, events } = issue();
  const opening = { category: 'general', district: '520103', street: null, source: 'media', units: ['U1'] };
  const after = factsBefore(setting.desk.plan, opening, events, events.length);
  for (const [name, value] of Object.entries(state.facts)) expect([name, after[name]]).toEqual([name, value]);
});

it('the least data that a schema takes are made up from it', () => {
  expect(plausible(commandSchemas.finalReply)).toEqual({ evidence: '…', headSignature: '…' });
  expect(plausible(commandSchemas.reject)).toEqual({ reasonCode: 'outOfScope' });
  expect(plausible(commandSchemas.requestExtension)).toEqual({ length: { n: 1, unit: 'wd' }, reason: '…' });
});

it('every incident has its sentence in both languages', () => {
  for (const code of incidentCodes) {
    const { zh, en } = incidentText(code);
    expect([zh.includes(code), en.includes(code), zh.length > 6, en.length > 10]).toEqual([false, false, true, true]);
  }
  expect(incidentText('NEWER_CODE').en).toContain('NEWER_CODE');
});
