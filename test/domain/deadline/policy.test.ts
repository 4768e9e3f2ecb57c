import {
  type Grade,
  checkPolicy,
  clockSpecOf,
  lengthText,
  reportInSpecOf,
  reworkSpecOf,
  stageSpecOf,
  windowSpecOf,
} from '#domain';
import { policy, policyDocument } from './guiyang';

const text = (length: { n: number; unit: string } | undefined): string => (length ? `${length.n} ${length.unit}` : '-');
describe('GY-BASE', () => {
  it.each([
    // the table of DOMAIN 2.1
    ['A', '10 min', '30 min', '2 h'],
    ['B', '30 min', '2 h', '24 h'],
    ['C', '1 wd', '1 wd', '5 wd'],
    ['D', '1 wd', '1 wd', '15 wd'],
    ['Q', '4 wh', '1 wd', '2 wd'],
    ['X', '-', '-', '60 nd'],
    ['V', '-', '1 wd', '5 wd'],
    ['M', '4 wh', '1 wd', '-'],
  ] as const)(
    'gives grade %s sign %s, contact %s, reply %s, and a promise as long as the reply',
    (grade, sign, contact, reply) => {
      const length = (kind: string) => text(clockSpecOf(policy, grade, kind)?.length);
      expect([length('sign'), length('contact'), length('reply'), length('promise')]).toEqual([sign, contact, reply, reply]);
    },
  );

  it('lists a broken promise at city supervision, with no card', () => {
    expect(clockSpecOf(policy, 'C', 'promise')!.ladder.map((rung) => [rung.act, rung.to])).toEqual([
      [{ kind: 'supervise' }, [{ who: 'desk', role: 'citySupervision' }]],
    ]);
  });

  it('rolls natural days for duties of grade X, never for windows', () => {
    expect(clockSpecOf(policy, 'X', 'accept')).toMatchObject({ length: { n: 15, unit: 'nd' }, rolled: true });
    expect(clockSpecOf(policy, 'X', 'promise')).toMatchObject({ rolled: true });
    expect(windowSpecOf(policy, 'needInfo')).toEqual({
      kind: 'needInfo',
      length: { n: 10, unit: 'nd' },
      rolled: false,
      ladder: [],
    });
  });

  it.each([
    ['needInfo', 10],
    ['callback', 5],
    ['reopen', 15],
    ['rating', 7],
    ['ledgerReview', 30],
    ['ledger', 180],
  ])('keeps the window %s open for %i natural days', (key, days) => {
    expect(text(policy.windows[key]?.length)).toBe(`${days} nd`);
  });

  it('limits the steps, more tightly for grade A', () => {
    const limit = (stage: string, grade: Grade) => text(stageSpecOf(policy, stage, grade)?.length);
    expect([limit('verify', 'A'), limit('review', 'A')]).toEqual(['5 min', '5 min']);
    expect(['verify', 'review', 'dispatch', 'replyReview', 'callback', 'rework'].map((stage) => limit(stage, 'C'))).toEqual([
      '4 wh',
      '4 wh',
      '2 wh',
      '1 wd',
      '1 wd',
      '3 wd',
    ]);
    expect(stageSpecOf(policy, 'nowhere', 'C')).toBeNull();
  });

  it('gives rework three working days on the reply ladder, and report-in its three lengths', () => {
    expect(reworkSpecOf(policy, 'C')).toMatchObject({ kind: 'reply', length: { n: 3, unit: 'wd' } });
    expect(reworkSpecOf(policy, 'C').ladder.map((rung) => rung.key)).toEqual(['remind', 'yellow', 'red', 'whistle']);
    const lengths = (['emergency', 'hard', 'daily'] as const).map((kind) => text(reportInSpecOf(policy, kind).length));
    expect(lengths).toEqual(['30 min', '4 wh', '1 wd']);
  });

  it('calls the duty chief by voice and blows an emergency whistle when an A assignment is not signed', () => {
    const acts = clockSpecOf(policy, 'A', 'sign')!.ladder.map((rung) => [rung.act.kind, rung.channel ?? null, text(rung.offset)]);
    expect(acts).toEqual([
      ['signBySystem', null, '0 wd'],
      ['tell', 'voice', '0 wd'],
      ['whistle', null, '0 wd'],
    ]);
  });

  it('passes its own check', () => {
    expect(checkPolicy(policyDocument, { calendars: ['guiyang'] })).toEqual([]);
  });
});

describe('the check of a policy', () => {
  const spoil = (change: (draft: typeof policy) => void): string[] => {
    const draft = structuredClone(policy);
    change(draft);
    return checkPolicy(draft, { calendars: ['guiyang'] }).map((problem) => `${problem.severity} ${problem.code} ${problem.at}`);
  };

  it('finds a limit of zero and one of less', () => {
    expect(
      spoil((draft) => {
        draft.stages['verify']!.limit.n = 0;
        draft.grades.C!.clocks['reply']!.length!.n = -5;
      }).sort(),
    ).toEqual(['error LIMIT_NOT_POSITIVE grades.C.clocks.reply.length.n', 'error LIMIT_NOT_POSITIVE stages.verify.limit.n']);
  });

  it('finds an unknown calendar, ladder and grade', () => {
    expect(
      spoil((draft) => {
        draft.calendar = 'moon';
        draft.stages['review']!.ladder = 'none';
        delete draft.grades.C;
      }),
    ).toEqual([
      'error UNKNOWN_CALENDAR calendar',
      'error UNKNOWN_LADDER stages.review.ladder',
      'error UNKNOWN_GRADE defaultGrade',
    ]);
  });

  it('finds a ladder that ends at nobody who could act', () => {
    expect(spoil((draft) => void (draft.ladders['stage']!.rungs[0]!.to = []))).toEqual([
      'error LADDER_ENDS_NOWHERE ladders.stage.rungs',
    ]);
    expect(spoil((draft) => void (draft.ladders['reply']!.rungs[3]!.to = [{ who: 'resident' }]))).toEqual([
      'error LADDER_ENDS_NOWHERE ladders.reply.rungs',
    ]);
    expect(spoil((draft) => void (draft.ladders['contact']!.rungs = []))).toEqual([
      'error LADDER_ENDS_NOWHERE ladders.contact.rungs',
    ]);
  });

  it('finds a clock without a time-out', () => {
    expect(
      spoil((draft) => {
        delete draft.grades.C!.clocks['sign']!.length;
      }),
    ).toEqual(['error WAIT_WITHOUT_TIMEOUT grades.C.clocks.sign']);
  });

  it('warns of a long gap and finds a key used twice', () => {
    expect(spoil((draft) => void (draft.ladders['reply']!.rungs[3]!.offset.n = 20))).toEqual([
      'warning LADDER_GAP ladders.reply.rungs',
    ]);
    expect(spoil((draft) => void (draft.ladders['reply']!.rungs[3]!.key = 'red'))).toEqual([
      'error RUNG_TWICE ladders.reply.rungs.3.key',
    ]);
  });

  it('says each problem in both languages with its mend', () => {
    const [problem] = checkPolicy({ ...policy, calendar: 'moon' }, { calendars: [] });
    expect(problem!.message).toEqual({
      zh: '没有日历 moon，请选择已有日历',
      en: 'there is no calendar moon: choose one that exists',
    });
  });
});

describe('a length in words', () => {
  it('is singular for one', () => {
    expect(lengthText({ n: 1, unit: 'wd' })).toEqual({ zh: '1个工作日', en: '1 working day' });
    expect(lengthText({ n: -2, unit: 'wh' }).en).toBe('-2 working hours');
  });
});
