import fc from 'fast-check';
import { compileCalendar, seedEdition } from '../../../workflows/domain/deadline';
import { checkFlow, releaseContentSchema, type Flow } from '../../../workflows/domain/flow';
import { compileFlow } from '../../../workflows/domain/flow/compile';
import { advance, type Input, type IssueState } from '../../../workflows/domain/issue';
import { releaseOf } from './city';
import { edge, end, flow, node, start, task } from './small-flow';

/**
 * What the check of forks and joins promises, held against the reducer: a drawing without errors can be walked by any choices of
 * its people, is never stuck with nobody to act, and no case ends while required work goes on beside it.
 */
const { policy, hours } = releaseContentSchema.parse(releaseOf('gy-base'));
const calendar = compileCalendar(hours[0]!, seedEdition('guiyang', 2026, 2026));
const at = '2026-03-02T02:00:00.000Z';
const actor = { id: 'p', roles: ['verifier' as const], unit: null, district: null };
const intake = {
  no: 'T1',
  source: 'page',
  externalId: 'x',
  receivedAt: at,
  acceptedAt: null,
  category: 'x',
  district: null,
  street: null,
  point: null,
  anonymous: false,
  channel: 'page' as const,
  reporter: {},
  text: 'x',
  photos: [],
};

const deskFor = (drawing: Flow) => ({
  plan: {
    format: 1 as const,
    hash: 'h',
    release: { city: 'x', number: 1, name: drawing.name },
    flow: compileFlow(drawing),
    policy,
    hours: {},
    decisions: {},
  },
  calendar: () => calendar,
});

const waitingAt = (drawing: Flow, state: IssueState) =>
  state.tokens.filter((token) => drawing.nodes.some((one) => one.id === token.node && one.kind === 'task'));

/** Work that nothing has overtaken: neither optional, nor a late branch of an `any` join that has been passed. */
const isOwed = (token: IssueState['tokens'][number], after: IssueState) =>
  token.branches.every((branch) => branch.required && !after.joined.includes(branch.fork));

function survives(drawing: Flow, choices: readonly number[]): boolean {
  const desk = deskFor(drawing);
  const play = (state: IssueState | null, input: Input): IssueState => {
    const result = advance(desk, state, input);
    if (!result.ok) throw new Error(result.refusal.message);
    return result.state;
  };
  let state = play(null, {
    kind: 'open',
    at,
    no: 'T1',
    release: 'h',
    editions: { guiyang: 1 },
    intake,
    facts: {},
    relapseOf: null,
  });
  for (const [id, choice] of choices.entries()) {
    if (state.stage === 'CLOSED') return true;
    const waiting = waitingAt(drawing, state);
    const token = waiting[choice % Math.max(1, waiting.length)];
    if (!token) return false;
    const ways = drawing.edges.filter((one) => one.from === token.node);
    const data = { node: token.node, outcome: ways[choice % ways.length]!.outcome };
    const next = play(state, { kind: 'command', command: { id: `c${id}`, name: 'choose', at, actor, data } });
    const others = waiting.filter((one) => one.node !== token.node);
    if (next.stage === 'CLOSED' && others.some((one) => isOwed(one, next))) return false;
    state = next;
  }
  return true;
}

/** Blocks of steps, forks and joins that fit, then a few edges bent elsewhere so that many drawings do not. */
const drawings = fc
  .record({
    forks: fc.array(
      fc.record({ wait: fc.constantFrom('all', 'any', 'required'), optional: fc.boolean(), nested: fc.boolean() }),
      { minLength: 1, maxLength: 3 },
    ),
    bends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
  })
  .map(({ forks, bends }) => {
    const nodes: object[] = [start, end, task('last', ['done'])];
    const edges: string[] = ['last.done > end'];
    const inner = (at: number) => forks[at]?.nested === true && at + 1 < forks.length;
    forks.forEach((one, at) => {
      nodes.push(
        node(`f${at}`, 'fork'),
        node(`j${at}`, 'join', { wait: one.wait }),
        task(`a${at}`, ['done', 'other']),
        task(`b${at}`, ['done']),
      );
      edges.push(
        `f${at} > a${at}`,
        `f${at} > b${at}${one.optional ? ' optional' : ''}`,
        `b${at}.done > j${at}`,
        `a${at}.other > j${at}`,
      );
      const nestedIn = at > 0 && inner(at - 1);
      edges.push(inner(at) ? `a${at}.done > f${at + 1}` : `a${at}.done > j${at}`);
      edges.push(
        nestedIn ? `j${at} > j${at - 1}` : at + 1 < forks.length && !inner(at) ? `j${at} > f${at + 1}` : `j${at} > last`,
      );
    });
    edges.push('start > f0');
    const drawn = edges.map(edge);
    const targets = nodes.map((one) => (one as { id: string }).id).filter((id) => id !== 'start');
    for (const [which, where] of bends) drawn[which % drawn.length]!.to = targets[where % targets.length]!;
    return { ...flow(nodes, []), edges: drawn.map((one, at) => ({ ...one, id: `e${at}` })) };
  });

describe('a drawing that passes the checks', () => {
  it('is never stuck between a fork and its join, and loses no required work at an end', () => {
    let passed = 0;
    let refused = 0;
    fc.assert(
      fc.property(drawings, fc.array(fc.nat(), { minLength: 12, maxLength: 40 }), (drawing, choices) => {
        const errors = checkFlow(drawing, [], null).filter((problem) => problem.severity === 'error');
        if (errors.length > 0) {
          refused += 1;
          return true;
        }
        passed += 1;
        return survives(drawing, choices);
      }),
      { numRuns: 1000, seed: 520100 },
    );
    // Both kinds of drawing must have been met, or the property says nothing.
    expect(Math.min(passed, refused)).toBeGreaterThan(200);
  });
});
