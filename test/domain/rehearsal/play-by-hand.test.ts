import {
  choicesAt,
  coverageOf,
  playFrame,
  runScenario,
  scenarioOf,
  seenParts,
  startPlay,
  tryTimer,
  wayTo,
  withAct,
  withTime,
  withoutLast,
  withWay,
  type City,
  type PlayFrame,
  type Scenario,
} from '../../../workflows/domain/rehearsal';
import { type Flow, flowSchema } from '../../../workflows/domain/flow';
import { intakeByDefault } from '../../../workflows/domain/rehearsal/documents';
import { directoryOf, releaseOf } from '../flow/city';

const flow: Flow = flowSchema.parse(releaseOf('guiyang').flow);
const city: City = { content: releaseOf('guiyang'), ...directoryOf('guiyang') };

/** 2026-11-23 is a Monday; 09:00 in Guiyang is 01:00 UTC. */
const report = { ...intakeByDefault, category: 'posters', district: '520103', street: '520103023', text: '楼道贴满野广告' };
const begun = (): Scenario => startPlay('2026-11-23T09:00', report, flow.id);

function frameOf(play: Scenario, of: City = city): PlayFrame {
  const result = playFrame(play, of);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.frame;
}

const nodesOf = ({ state }: PlayFrame) => state.tokens.map(({ node }) => node);

describe('a play by hand', () => {
  it('begins with the report and waits for the verifier', () => {
    const frame = frameOf(begun());
    expect(nodesOf(frame)).toEqual(['verify']);
    expect(frame.moves.map(({ to }) => to)).toEqual(['start', 'grade', 'verify']);
    expect(frame.now).toBe('2026-11-23T01:00:00.000Z');
  });

  it('offers what is awaited first, with somebody who may, and every choice is accepted', () => {
    const frame = frameOf(begun());
    const choices = choicesAt(frame.setting, frame.state, frame.now);
    expect(choices[0]).toMatchObject({ name: 'verify', awaited: true });
    expect(choices.map(({ name }) => name)).toEqual(expect.arrayContaining(['requestInfo', 'referOut']));
    for (const choice of choices) {
      const { answers, differences } = frameOf(withAct(begun(), 'Asia/Shanghai', frame.now, choice));
      expect([choice.name, answers.map(({ code }) => code), differences]).toEqual([choice.name, ['OK'], []]);
    }
  });

  it('lets the next timer come, and goes back a step', () => {
    const first = frameOf(begun());
    const next = tryTimer(first.setting, first.state)!;
    const later = withTime(begun(), 'Asia/Shanghai', next.at);
    const frame = frameOf(later);
    expect(frame.now).toBe(next.at);
    expect(frame.events.length).toBeGreaterThan(first.events.length);
    expect(frameOf(withoutLast(later)).state).toEqual(first.state);
  });

  it.each(['review', 'handle', 'replyReview', 'callback', 'needInfo', 'closed', 'rejected', 'ledger', 'unsolvedAgain'])(
    'finds a way to %s that plays',
    (node) => {
      const { setting, state, now } = frameOf(begun());
      const way = wayTo(setting, flow.edges, { state, now }, node)!;
      const frame = frameOf(withWay(begun(), setting.zone, way));
      expect(frame.differences).toEqual([]);
      expect(frame.moves.map(({ to }) => to)).toContain(node);
    },
  );

  it('finds a way by what the report says, and none where its facts lead elsewhere', () => {
    const followed = startPlay('2026-11-23T09:00', { ...report, facts: { follow: true } }, flow.id);
    const [plain, media] = [begun(), followed].map((play) => {
      const { setting, state, now } = frameOf(play);
      return wayTo(setting, flow.edges, { state, now }, 'mediaFollow');
    });
    expect(plain).toBeNull();
    expect(frameOf(withWay(followed, 'Asia/Shanghai', media!)).moves.map(({ to }) => to)).toContain('mediaFollow');
  });

  it('says that there is no way to a step that does not exist', () => {
    const { setting, state, now } = frameOf(begun());
    expect(wayTo(setting, flow.edges, { state, now }, 'nowhere')).toBeNull();
  });
});

describe('a play saved as a scenario', () => {
  const { setting, state, now } = frameOf(begun());
  const play = withWay(begun(), setting.zone, wayTo(setting, flow.edges, { state, now }, 'closed')!);
  const saved = scenarioOf(play, frameOf(play), { id: 'posters', name: { zh: '野广告', en: 'posters' } }, seenParts);

  it('expects where it stood after each step and what there was in the end, and is green on the same draft', () => {
    expect(saved.steps[0]).toMatchObject({ do: 'verify', at: '2026-11-23T09:00', expect: { state: 'FIRST_REVIEW' } });
    expect(saved.expect).toMatchObject({ state: 'CLOSED', result: 'RESOLVED', cards: [] });
    expect(saved.expect?.events).toEqual(expect.arrayContaining(['received', { type: 'verified', node: 'verify' }]));
    expect(runScenario('posters', JSON.parse(JSON.stringify(saved)), city, flow)).toMatchObject({
      outcome: 'green',
      differences: [],
    });
  });

  it('is red on a draft that gives the resident another promise, and says which due differs', () => {
    const release = releaseOf('guiyang');
    const policy = structuredClone(release.policy) as { grades: Record<string, { clocks: Record<string, { length: object }> }> };
    for (const grade of Object.values(policy.grades))
      for (const clock of Object.values(grade.clocks)) clock.length = { n: 30, unit: 'wd' };
    const run = runScenario('posters', saved, { ...city, content: { ...release, policy } }, flow);
    expect(run.outcome).toBe('red');
    expect(run.differences.map(({ path }) => path).some((path) => path.includes('reply'))).toBe(true);
  });

  it('expects a refusal where one was met', () => {
    const refused = withAct(begun(), setting.zone, now, { by: 'reviewer1', name: 'review', data: {} });
    const again = scenarioOf(refused, frameOf(refused), { id: 'no', name: { zh: '不', en: 'no' } }, ['state']);
    expect(again.steps[0]?.expect).toEqual({ refused: 'NOT_ALLOWED_IN_STATE' });
    expect(runScenario('no', again, city, flow).outcome).toBe('green');
  });

  it('cannot be played on a draft that does not compile, nor when it is no scenario', () => {
    const torn = { ...releaseOf('guiyang'), flow: { ...flow, edges: flow.edges.slice(1) } };
    expect(runScenario('posters', saved, { ...city, content: torn }, flow)).toMatchObject({ outcome: 'unplayable' });
    const [fault] = runScenario('x', { start: 1 }, city, flow).faults;
    expect(fault?.path).toBe('start');
  });
});

describe('what scenarios reach', () => {
  const small: Pick<Flow, 'nodes' | 'edges'> = {
    nodes: ['a', 'b', 'c'].map((id) => ({ id }) as Flow['nodes'][number]),
    edges: [
      { id: 'ab1', from: 'a', to: 'b', outcome: 'yes' },
      { id: 'ab2', from: 'a', to: 'b', outcome: 'no' },
      { id: 'bc', from: 'b', to: 'c' },
    ],
  };
  const drawn = { ...flow, ...small };

  it('counts steps and ways by scenario and lists what none reaches', () => {
    const runs = [
      { id: 'one', reached: { nodes: ['a', 'b'], edges: ['ab1'] } },
      { id: 'two', reached: { nodes: ['a'], edges: [] } },
    ];
    const coverage = coverageOf(drawn, runs);
    expect(coverage.nodes.get('a')).toEqual(['one', 'two']);
    expect(coverage.missed).toEqual({ nodes: ['c'], edges: ['ab2', 'bc'] });
    // 6 things in all, 3 of them reached
    expect(coverage.share).toBe(0.5);
  });

  it('tells lines between the same two steps apart by the way that was taken', () => {
    const frame = frameOf(
      withAct(begun(), 'Asia/Shanghai', '2026-11-23T01:00:00.000Z', {
        by: 'verifier1',
        name: 'requestInfo',
        data: { question: '几单元' },
      }),
    );
    expect(frame.moves.at(-1)).toEqual({ to: 'needInfo', way: { from: 'verify', by: 'outcome', name: 'requestInfo' } });
  });
});
