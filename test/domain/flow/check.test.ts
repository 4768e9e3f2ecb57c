import { decisionSchema, type Decision } from '../../../workflows/domain/rules/table';
import { policySchema } from '../../../workflows/domain/deadline/policy';
import { checkFlow, type Flow } from '../../../workflows/domain/flow';
import { releaseOf } from './city';
import { edge, end, flow, node, outcome, start, task } from './small-flow';

const policy = policySchema.parse(releaseOf('gy-base').policy);
const literal = (id: string, expression: string, output: string): Decision =>
  decisionSchema.parse({ kind: 'literal', id, name: { zh: id, en: id }, expression, output, type: 'any' });
const decisions = [literal('route', '["U1"]', 'units')];

/** Each problem as `CODE place`. */
const found = (drawing: Flow, tables = decisions) =>
  checkFlow(drawing, tables, policy).map((problem) => `${problem.code} ${problem.node ?? problem.edge ?? problem.at ?? '-'}`);

const ask = (more: object = {}) =>
  node('ask', 'ask', {
    roles: ['citizen'],
    question: 'info',
    window: 'needInfo',
    outcomes: [outcome('told', { command: 'giveInfo' })],
    ...more,
  });
const assign = (more: object = {}) => node('handle', 'assign', more);
const decide = (id = 'route', more: object = {}) => node(id, 'decide', { decision: 'route', event: 'routed', ...more });
const fork = node('fork', 'fork');
const join = (wait: string | number = 'all', id = 'join') => node(id, 'join', { wait });
const a = task('a', ['done']);
const b = task('b', ['done']);

describe('sound drawings', () => {
  it.each<[string, Flow]>([
    ['one step', flow([start, a, end], ['start > a', 'a.done > end'])],
    ['a step with a default line', flow([start, task('a', ['x', 'y']), end], ['start > a', 'a > end'])],
    [
      'a loop with a person in it',
      flow([start, task('a', ['again', 'done']), end], ['start > a', 'a.again > a', 'a.done > end']),
    ],
    [
      'conditions with a default',
      flow([start, decide(), a, end], ['start > route', 'route > a if count(units) > 1', 'route > end', 'a.done > end']),
    ],
    [
      'a fork and its join',
      flow(
        [start, fork, a, b, join(), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.done > join', 'b.done > join', 'join > end'],
      ),
    ],
    [
      'a fork in a fork',
      flow(
        [start, fork, node('inner', 'fork'), a, b, task('c', ['done']), join('all', 'innerJoin'), join(), end],
        [
          'start > fork',
          'fork > inner',
          'inner > a',
          'inner > b',
          'a.done > innerJoin',
          'b.done > innerJoin',
          'innerJoin > join',
          'fork > c',
          'c.done > join',
          'join > end',
        ],
      ),
    ],
    [
      'an end beside optional work only',
      flow(
        [start, fork, a, b, join('required'), end],
        ['start > fork', 'fork > a', 'fork > b optional', 'a.done > end', 'b.done > join', 'join > end'],
      ),
    ],
    [
      'a step that is reached by reopening only',
      flow([start, a, b, node('end', 'end', { stage: 'CLOSED', reopenTo: 'b' })], ['start > a', 'a.done > end', 'b.done > end']),
    ],
  ])('%s has no problem', (_name, drawing) => {
    expect(found(drawing)).toEqual([]);
  });
});

describe('a broken drawing', () => {
  it.each<[string, Flow, string[]]>([
    ['without start', flow([a, end], ['a.done > end']), ['NO_START -', 'UNREACHABLE a', 'UNREACHABLE end']],
    ['with two starts', flow([start, node('again', 'start'), end], ['start > end', 'again > end']), ['SEVERAL_STARTS again']],
    ['without end', flow([start, a], ['start > a', 'a.done > a']), ['NO_END -', 'NEVER_ENDS start', 'NEVER_ENDS a']],
    ['with one id twice', flow([start, a, a, end], ['start > a', 'a.done > end']), ['DUPLICATE_ID a']],
    ['with a line to nowhere', flow([start, end], ['start > end', 'start > gone']), ['UNKNOWN_NODE start_gone']],
    [
      'with a line into the start',
      flow([start, task('a', ['x', 'y']), end], ['start > a', 'a.x > start', 'a.y > end']),
      ['START_ENTERED start'],
    ],
    ['with a line out of an end', flow([start, a, end], ['start > a', 'a.done > end', 'end > a']), ['END_LEFT end']],
    ['with a step nothing leads to', flow([start, a, b, end], ['start > a', 'a.done > end', 'b.done > end']), ['UNREACHABLE b']],
    [
      'with a step nothing leads from',
      flow([start, task('a', ['x', 'y']), b, end], ['start > a', 'a.x > end', 'a.y > b']),
      ['DEAD_END b'],
    ],
    [
      'with a trap',
      flow([start, task('a', ['x', 'y']), b, end], ['start > a', 'a.x > end', 'a.y > b', 'b.done > b']),
      ['NEVER_ENDS b'],
    ],
    [
      'with an outcome that leads nowhere',
      flow([start, task('a', ['x', 'y']), end], ['start > a', 'a.x > end']),
      ['MISSING_OUTCOME_EDGE a'],
    ],
    [
      'with an assignment that cannot come back',
      flow([start, assign(), end], ['start > handle', 'handle.replied > end']),
      ['MISSING_OUTCOME_EDGE handle'],
    ],
    [
      'with conditions and no default',
      flow([start, decide(), end], ['start > route', 'route > end if count(units) > 1']),
      ['MISSING_DEFAULT route'],
    ],
    [
      'with a line for an outcome the step lacks',
      flow([start, a, end], ['start > a', 'a.done > end', 'a.other > end']),
      ['UNKNOWN_OUTCOME a'],
    ],
    [
      'with two lines for one outcome',
      flow([start, a, b, end], ['start > a', 'a.done > end', 'a.done > b', 'b.done > end']),
      ['DUPLICATE_WAY a'],
    ],
    [
      'with a condition that cannot be read',
      flow([start, decide(), end], ['start > route', 'route > end if 1 +', 'route > end']),
      ['CONDITION_DOES_NOT_PARSE route'],
    ],
    [
      'with a question that waits for ever',
      flow([start, ask(), end], ['start > ask', 'ask.told > end']),
      ['WAIT_WITHOUT_TIMEOUT ask'],
    ],
    [
      'with a loop that nobody stops',
      flow([start, decide(), end], ['start > route', 'route > route if count(units) > 1', 'route > end']),
      ['LOOP_WITHOUT_PERSON route'],
    ],
    [
      'where a returned assignment is routed anew by the same table',
      flow(
        [start, decide(), assign(), end],
        ['start > route', 'route > handle', 'handle.returned > route', 'handle.replied > end'],
      ),
      ['LOOP_WITHOUT_PERSON route', 'LOOP_WITHOUT_PERSON handle'],
    ],
    [
      'that calls neither a system nor a drawing',
      flow([start, node('off', 'call', { endpoint: 'x' }), end], ['start > off', 'off > end']),
      ['CALL_INCOMPLETE off'],
    ],
    [
      'that calls a system and waits for ever',
      flow([start, node('off', 'call', { endpoint: 'x', window: 'followUp' }), end], ['start > off', 'off.answered > end']),
      ['WAIT_WITHOUT_TIMEOUT off'],
    ],
    [
      'whose called system may change what the desk says',
      flow(
        [start, node('off', 'call', { endpoint: 'x', window: 'followUp', takes: ['grade', 'depth'] }), end],
        ['start > off', 'off > end'],
      ),
      ['MESSAGE_SETS_DESK_FACT off'],
    ],
    [
      'that offers something to nobody',
      flow([start, node('off', 'offer', { to: 'volunteer' }), end], ['start > off', 'off > end']),
      ['FACT_NOBODY_SETS off'],
    ],
    [
      'that offers without a way on when nobody takes it',
      flow([start, node('off', 'offer', { to: 'volunteer', teamsFact: 'units' }), end], ['start > off', 'off.served > end']),
      ['WAIT_WITHOUT_TIMEOUT off'],
    ],
    [
      'that has nowhere to go with a dispute',
      flow(
        [start, node('off', 'offer', { to: 'merchant', teamsFact: 'units' }), end],
        ['start > off', 'off.served > end', 'off.expired > end'],
      ),
      ['MISSING_OUTCOME_EDGE off'],
    ],
    [
      'that waits for a message and has no way on without it',
      flow(
        [start, node('wait', 'wait', { until: { kind: 'message', name: 'x', window: 'followUp' } }), end],
        ['start > wait', 'wait.arrived > end'],
      ),
      ['WAIT_WITHOUT_TIMEOUT wait'],
    ],
    [
      'with an unknown table',
      flow([start, decide('route', { decision: 'none' }), end], ['start > route', 'route > end']),
      ['UNKNOWN_TABLE route'],
    ],
    [
      'with an unknown limit',
      flow([start, task('a', ['done'], { limit: 'none' }), end], ['start > a', 'a.done > end']),
      ['UNKNOWN_LIMIT a'],
    ],
    ['with an unknown window', flow([start, ask({ window: 'none' }), end], ['start > ask', 'ask > end']), ['UNKNOWN_WINDOW ask']],
    [
      'with an unknown number of tries',
      flow([start, ask({ tries: 'none' }), end], ['start > ask', 'ask > end']),
      ['UNKNOWN_TRIES ask'],
    ],
    ['with another policy', flow([start, end], ['start > end'], { policy: 'OTHER' }), ['UNKNOWN_POLICY -']],
    [
      'with separation from a step that is not there',
      flow([start, task('a', ['done'], { notSameAs: ['x'] }), end], ['start > a', 'a.done > end']),
      ['UNKNOWN_NODE a'],
    ],
    [
      'with a command that does not exist',
      flow(
        [start, node('a', 'task', { roles: ['verifier'], outcomes: [outcome('x', { command: 'fly' })] }), end],
        ['start > a', 'a > end'],
      ),
      ['UNKNOWN_COMMAND a'],
    ],
    [
      'with a field its command does not have',
      flow(
        [
          start,
          node('a', 'task', { roles: ['verifier'], outcomes: [outcome('x', { command: 'merge', requires: ['wings'] })] }),
          end,
        ],
        ['start > a', 'a > end'],
      ),
      ['UNKNOWN_FIELD a'],
    ],
    [
      'with one outcome written twice',
      flow(
        [
          start,
          node('a', 'task', {
            roles: ['verifier'],
            outcomes: [outcome('x', { command: 'verify' }), outcome('x', { command: 'verify' })],
          }),
          end,
        ],
        ['start > a', 'a > end'],
      ),
      ['DUPLICATE_OUTCOME a'],
    ],
    [
      'with an outcome that an earlier row takes',
      flow(
        [
          start,
          node('a', 'task', {
            roles: ['verifier'],
            outcomes: [outcome('x', { command: 'verify' }), outcome('y', { command: 'verify' })],
          }),
          end,
        ],
        ['start > a', 'a > end'],
      ),
      ['OUTCOME_NEVER_TAKEN a'],
    ],
    [
      'that joins what was never forked',
      flow([start, a, join(), end], ['start > a', 'a.done > join', 'join > end']),
      ['JOIN_WITHOUT_FORK join'],
    ],
    [
      'with a fork of one branch',
      flow([start, fork, a, join(), end], ['start > fork', 'fork > a', 'a.done > join', 'join > end']),
      ['FORK_WITH_ONE_BRANCH fork'],
    ],
    [
      'with a condition on a branch',
      flow(
        [start, fork, a, b, join(), end],
        ['start > fork', 'fork > a if 1 = 1', 'fork > b', 'a.done > join', 'b.done > join', 'join > end'],
      ),
      ['CONDITION_MISPLACED fork'],
    ],
    [
      'that goes back to its fork unjoined',
      flow(
        [start, fork, task('a', ['again', 'done']), b, join(), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.again > fork', 'a.done > join', 'b.done > join', 'join > end'],
      ),
      ['FORK_IN_LOOP fork'],
    ],
    [
      'whose branches wait for each other at two joins',
      flow(
        [start, fork, a, b, join(), join('all', 'other'), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.done > join', 'b.done > other', 'join > end', 'other > end'],
      ),
      ['BRANCHES_MISS_EACH_OTHER fork'],
    ],
    [
      'where a branch ends the case and loses the other',
      flow(
        [start, fork, task('a', ['stop', 'done']), b, join(), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.stop > end', 'a.done > join', 'b.done > join', 'join > end'],
      ),
      ['END_IN_BRANCH end'],
    ],
    [
      'where optional work ends the case',
      flow(
        [start, fork, a, b, join('required'), end],
        ['start > fork', 'fork > a', 'fork > b optional', 'a.done > join', 'b.done > end', 'join > end'],
      ),
      ['END_IN_BRANCH end'],
    ],
    [
      'where one branch crosses into the other',
      flow(
        [start, fork, a, b, join(), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.done > b', 'b.done > join', 'join > end'],
      ),
      ['BRANCHES_CROSS b'],
    ],
    [
      'whose join waits for three of two',
      flow(
        [start, fork, a, b, join(3), end],
        ['start > fork', 'fork > a', 'fork > b', 'a.done > join', 'b.done > join', 'join > end'],
      ),
      ['JOIN_WAITS_FOR_MORE join'],
    ],
    [
      'that publishes what nobody reviewed',
      flow([start, node('out', 'publish', { channels: ['site'] }), end], ['start > out', 'out > end']),
      ['PUBLISH_WITHOUT_REVIEW out'],
    ],
    [
      'that publishes before the reply is approved',
      flow(
        [
          start,
          task('first', ['ok'], { roles: ['firstReviewer'] }),
          assign(),
          node('out', 'publish', { channels: ['site'] }),
          end,
        ],
        ['start > first', 'first.ok > handle', 'handle.replied > out', 'handle.returned > first', 'out > end'],
      ),
      ['PUBLISH_WITHOUT_APPROVAL out'],
    ],
  ])('%s is told so', (_name, drawing, problems) => {
    expect(found(drawing)).toEqual(problems);
  });

  it('with a line that is both an outcome and a condition is told so', () => {
    const drawing = flow([start, a, end], ['start > a', 'a.done > end']);
    drawing.edges = [...drawing.edges.slice(0, 1), { ...edge('a.done > end'), when: '1 = 1' }];
    expect(found(drawing)).toEqual(['MIXED_EDGE a']);
  });

  it('of forks in forks in forks is refused rather than walked for ever', () => {
    // 16 forks in a row, each with a required and an optional branch into the next: 2 to the 16th ways through them.
    const forks = Array.from({ length: 16 }, (_, at) => node(`f${at}`, 'fork'));
    const branches = forks.flatMap((_, at) =>
      at < 15 ? [`f${at} > a${at}`, `a${at}.done > f${at + 1}`, `f${at} > b${at} optional`, `b${at}.done > f${at + 1}`] : [],
    );
    const steps = forks.flatMap((_, at) => (at < 15 ? [task(`a${at}`, ['done']), task(`b${at}`, ['done'])] : []));
    const drawing = flow([start, ...forks, ...steps, end], ['start > f0', ...branches, 'f15 > end']);
    expect(found(drawing)).toEqual(['BRANCHES_NOT_ANALYSED -', 'FORK_WITH_ONE_BRANCH f15']);
  });

  it('that reads a fact nobody sets is warned, and no longer once the flow declares it', () => {
    const drawing = flow([start, decide(), end], ['start > route', 'route > end']);
    const tables = [literal('route', 'if moon = "full" then ["U1"] else units', 'units')];
    expect(found(drawing, tables)).toEqual(['FACT_NOBODY_SETS route']);
    expect(found({ ...drawing, facts: [{ id: 'moon', label: { zh: '月', en: 'Moon' } }] }, tables)).toEqual([]);
  });

  it('has all its problems told at once, errors before warnings, each with a sentence that says the mend', () => {
    const drawing = flow([start, fork, task('a', ['x', 'y'], { limit: 'none' }), end], ['start > fork', 'fork > a', 'a.x > end']);
    const problems = checkFlow(drawing, [], policy);
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error MISSING_OUTCOME_EDGE',
      'error UNKNOWN_LIMIT',
      'warning FORK_WITH_ONE_BRANCH',
    ]);
    expect(problems[0]).toMatchObject({
      node: 'a',
      message: { zh: '“步骤a”的结果“y”没有去处。', en: 'The outcome “y” of “Step a” leads nowhere.' },
      mend: { zh: '为这个结果接一条线，或设一条默认线。', en: 'Connect this outcome, or give the step a default line.' },
    });
  });
});

describe('a drawing held against the directory', () => {
  const unit = {
    code: 'U1',
    name: { zh: 'U1', en: 'U1' },
    kind: 'street',
    level: 1,
    parent: null,
    district: null,
    divisions: [],
    active: true,
    head: null,
    liaison: null,
    lanes: [],
  } as const;
  const directory = (more: object, roles: 'verifier'[] = ['verifier']) => ({
    units: [{ ...unit, divisions: [], lanes: [], ...more }],
    people: [{ id: 'p', name: 'p', roles, unit: null, district: null, active: true }],
  });
  const drawing = flow(
    [start, decide(), assign(), a, end],
    ['start > route', 'route > handle', 'handle.replied > end', 'handle.returned > a', 'a.done > end'],
  );
  const codes = (known: ReturnType<typeof directory>) =>
    checkFlow(drawing, decisions, policy, { directory: known }).map(({ code, at, node: id }) => `${code} ${at ?? id ?? ''}`);

  it('has no problem when every code is an active unit and every role is held', () => {
    expect(codes(directory({}))).toEqual([]);
  });

  it('is told of units that are unknown or inactive, and of roles nobody holds', () => {
    expect(codes(directory({ code: 'U2' }))).toEqual(['UNKNOWN_UNIT tables.route.expression']);
    expect(codes(directory({ active: false }))).toEqual(['INACTIVE_UNIT tables.route.expression']);
    expect(codes(directory({}, []))).toEqual(['NOBODY_HAS_ROLE a']);
  });

  it.each([
    [node('call', 'whistle', { whistle: 'daily' }), ['call.replied > end', 'call.returned > a']],
    [node('call', 'offer', { to: 'volunteer', teamsFact: 'units' }), ['call.served > end', 'call.expired > a']],
  ])('is told of them too where %j finds whom it calls or asks', (step, ways) => {
    const calling = flow([start, decide(), step, a, end], ['start > route', 'route > call', ...ways, 'a.done > end']);
    const found = (more: object) =>
      checkFlow(calling, decisions, policy, { directory: directory(more) }).map(({ code, at }) => `${code} ${at ?? ''}`);
    expect(found({})).toEqual([]);
    expect(found({ code: 'U2' })).toEqual(['UNKNOWN_UNIT tables.route.expression']);
    expect(found({ active: false })).toEqual(['INACTIVE_UNIT tables.route.expression']);
  });
});
