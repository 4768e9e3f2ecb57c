import { compileCalendar, seedEdition, weeklyHoursSchema } from '../../../workflows/domain/deadline';
import {
  type Duty,
  type Exclusion,
  type IssueFacts,
  type KpiId,
  kpiIds,
  kpis,
  type KpiSetting,
  reckon,
  shippedKpiRules,
} from '../../../workflows/domain/kpi';
import { releaseOf } from '../flow/city';

/** Each formula of DOMAIN 3 on rows small enough to be counted on one's fingers. Local times are eight hours later. */
const hours = weeklyHoursSchema.parse(releaseOf('gy-base').hours[0]);
const calendar = compileCalendar(hours, seedEdition(hours.id, 2025, 2026));
const local = (text: string): string => new Date(`${text}:00+08:00`).toISOString();

/** November 2026, looked at from its end. */
const setting: KpiSetting = {
  ...{ from: local('2026-11-01T00:00'), to: local('2026-12-01T00:00'), asOf: local('2026-12-01T00:00') },
  ...{ rules: shippedKpiRules, calendar },
};

let made = 0;
const row = (more: Partial<IssueFacts> = {}): IssueFacts => ({
  ...{ format: 1, no: `N-${++made}`, seq: 1, at: local('2026-11-10T09:00'), stage: 'HANDLING', final: false, source: 'page' },
  ...{ category: 'general', district: '520103', grade: 'C', openedAt: local('2026-11-10T09:00') },
  ...{ acceptedAt: local('2026-11-10T10:00'), mergedAt: null, verified: null, verifyDue: null, promiseDue: null },
  ...{ hops: [], duties: [], callbacks: [], closings: [], reopenings: 0, falseClosings: 0, reworks: 0, relapse: false },
  ...{ cards: [], whistles: [], pieces: 0, incidents: 0, fired: { count: 0, worstMs: 0 } },
  ...more,
});
/** Dispatched on Tuesday the 10th, due on Tuesday the 17th. */
const duty = (more: Partial<Duty> = {}): Duty => ({
  ...{ share: 'a1', cycle: 1, unit: 'U1', role: 'lead', lane: 'government', required: true, sub: false, first: true },
  ...{ from: local('2026-11-10T10:00'), contactDue: local('2026-11-11T17:00'), contactedAt: null, signedBySystem: false },
  ...{ due: local('2026-11-17T17:00'), originalDue: local('2026-11-17T17:00'), extensions: 0, extendedDays: 0 },
  ...{ repliedAt: null, ended: null, asked: null },
  ...more,
});
const figure = (rows: IssueFacts[], id: KpiId, more: Partial<KpiSetting> = {}) => {
  const found = reckon(rows, { ...setting, ...more }).figures.find((one) => one.id === id);
  if (!found) throw new Error(`no figure ${id}`);
  return found;
};
const share = (rows: IssueFacts[], id: KpiId, more: Partial<KpiSetting> = {}) => {
  const { numerator, denominator } = figure(rows, id, more);
  return [numerator, denominator];
};
const called = (
  answer: IssueFacts['callbacks'][number]['answer'],
  satisfaction: IssueFacts['callbacks'][number]['satisfaction'] = null,
) => row({ callbacks: [{ at: local('2026-11-20T10:00'), answer, satisfaction }] });

describe('figures', () => {
  it('leave a case out that somebody approved, until its end, and list it', () => {
    const left = (until: string): IssueFacts['exclusions'] => [
      { no: 'X-1', kpi: 'resolution', approver: 'city.sup', evidence: 'X-1/x1', until: local(until) },
    ];
    const answered = { ...called('not'), no: 'X-1' };
    const rows = (until: string) => [called('solved'), { ...answered, exclusions: left(until) ?? [] }];
    // looked at on 1 December: one that holds to the 31st leaves one of two, one that ended on 25 November none
    expect(share(rows('2026-12-31T17:00'), 'resolution')).toEqual([1, 1]);
    expect(figure(rows('2026-12-31T17:00'), 'resolution').excluded).toMatchObject([{ no: 'X-1', approver: 'city.sup' }]);
    expect(share(rows('2026-11-25T17:00'), 'resolution')).toEqual([1, 2]);
    expect(figure(rows('2026-11-25T17:00'), 'resolution').excluded).toEqual([]);
    expect(figure(rows('2026-12-31T17:00'), 'satisfaction').excluded).toEqual([]);
  });

  it('count demand in the period, half open, and by inhabitants where they are known', () => {
    const rows = [row({ openedAt: setting.from }), row({ openedAt: setting.to }), row()];
    expect(figure(rows, 'demand').value).toBe(2);
    expect(figure(rows, 'demandPerHead').value).toBeNull();
    // 2 of 40,000 people are 0.5 of 10,000
    expect(figure(rows, 'demandPerHead', { rules: { ...shippedKpiRules, inhabitants: 40_000 } }).value).toBe(0.5);
  });

  it('merge ratio: 1 − 3 cases ÷ 4 accepted intakes', () => {
    const rows = [row(), row(), row(), row({ mergedAt: local('2026-11-10T12:00') }), row({ acceptedAt: null })];
    expect(share(rows, 'mergeRatio')).toEqual([1, 4]);
  });

  it('on-time verify: at the limit is in time', () => {
    const due = local('2026-11-10T13:00');
    const verified = (at: string) => row({ verified: { at: local(at), due } });
    expect(share([verified('2026-11-10T13:00'), verified('2026-11-10T13:01'), row()], 'onTimeVerify')).toEqual([1, 2]);
  });

  it('returns: 4 dispatches, 3 asked, 1 accepted, 1 refused and 1 left undecided', () => {
    const rows = [row({ duties: [duty(), duty({ asked: 'accepted' }), duty({ asked: 'refused' }), duty({ asked: 'expired' })] })];
    expect(share(rows, 'dispatchAccuracy')).toEqual([3, 4]);
    expect(share(rows, 'returnRate')).toEqual([3, 4]);
    expect(share(rows, 'refusedReturns')).toEqual([2, 3]);
  });

  it('ping-pong: leads in turn count, joint units and reworks do not', () => {
    const three = row({ duties: ['U1', 'U2', 'U3'].map((unit) => duty({ unit })) });
    const one = row({ duties: [duty(), duty({ unit: 'U2', role: 'joint' }), duty({ cycle: 2, first: false })] });
    expect(figure([three, one], 'unitsTried').value).toBe(2);
    expect(share([three, one], 'pingPong')).toEqual([1, 2]);
  });

  it('响应率: a returned assignment counts, one whose contact is not due yet does not', () => {
    const rows = [
      row({ duties: [duty({ contactedAt: local('2026-11-11T17:00') })] }),
      row({ duties: [duty({ contactedAt: local('2026-11-11T17:01') })] }),
      row({ duties: [duty({ ended: { how: 'RETURNED', at: local('2026-11-11T09:00') }, asked: 'accepted' })] }),
    ];
    expect(share(rows, 'response')).toEqual([1, 3]);
    expect(share(rows, 'response', { asOf: local('2026-11-11T12:00') })).toEqual([1, 2]);
  });

  it('解决率: (2 solved + 0.5 × 1 partly) ÷ 4 answers; nobody reached is no answer', () => {
    const rows = [called('solved'), called('solved'), called('partly'), called('not'), called('none')];
    expect(share(rows, 'resolution')).toEqual([2.5, 4]);
  });

  it('满意率: (very + satisfied + 0.6 × fair) ÷ rated, and what is unrated is shown as coverage', () => {
    const rows = [
      called('solved', 'verySatisfied'),
      called('solved', 'satisfied'),
      called('partly', 'fair'),
      called('not', 'veryDissatisfied'),
      called('solved'),
    ];
    expect(figure(rows, 'satisfaction')).toMatchObject({ numerator: 2.6, denominator: 4, value: 0.65 });
    const closings = [{ at: local('2026-11-21T10:00'), result: 'RESOLVED' as const }];
    expect(share([{ ...called('solved'), closings }, { ...called('none'), closings }, row({ closings })], 'coverage')).toEqual([
      1, 3,
    ]);
  });

  it('counts a case once, by its last answer in the period', () => {
    const twice = row({
      callbacks: [
        { at: local('2026-11-12T10:00'), answer: 'not', satisfaction: 'dissatisfied' },
        { at: local('2026-11-20T10:00'), answer: 'solved', satisfaction: 'satisfied' },
        { at: local('2026-12-02T10:00'), answer: 'not', satisfaction: null },
      ],
    });
    expect(share([twice], 'resolution')).toEqual([1, 1]);
  });

  it('composite: 100 × (0.30·0.5 + 0.35·1 + 0.35·0.6) = 71, and nothing while one of the three is missing', () => {
    const answered = called('solved', 'fair');
    const rows = [{ ...answered, duties: [duty({ contactedAt: local('2026-11-10T11:00') })] }, row({ duties: [duty()] })];
    expect(figure(rows, 'composite').value).toBeCloseTo(71, 10);
    expect(figure([answered], 'composite').value).toBeNull();
  });

  it('按时办结率: by the due after extensions, and beside it by the original due', () => {
    const extended = { due: local('2026-11-19T17:00'), extensions: 1, extendedDays: 2 };
    const rows = [
      row({ duties: [duty({ repliedAt: local('2026-11-17T17:00') })] }),
      row({ duties: [duty({ ...extended, repliedAt: local('2026-11-18T09:00') })] }),
      row({ duties: [duty()] }),
      // taken from the unit before its due, due after the period: neither was due here
      row({ duties: [duty({ ended: { how: 'REASSIGNED', at: local('2026-11-16T09:00') } })] }),
      row({ duties: [duty({ due: local('2026-12-02T17:00') })] }),
    ];
    expect(share(rows, 'onTimeReply')).toEqual([2, 3]);
    expect(share(rows, 'onTimeOriginal')).toEqual([1, 3]);
    expect(share(rows, 'extension')).toEqual([1, 5]);
    expect(figure(rows, 'extensionDays').value).toBe(2);
  });

  it('办结率: closed ÷ accepted in the month', () => {
    const closings = [{ at: local('2026-11-21T10:00'), result: 'RESOLVED' as const }];
    expect(share([row({ closings }), row(), row({ mergedAt: local('2026-11-11T10:00') })], 'closing')).toEqual([1, 2]);
  });

  it('durations: working hours, without what was paused', () => {
    const at = (text: string) => local(`2026-11-${text}`);
    const case1 = row({
      openedAt: at('10T09:00'),
      hops: [
        { stage: 'HANDLING', holder: 'unit1', from: at('10T09:00'), to: at('11T09:00') },
        { stage: 'HANDLING', holder: 'paused', from: at('11T09:00'), to: at('12T13:00') },
        { stage: 'HANDLING', holder: 'unit1', from: at('12T13:00'), to: at('13T12:00') },
      ],
      closings: [{ at: at('13T12:00'), result: 'RESOLVED' }],
      duties: [duty({ contactedAt: at('10T12:00'), repliedAt: at('12T10:00') })],
    });
    const report = reckon([case1], setting);
    const value = (id: KpiId) => report.figures.find((one) => one.id === id)?.value;
    // Tue 10:00–12:00; Tue 7 + Wed 8 + Thu 1; Tue–Thu 24 + Fri 3 less the 12 paused
    expect([value('contactHours'), value('replyHours'), value('caseHours'), value('pausedHours')]).toEqual([2, 16, 15, 12]);
    expect(report.hops).toEqual([{ stage: 'HANDLING', count: 1, median: 27, p90: 27 }]);
    expect(report.custody).toEqual({ centre: 0, unit1: 15, unit2: 0, citizen: 0, paused: 12 });
  });

  it('overdue stock in age bands of working days', () => {
    // from the 30th (Monday, asOf its midnight): due on Friday 27th is 1 wd ago, on the 20th 6, on the 17th 9, on the 2nd 20
    const owed = (day: string) => row({ duties: [duty({ due: local(`2026-11-${day}T17:00`) })] });
    const report = reckon(
      [owed('27'), owed('20'), owed('17'), owed('02'), row({ duties: [duty({ repliedAt: local('2026-11-18T09:00') })] })],
      {
        ...setting,
        asOf: local('2026-11-30T20:00'),
      },
    );
    expect(report.overdue).toEqual([
      { upTo: 2, count: 1 },
      { upTo: 5, count: 0 },
      { upTo: 15, count: 2 },
      { upTo: null, count: 1 },
    ]);
    expect(report.figures.find(({ id }) => id === 'overdue')?.value).toBe(4);
  });

  it('rework and relapse', () => {
    const closings = [{ at: local('2026-11-21T10:00'), result: 'RESOLVED' as const }];
    const rows = [
      { ...called('solved'), reworks: 1 },
      called('not'),
      row({ relapse: true }),
      row({ closings }),
      row({ closings }),
    ];
    expect(share(rows, 'rework')).toEqual([1, 2]);
    expect(figure(rows, 'relapse').value).toBe(0.5);
  });

  it('cards: per 100 assignments, the revoked out of the points', () => {
    const card = { unit: 'U1', at: local('2026-11-18T17:00'), state: 'ISSUED' as const, appealed: false };
    const rows = [
      row({
        duties: [duty(), duty(), duty(), duty()],
        cards: [
          { ...card, colour: 'yellow', points: -1 },
          { ...card, colour: 'red', points: -2, appealed: true, state: 'REVOKED' },
          { ...card, colour: 'red', points: -2, appealed: true, state: 'UPHELD' },
        ],
      }),
    ];
    expect([figure(rows, 'yellow').value, figure(rows, 'red').value, figure(rows, 'points').value]).toEqual([25, 50, -3]);
    expect(share(rows, 'revoked')).toEqual([1, 2]);
  });

  it('whistles: per 100 cases, reported in time, minutes to the end', () => {
    const at = local('2026-11-18T09:00');
    const whistles = [{ kind: 'hard' as const, at, endedAt: local('2026-11-18T10:30'), called: 2, onTime: 1, missed: 1 }];
    const rows = [row({ whistles }), row()];
    expect(figure(rows, 'whistles').value).toBe(50);
    expect(share(rows, 'reportIn')).toEqual([1, 2]);
    expect(figure(rows, 'whistleMinutes').value).toBe(90);
  });

  it('engine: p99 of the worst lateness of each issue, stuck issues as the sweep found them', () => {
    const rows = Array.from({ length: 100 }, (_, i) => row({ fired: { count: 1, worstMs: 1000 * (i + 1) } }));
    expect(figure(rows, 'lateness')).toMatchObject({ value: 99, met: false });
    expect(figure([], 'stuck', { stuck: 2 })).toMatchObject({ value: 2, met: false });
  });

  it('leave out what is excluded, name who approved it, and allow no exclusion from 响应率', () => {
    const [yes, no] = [called('solved'), called('not')];
    const exclusion: Exclusion = { no: no.no, kpi: 'resolution', approver: 'city.sup', evidence: 'e', until: null };
    const with2 = { exclusions: [exclusion, { ...exclusion, kpi: 'response' as const }] };
    expect(figure([yes, no], 'resolution', with2)).toMatchObject({ numerator: 1, denominator: 1, excluded: [exclusion] });
    expect(figure([yes, no], 'response', with2).excluded).toEqual([]);
    const lapsed = { exclusions: [{ ...exclusion, until: local('2026-11-30T00:00') }] };
    expect(figure([yes, no], 'resolution', lapsed)).toMatchObject({ denominator: 2, excluded: [] });
  });

  it('rank no unit with fewer than 30 cases', () => {
    const many = (unit: string, count: number, contacted: boolean) =>
      Array.from({ length: count }, () => ({
        ...called('solved', 'satisfied'),
        duties: [duty({ unit, contactedAt: contacted ? local('2026-11-10T11:00') : null })],
      }));
    const { groups } = reckon([...many('U1', 30, false), ...many('U2', 29, true), ...many('U3', 31, true)], {
      ...setting,
      by: 'unit',
    });
    expect(groups.map(({ key, cases, rank }) => [key, cases, rank])).toEqual([
      ['U3', 31, 1],
      ['U1', 30, 2],
      ['U2', 29, null],
    ]);
  });

  it('name their formula, cohort and target with its source', () => {
    const { figures } = reckon([], setting);
    expect(figures.map(({ id }) => id)).toEqual(kpiIds);
    for (const id of kpiIds) expect(Object.values(kpis[id].formula).every((text) => text.length > 1)).toBe(true);
    expect(figures.find(({ id }) => id === 'satisfaction')?.target).toEqual({ atLeast: 0.85, source: '大英 ≥ 85 % [S]' });
  });
});
