import { checkFlow, expandFlow, placeOnDrawing, planHashOf, type Flow } from '../../../workflows/domain/flow';
import { releaseContentSchema } from '../../../workflows/domain/flow/release';
import { releaseOf } from './city';
import { end, flow, node, start, task } from './small-flow';

const { policy } = releaseContentSchema.parse(releaseOf('gy-base'));
const codes = (drawing: Flow, subflows?: Flow[]) =>
  checkFlow(drawing, [], policy, subflows ? { subflows } : {}).map((p) => [p.code, p.node, p.at].filter(Boolean).join(' '));

/** Two people look one after the other; the first may give it up. */
const looks = flow(
  [
    start,
    task('look', ['good', 'bad']),
    task('again', ['done'], { notSameAs: ['look', 'first'] }),
    node('seen', 'end', { stage: 'CLOSED' }),
    node('dropped', 'end', { stage: 'REJECTED' }),
  ],
  ['start > look', 'look.good > again', 'look.bad > dropped', 'again.done > seen'],
  { id: 'looks' },
);
const call = (more: object = {}) => node('check', 'call', { flow: 'looks', ends: ['seen', 'dropped'], ...more });
const main = (more: object = {}, edges = ['check.seen > end', 'check.dropped > refused']) =>
  flow(
    [start, task('first', ['on']), call(more), node('refused', 'end', { stage: 'REJECTED' }), end],
    ['start > first', 'first.on > check', ...edges],
    { id: 'main' },
  );

describe('a drawing that enters another', () => {
  it('is one graph: the steps inside bear the name of the step that calls them', () => {
    const { nodes, edges } = expandFlow(main(), [looks]).flow;
    expect(nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      ...['start start', 'first task', 'check call', 'refused end', 'end end'],
      ...['check.start start', 'check.look task', 'check.again task', 'check.seen start', 'check.dropped start'],
    ]);
    const way = (from: string) => edges.filter((one) => one.from === from).map((one) => `${one.outcome ?? ''} ${one.to}`);
    expect(way('check')).toEqual([' check.start']);
    expect(way('check.look')).toEqual(['good check.again', 'bad check.dropped']);
    expect(way('check.seen')).toEqual([' end']);
    expect(way('check.dropped')).toEqual([' refused']);
  });

  it('keeps its people apart from those of the caller', () => {
    const again = expandFlow(main(), [looks]).flow.nodes.find(({ id }) => id === 'check.again');
    expect(again).toMatchObject({ notSameAs: ['check.look', 'first'] });
  });

  it('does not say what stage or result the issue has at the start and ends that are passed through', () => {
    expect(expandFlow(main(), [looks]).flow.nodes.find(({ id }) => id === 'check.dropped')).not.toHaveProperty('stage');
  });

  it('leaves an end by the caller’s conditions and default where no line bears its name', () => {
    const { edges } = expandFlow(main({}, ['check.seen > end', 'check > refused if grade = "A"', 'check > end']), [looks]).flow;
    expect(edges.filter(({ from }) => from === 'check.dropped').map(({ when, to }) => [when, to])).toEqual([
      ['grade = "A"', 'refused'],
      [undefined, 'end'],
    ]);
  });

  it('is checked as a whole, and a problem inside it is shown at the step that calls', () => {
    expect(codes(main(), [looks])).toEqual([]);
    const trapped = { ...looks, edges: looks.edges.filter(({ from }) => from !== 'again') };
    expect(codes(main(), [trapped])).toContain('DEAD_END check subflows.looks.again');
  });

  it.each([
    ['is not there', main({ flow: 'nowhere' }), [looks], 'UNKNOWN_SUBFLOW check'],
    ['has other ends', main({ ends: ['seen', 'dropped', 'lost'] }), [looks], 'SUBFLOW_ENDS_DIFFER check'],
    ['has an end that leads nowhere', main({}, ['check.seen > end']), [looks], 'MISSING_OUTCOME_EDGE check'],
    ['reckons by another policy', main(), [{ ...looks, policy: 'other' }], 'UNKNOWN_POLICY subflows.looks'],
    ['has the name of the caller', main({ flow: 'main' }), [{ ...looks, id: 'main' }], 'DUPLICATE_ID subflows.main'],
  ])('is refused when it %s', (_what, drawing, subflows, code) => {
    expect(codes(drawing, subflows)).toContain(code);
  });

  it('may not enter itself by way of others', () => {
    const back = flow(
      [start, node('deeper', 'call', { flow: 'looks', ends: ['seen', 'dropped'] }), node('over', 'end', { stage: 'CLOSED' })],
      ['start > deeper', 'deeper > over'],
      { id: 'back' },
    );
    const circling = {
      ...looks,
      nodes: [...looks.nodes, ...flow([node('down', 'call', { flow: 'back', ends: ['over'] })], []).nodes],
      edges: [...looks.edges.filter(({ to }) => to !== 'dropped'), ...flow([], ['look.bad > down', 'down.over > dropped']).edges],
    };
    expect(codes(main(), [circling, back])).toContain('SUBFLOW_CIRCLE subflows.back.deeper');
  });

  it('is taken on trust while it is drawn and the other is not at hand', () => {
    expect(codes(main())).toEqual([]);
  });

  it('may be called twice, and from inside another', () => {
    const outer = flow(
      [
        start,
        node('one', 'call', { flow: 'main', ends: ['refused', 'end'] }),
        node('two', 'call', { flow: 'looks', ends: ['seen', 'dropped'] }),
        end,
      ],
      ['start > one', 'one > two', 'two > end'],
      { id: 'outer' },
    );
    const { flow: whole, origins } = expandFlow(outer, [main(), looks]);
    // the second look names a step that only the other caller has
    expect(codes(outer, [main(), looks])).toEqual(['UNKNOWN_NODE two subflows.looks.again']);
    expect(whole.nodes.filter(({ kind }) => kind === 'task').map(({ id }) => id)).toEqual([
      ...['one.first', 'one.check.look', 'one.check.again', 'two.look', 'two.again'],
    ]);
    expect(origins.get('one.check.look')).toEqual({ call: 'one', flow: 'looks', node: 'look' });
    expect(placeOnDrawing(outer, 'one.check.look')).toBe('one');
    expect(placeOnDrawing(outer, 'gone')).toBeNull();
  });

  it('names another plan when a called drawing changes, but not when it is moved about', () => {
    const content = releaseContentSchema.parse({
      ...(releaseOf('gy-base') as object),
      flow: main(),
      decisions: [],
      subflows: [looks],
    });
    const moved = { ...looks, nodes: looks.nodes.map((one) => ({ ...one, position: { x: 9, y: 9 } })) };
    const other = { ...looks, nodes: looks.nodes.map((one) => (one.id === 'again' ? { ...one, limit: 'verify' } : one)) };
    expect(planHashOf({ ...content, subflows: [moved] })).toBe(planHashOf(content));
    expect(planHashOf({ ...content, subflows: [other] })).not.toBe(planHashOf(content));
  });
});
