import {
  blocksIn,
  draftMapping,
  dryMigration,
  type CommandInput,
  type CommandName,
  type IssueState,
} from '../../../workflows/domain/issue';
import type { Plan } from '../../../workflows/domain/flow';
import { settingOf, type Setting } from '../../../workflows/domain/rehearsal/setting';
import { directoryOf, releaseOf } from '../flow/city';
import { commandInput, frozen, opened, personOf, take } from './drive';

/** Monday 23 November 2026, 09:00 in Guiyang. */
const at = '2026-11-23T01:00:00.000Z';
/** An hour later. */
const later = '2026-11-23T02:00:00.000Z';
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };

type Content = {
  flow: {
    nodes: { id: string; kind: string; name: { zh: string; en: string }; limit?: string }[];
    edges: { from: string; to: string }[];
  };
  policy: {
    grades: Record<string, { clocks: Record<string, { length: { n: number; unit: string } }> }>;
    windows: Record<string, { length: { n: number; unit: string } }>;
    stages: Record<string, unknown>;
    ladders: Record<string, { rungs: { key: string; offset: { n: number; unit: string }; time?: string }[] }>;
  };
};

/** GY-BASE with another release beside it. */
function settingWith(change: (content: Content) => void): { setting: Setting; next: Plan } {
  const other = structuredClone(releaseOf('gy-base')) as unknown as Content;
  change(other);
  const made = settingOf({ content: releaseOf('gy-base'), ...directoryOf('gy-base'), others: { next: other } });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return { setting: made.setting, next: made.setting.others.get('next')!.desk.plan };
}

function rename(content: Content, from: string, to: string, name?: { zh: string; en: string }): void {
  for (const node of content.flow.nodes) {
    if (node.id === from) Object.assign(node, { id: to, ...(name ? { name } : {}) });
    const same = (node as { notSameAs?: string[] }).notSameAs;
    if (same) (node as { notSameAs?: string[] }).notSameAs = same.map((id) => (id === from ? to : id));
  }
  for (const edge of content.flow.edges) {
    if (edge.from === from) edge.from = to;
    if (edge.to === from) edge.to = to;
  }
}

const drafted = (setting: Setting, next: Plan): Record<string, string | null> =>
  Object.fromEntries(draftMapping(setting.desk.plan.flow, next.flow).map(({ from, to }) => [from, to]));

/** Drives one issue through GY-BASE at nine o'clock. */
function driven(setting: Setting, ...acts: [string, CommandName, Record<string, unknown>?][]): IssueState {
  return acts.reduce(
    (state, [who, name, data = {}], i) => {
      const turn = take(setting, state, commandInput(setting, `d${i}`, who, name, at, data), at);
      if (!turn.ok) throw new Error(`${name}: ${turn.refusal.code}`);
      return turn.state;
    },
    opened(setting, at, { unit: 'U1' }).state,
  );
}

const reviewed = [
  ['verifier1', 'verify'],
  ['reviewer1', 'review'],
] as [string, CommandName][];

function migration(setting: Setting, next: Plan, more: object = {}, who = 'city.sup'): CommandInput {
  const data = { release: next.hash, steps: drafted(setting, next), clocks: 'keep', reason: 'r', ...more };
  return { id: 'm', name: 'migrate', at: later, actor: personOf(setting, who), data };
}
const migrated = (setting: Setting, state: IssueState, next: Plan, more: object = {}, who = 'city.sup') =>
  take(setting, state, { kind: 'command', command: migration(setting, next, more, who) }, later);

function after(setting: Setting, state: IssueState, next: Plan, more: object = {}): IssueState {
  const turn = migrated(setting, state, next, more);
  if (!turn.ok) throw new Error(`${turn.refusal.code}: ${turn.refusal.message}`);
  return turn.state;
}
const clock = (state: IssueState, kind: string) => state.clocks.find((one) => one.kind === kind);

describe('a drafted mapping', () => {
  it('keeps what has the same id and kind, proposes by name, then by work, and leaves the rest open', () => {
    const { setting, next } = settingWith((content) => {
      rename(content, 'review', 'firstReview');
      rename(content, 'replyReview', 'quality', { zh: '质检', en: 'quality check' });
    });
    const drafts = new Map(draftMapping(setting.desk.plan.flow, next.flow).map((one) => [one.from, one]));
    expect(drafts.get('handle')).toEqual({ from: 'handle', to: 'handle', how: 'same' });
    expect(drafts.get('review')).toEqual({ from: 'review', to: 'firstReview', how: 'proposed' });
    expect(drafts.get('replyReview')).toEqual({ from: 'replyReview', to: 'quality', how: 'proposed' });
    const without = { ...next.flow, nodes: { ...next.flow.nodes } };
    delete without.nodes['quality'];
    expect(draftMapping(setting.desk.plan.flow, without).find(({ from }) => from === 'replyReview')).toEqual({
      from: 'replyReview',
      to: null,
      how: 'none',
    });
  });

  it('maps no two steps to one', () => {
    const { setting, next } = settingWith((content) => rename(content, 'review', 'firstReview'));
    const landed = draftMapping(setting.desk.plan.flow, next.flow).flatMap(({ to }) => to ?? []);
    expect(new Set(landed).size).toBe(landed.length);
  });
});

describe('an issue that moves', () => {
  it('lands each token on its step, and what is remembered of steps is theirs there', () => {
    const { setting, next } = settingWith((content) => rename(content, 'review', 'firstReview'));
    const state = driven(setting, ['verifier1', 'verify'], ['reviewer1', 'sendBack', { remark: 'r' }], ['verifier1', 'verify']);
    expect([state.bounces, state.counters['visit.review']]).toEqual([{ 'review>verify': 1 }, 2]);
    const moved = after(setting, frozen(state), next);
    expect(moved.tokens.map(({ node }) => node)).toEqual(['firstReview']);
    expect(moved.bounces).toEqual({ 'firstReview>verify': 1 });
    expect([moved.counters['visit.firstReview'], moved.counters['visit.review']]).toEqual([2, undefined]);
    expect(moved.actedBy['verify']).toBe('verifier1');
    expect([moved.release, moved.stage]).toEqual([next.hash, 'FIRST_REVIEW']);
    // C08's separation of duties outlives it, and so does the way back to an earlier step
    const { desk } = setting.others.get('next')!;
    const there = { ...setting, desk };
    const back = take(there, moved, commandInput(setting, 'b', 'reviewer1', 'sendBack', later, { remark: 'r' }), later);
    expect(back.ok && back.state.tokens[0]?.node).toBe('verify');
  });

  it('is told in one event, and in nothing else where no due moves', () => {
    const { setting, next } = settingWith((content) => (content.policy.windows['rating']!.length = { n: 9, unit: 'nd' }));
    const turn = migrated(setting, driven(setting, ...reviewed), next, { clocks: 'forward' });
    if (!turn.ok || !turn.record) throw new Error('moves');
    expect(turn.record.events).toEqual([
      {
        type: 'migrated',
        at: later,
        by: 'city.sup',
        data: {
          ...{ from: setting.desk.plan.hash, to: next.hash, fromNumber: 1, toNumber: 1, clocks: 'forward', reason: 'r' },
          landings: [{ token: 't1', from: 'handle', to: 'handle' }],
        },
      },
    ]);
    expect([turn.record.notices, turn.record.view.release]).toEqual([[], next.hash]);
  });

  it('is tried by the same turn that moves it, on a copy', () => {
    const { setting, next } = settingWith(
      (content) => (content.policy.grades['C']!.clocks['reply']!.length = { n: 3, unit: 'wd' }),
    );
    const state = frozen(driven(setting, ...reviewed));
    const seen = dryMigration(setting.desk, state, migration(setting, next, { clocks: 'forward' }));
    if (!seen.ok) throw new Error(seen.refusal.code);
    // Thursday 26 November 17:00 instead of Monday 30
    expect(seen.clocks.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['promise', '2026-11-30T09:00:00.000Z', '2026-11-26T09:00:00.000Z'],
      ['reply', '2026-11-30T09:00:00.000Z', '2026-11-26T09:00:00.000Z'],
    ]);
    expect(clock(after(setting, state, next, { clocks: 'forward' }), 'reply')?.dueAt).toBe('2026-11-26T09:00:00.000Z');
  });
});

describe('what becomes of clocks (R12)', () => {
  it('keep: the due stays, and rungs to come are the new ladder’s', () => {
    const { setting, next } = settingWith((content) => {
      const { rungs } = content.policy.ladders['reply']!;
      content.policy.ladders['reply']!.rungs = rungs.filter(({ key }) => key !== 'remind');
      rungs.find(({ key }) => key === 'red')!.offset.n = 4;
    });
    const moved = clock(after(setting, driven(setting, ...reviewed), next), 'reply');
    expect(moved?.dueAt).toBe('2026-11-30T09:00:00.000Z');
    // red: 4 working days after Monday 30 at closing: 1, 2, 3, Friday 4 December
    expect(moved?.rungs.filter(({ status }) => status === 'planned').map(({ key, plannedAt }) => [key, plannedAt])).toEqual([
      ['yellow', '2026-11-30T09:00:00.000Z'],
      ['red', '2026-12-04T09:00:00.000Z'],
      ['whistle', '2026-12-03T01:00:00.000Z'],
    ]);
    expect(moved?.rungs.filter(({ key }) => key === 'remind').map(({ status, dropped }) => [status, dropped])).toEqual([
      ['cancelled', true],
    ]);
  });

  it('forward: a window is reckoned from its own start by its own rule', () => {
    const { setting, next } = settingWith((content) => {
      content.policy.windows['needInfo']!.length = { n: 5, unit: 'nd' };
    });
    const state = driven(setting, ['verifier1', 'requestInfo', { question: '?' }]);
    // 24:00 of the tenth day, 3 December; of the fifth, Saturday 28 November
    expect(clock(state, 'window')?.dueAt).toBe('2026-12-03T16:00:00.000Z');
    expect(clock(after(setting, state, next, { clocks: 'forward' }), 'window')?.dueAt).toBe('2026-11-28T16:00:00.000Z');
    expect(clock(after(setting, state, next, { clocks: 'keep' }), 'window')?.dueAt).toBe('2026-12-03T16:00:00.000Z');
  });

  it('a step’s limit that the new drawing has not ends, one that is new begins now; keep does neither', () => {
    const limited = (id: string, limit: string | undefined) =>
      settingWith((content) => {
        const node = content.flow.nodes.find((one) => one.id === id)!;
        if (limit === undefined) delete node.limit;
        else node.limit = limit;
      });
    const without = limited('verify', undefined);
    const verifying = opened(without.setting, at, { unit: 'U1' }).state;
    expect(clock(verifying, 'verify')?.dueAt).toBe('2026-11-23T05:00:00.000Z');
    expect(clock(after(without.setting, verifying, without.next, { clocks: 'forward' }), 'verify')).toBeUndefined();
    expect(clock(after(without.setting, verifying, without.next), 'verify')?.dueAt).toBe('2026-11-23T05:00:00.000Z');
    const withOne = limited('handle', 'review');
    const handling = driven(withOne.setting, ...reviewed);
    // 4 working hours from 10:00
    expect(clock(after(withOne.setting, handling, withOne.next, { clocks: 'forward' }), 'review')?.dueAt).toBe(
      '2026-11-23T06:00:00.000Z',
    );
    expect(clock(after(withOne.setting, handling, withOne.next), 'review')).toBeUndefined();
  });
});

describe('what cannot move', () => {
  const { setting, next } = settingWith((content) => rename(content, 'review', 'firstReview'));
  const steps = drafted(setting, next);
  const blocksFor = (state: IssueState, change: Record<string, string | null>) => {
    const turn = migrated(setting, state, next, { steps: { ...steps, ...change } });
    return turn.ok ? [] : blocksIn(turn.refusal).map(({ code, node, about }) => `${code} ${node} ${about}`);
  };
  const replied = driven(setting, ...reviewed, ['U1.head', 'reply', form]);

  it.each<[string, IssueState, Record<string, string | null>, string[]]>([
    ['a token on an unmapped step', driven(setting), { verify: null }, ['STEP_UNMAPPED verify t1']],
    ['a unit’s share at work', driven(setting, ...reviewed), { handle: null }, ['STEP_UNMAPPED handle t1']],
    ['a share whose reply is reviewed elsewhere', replied, { handle: null }, ['WORK_UNMAPPED handle a1']],
    ['a step of another kind', replied, { replyReview: 'callback' }, ['KIND_DIFFERS replyReview t1']],
    [
      'the step that gets it straight back',
      driven(setting, ['verifier1', 'verify'], ['reviewer1', 'sendBack', { remark: 'r' }]),
      { review: null },
      ['STEP_UNMAPPED review t1'],
    ],
  ])('%s', (_what, state, change, blocks) => expect(blocksFor(state, change)).toEqual(blocks));

  it('says all at once', () =>
    expect(blocksFor(replied, { replyReview: null, handle: null })).toEqual([
      'STEP_UNMAPPED replyReview t1',
      'WORK_UNMAPPED handle a1',
    ]));

  it('refuses whoever is no supervisor, an unknown release, steps that are not drawn, and issues that are closed', () => {
    const state = driven(setting);
    const code = (given: IssueState, more: object, who?: string) => {
      const turn = migrated(setting, given, next, more, who);
      return turn.ok ? 'OK' : turn.refusal.code;
    };
    expect(code(state, {}, 'U1.head')).toBe('FORBIDDEN');
    expect(code(state, { release: 'f'.repeat(64) })).toBe('NOT_FOUND');
    expect(code(state, { steps: { verify: 'nowhere' } })).toBe('INVALID_INPUT');
    expect(code(state, { release: setting.desk.plan.hash })).toBe('NOT_ALLOWED_IN_STATE');
    const closed = driven(
      setting,
      ...reviewed,
      ['U1.head', 'reply', form],
      ['reviewer2', 'reviewReply', { approve: true }],
      ['callback1', 'callBack', { answer: 'solved' }],
    );
    expect(code(closed, {})).toBe('NOT_ALLOWED_IN_STATE');
  });
});
