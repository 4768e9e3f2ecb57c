import { flowSchema, patchNode, presets, addNode, type Flow } from '#domain';
import { historyAfter, startHistory, type HistoryAct } from '../../designer/draft/history';
import { forget, keep, kept } from '../../designer/draft/kept';
import { inOrder } from '../../designer/drawing/outline-order';
import { throughBends } from '../../designer/drawing/bends';
import { tidy } from '../../designer/drawing/tidy';
import { cityDocument } from '../support/cities';

const guiyang: Flow = flowSchema.parse(cityDocument('guiyang', 'flow'));
const after = (...acts: HistoryAct<number>[]) => acts.reduce(historyAfter<number>, startHistory(0));

describe('undo', () => {
  it('steps back and forth over changes; a new change ends the way forth', () => {
    const three = after({ do: 'change', next: 1 }, { do: 'change', next: 2 }, { do: 'undo' });
    expect(three).toMatchObject({ past: [0], present: 1, future: [2] });
    expect(historyAfter(three, { do: 'redo' })).toMatchObject({ past: [0, 1], present: 2, future: [] });
    expect(historyAfter(three, { do: 'change', next: 9 })).toMatchObject({ past: [0, 1], present: 9, future: [] });
    expect(after({ do: 'undo' }, { do: 'redo' })).toMatchObject({ past: [], present: 0, future: [] });
  });
  it('takes the changes of one gesture as one step, until it rests or another begins', () => {
    const typed = [1, 2, 3].map((next) => ({ do: 'change' as const, next, gesture: 'name' }));
    expect(after(...typed).past).toEqual([0]);
    expect(after(...typed, { do: 'rest' }, { do: 'change', next: 4, gesture: 'name' }).past).toEqual([0, 3]);
    expect(after(...typed, { do: 'change', next: 4, gesture: 'note' }).past).toEqual([0, 3]);
    expect(after(...typed, { do: 'undo' })).toMatchObject({ present: 0, future: [3] });
  });
  it('lets a colleague’s change be undone too, and a change to the same be none', () => {
    expect(after({ do: 'change', next: 1 }, { do: 'load', next: 5 }, { do: 'undo' }).present).toBe(1);
    expect(after({ do: 'change', next: 0 }).past).toEqual([]);
  });
});

describe('edits that no server has yet', () => {
  const asFlow = (read: unknown): Flow | null => flowSchema.safeParse(read).data ?? null;
  const store = new Map<string, string>();
  beforeAll(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => store.get(key) ?? null,
        setItem: (key: string, value: string) => store.set(key, value),
        removeItem: (key: string) => store.delete(key),
      },
    });
  });
  it('are found again with the revision they began from, and are gone once forgotten', () => {
    const edits = { base: guiyang, etag: '"7"', document: patchNode(guiyang, 'verify', { limit: 'review' }) };
    keep('flow', 'guiyang', edits);
    expect(kept('flow', 'guiyang', asFlow)).toEqual(edits);
    expect(kept('flow', 'other', asFlow)).toBeNull();
    forget('flow', 'guiyang');
    expect(kept('flow', 'guiyang', asFlow)).toBeNull();
  });
  it.each(['', '{', '{}', '{"base":{},"etag":"1","document":{}}'])('%p is nothing to go on with', (text) => {
    store.set('liangxin.draft.flow.guiyang', text);
    expect(kept('flow', 'guiyang', asFlow)).toBeNull();
  });
});

describe('tidying', () => {
  const overlaps = (flow: Flow): string[] =>
    flow.nodes.flatMap((a, i) =>
      flow.nodes
        .slice(i + 1)
        .filter((b) => Math.abs(a.position.x - b.position.x) < 190 && Math.abs(a.position.y - b.position.y) < 96)
        .map((b) => `${a.id} ${b.id}`),
    );
  it('puts no step on another, changes nothing but places and bends, and twice is the same', () => {
    const heap = { ...guiyang, nodes: guiyang.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })) };
    const tidied = tidy(heap);
    expect(overlaps(tidied)).toEqual([]);
    const bare = (flow: Flow) => ({
      ...flow,
      nodes: flow.nodes.map(({ position: _p, ...node }) => node),
      edges: flow.edges.map(({ bends: _b, ...edge }) => edge),
    });
    expect(bare(tidied)).toEqual(bare(guiyang));
    expect(tidy(tidied)).toEqual(tidied);
    expect(flowSchema.parse(tidied)).toEqual(tidied);
  });
  it('leads steps in the order of their lines, from left to right', () => {
    const x = new Map(tidy(guiyang).nodes.map(({ id, position }) => [id, position.x]));
    for (const [a, b] of [
      ['start', 'grade'],
      ['grade', 'verify'],
      ['verify', 'review'],
    ])
      expect(x.get(a!)!).toBeLessThan(x.get(b!)!);
  });
  it('a chosen part keeps its corner, and the rest stays where it is', () => {
    const part = new Set(['verify', 'review']);
    const tidied = tidy(guiyang, part);
    const place = (flow: Flow, id: string) => flow.nodes.find((node) => node.id === id)!.position;
    const corner = (flow: Flow) => Math.min(...[...part].map((id) => place(flow, id).x));
    expect(corner(tidied)).toBe(corner(guiyang));
    for (const { id, position } of guiyang.nodes) if (!part.has(id)) expect(place(tidied, id)).toEqual(position);
  });
  it('leaves an empty drawing alone', () => {
    const empty = { ...guiyang, nodes: [], edges: [] };
    expect(tidy(empty)).toBe(empty);
  });
});

describe('the outline', () => {
  it('tells the flow from its start along the lines, and what nothing leads to at the end', () => {
    const loose = addNode(guiyang, presets[0]!.seed, { x: 0, y: 0 }, 'loose').flow;
    const ids = inOrder({ ...loose, nodes: [...loose.nodes].reverse() }).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['start', 'grade', 'verify']);
    expect(ids.indexOf('loose')).toBeGreaterThan(ids.indexOf('closed'));
    expect(ids).toHaveLength(loose.nodes.length);
  });
});

describe('a line through its bends', () => {
  it('turns its corners round, at most half way to the next', () => {
    // Corner at (100,0): from (86,0) round to (100,14); the last stretch of 20 is more than twice 10, so its corner begins 10 before.
    expect(
      throughBends([
        { x: 0, y: 0 },
        { x: 100, y: 0 },
        { x: 100, y: 20 },
      ]),
    ).toBe('M 0 0 L 86 0 Q 100 0 100 10 L 100 20');
    expect(throughBends([])).toBe('');
  });
});
