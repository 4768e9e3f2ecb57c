import {
  addNext,
  addNode,
  align,
  connect,
  copy,
  distribute,
  type Flow,
  flowSchema,
  insertOnEdge,
  mayConnect,
  mergeFlows,
  move,
  type NodeSeed,
  patchNode,
  paste,
  presets,
  readClip,
  reconnect,
  remove,
  renameOutcome,
  reorder,
  setWay,
  snap,
  takeFlowOfTheirs,
} from '#domain';
import { cityDocument } from '../../../support/cities';

const guiyang = (): Flow => flowSchema.parse(cityDocument('guiyang', 'flow'));
const seedOf = (id: string): NodeSeed => presets.find((one) => one.id === id)!.seed;
const edgesFrom = (flow: Flow, id: string) => flow.edges.filter(({ from }) => from === id);

describe('presets', () => {
  it.each(presets.map((preset) => [preset.id, preset] as const))('%s is a valid step as it is', (_, { seed }) => {
    const { flow, id } = addNode({ ...guiyang(), nodes: [], edges: [] }, seed, { x: 1.4, y: 2.6 });
    expect(flowSchema.parse(flow).nodes).toEqual([expect.objectContaining({ id, position: { x: 1, y: 3 } })]);
  });
  it('have ids of their own', () => expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length));
});

describe('connecting', () => {
  it.each([
    ['closed', 'verify', 'FROM_END'],
    ['verify', 'start', 'TO_START'],
    ['grade', 'grade', 'TO_ITSELF'],
    ['verify', 'review', 'NO_WAY_LEFT'],
    ['together', 'route', 'ALREADY_JOINED'],
    ['verify', 'nowhere', 'NO_SUCH_STEP'],
  ])('%s to %s is refused: %s', (from, to, fault) => {
    const flow = guiyang();
    // Verify has three outcomes, all drawn; a default beside them would never be taken, so it is left out here.
    const full = from === 'verify' && to === 'review' ? withDefault(flow, 'verify') : flow;
    expect(mayConnect(full, from, to)).toEqual({ ok: false, fault });
    expect(connect(full, from, to)).toBe(full);
  });
  const withDefault = (flow: Flow, from: string): Flow => connect(flow, from, 'unreachable', { by: 'default' });

  it('takes the outcome that leads nowhere yet', () => {
    const cut = remove(guiyang(), new Set(['verify.requestInfo']));
    const joined = connect(cut, 'verify', 'needInfo');
    expect(edgesFrom(joined, 'verify').at(-1)).toEqual({
      id: 'verify.requestInfo',
      from: 'verify',
      to: 'needInfo',
      outcome: 'requestInfo',
    });
  });

  it('a decision is left by conditions in order, with one default', () => {
    const base = addNode({ ...guiyang(), nodes: [], edges: [] }, seedOf('grade'), { x: 0, y: 0 });
    let { flow } = base;
    for (const id of ['a', 'b', 'c']) {
      flow = addNode(flow, seedOf('closed'), { x: 0, y: 0 }, id).flow;
      flow = connect(flow, 'decide', id);
    }
    expect(flow.edges.map(({ isDefault, when, to }) => [to, isDefault ?? when])).toEqual([
      ['a', true],
      ['b', 'true'],
      ['c', 'true'],
    ]);
    const [, b] = flow.edges;
    expect(reorder(flow, b!.id, 1).edges.map(({ to }) => to)).toEqual(['a', 'c', 'b']);
    expect(reorder(flow, flow.edges[2]!.id, 1)).toBe(flow);
    const turned = setWay(flow, b!.id, { by: 'outcome', outcome: 'noMatch' }).edges[1];
    expect(turned).toEqual({ id: b!.id, from: 'decide', to: 'b', outcome: 'noMatch' });
  });

  it('moving the end of a line keeps its outcome; moving its beginning takes a free one', () => {
    const flow = remove(guiyang(), new Set(['review.reject']));
    expect(reconnect(flow, 'verify.referOut', { from: 'verify', to: 'unreachable' }).edges).toContainEqual({
      id: 'verify.referOut',
      from: 'verify',
      to: 'unreachable',
      outcome: 'referOut',
    });
    expect(reconnect(flow, 'verify.referOut', { from: 'review', to: 'referredOut' }).edges).toContainEqual({
      id: 'verify.referOut',
      from: 'review',
      to: 'referredOut',
      outcome: 'reject',
    });
    expect(reconnect(flow, 'verify.referOut', { from: 'verify', to: 'start' })).toBe(flow);
  });
});

describe('adding and taking away', () => {
  it('adds the next step to the right, below what stands there, joined by the first free way', () => {
    const flow = guiyang();
    const verify = flow.nodes.find(({ id }) => id === 'verify')!;
    expect(addNext(flow, 'closed', seedOf('step'))).toBeNull();
    const cut = remove(flow, new Set(['verify.verify']));
    const added = addNext(cut, 'verify', seedOf('siteCheck'))!;
    const node = added.flow.nodes.find(({ id }) => id === added.id)!;
    expect(node.position.x).toBe(verify.position.x + 260);
    expect(edgesFrom(added.flow, 'verify').at(-1)).toMatchObject({ to: added.id, outcome: 'verify' });
  });

  it('stands on a line: what led on leads through it', () => {
    const added = insertOnEdge(guiyang(), 'verify.verify', seedOf('siteCheck'))!;
    expect(added.flow.edges).toContainEqual({ id: 'verify.verify', from: 'verify', to: added.id, outcome: 'verify' });
    expect(edgesFrom(added.flow, added.id)).toEqual([{ id: `${added.id}.pass`, from: added.id, to: 'review', outcome: 'pass' }]);
    expect(insertOnEdge(guiyang(), 'verify.verify', seedOf('closed'))).toBeNull();
  });

  it('takes lines with their steps, and mentions of them', () => {
    const flow = remove(guiyang(), new Set(['verify']));
    expect(flow.edges.some(({ from, to }) => from === 'verify' || to === 'verify')).toBe(false);
    expect(flow.nodes.find(({ id }) => id === 'review')).toMatchObject({ notSameAs: [] });
  });

  it('changes fields and takes undefined ones away; an outcome is renamed with its lines', () => {
    const flow = patchNode(guiyang(), 'verify', { limit: undefined, name: { zh: '核实', en: 'Check' }, id: 'other' });
    const node = flow.nodes.find(({ id }) => id === 'verify')!;
    expect(node).toMatchObject({ name: { zh: '核实', en: 'Check' } });
    expect('limit' in node).toBe(false);
    const renamed = renameOutcome(flow, 'verify', 'referOut', 'elsewhere');
    expect(renamed.edges.find(({ id }) => id === 'verify.referOut')?.outcome).toBe('elsewhere');
  });

  it('a moved step straightens its lines', () => {
    const flow = guiyang();
    const bent = { ...flow, edges: flow.edges.map((edge) => ({ ...edge, bends: [{ x: 1, y: 1 }] })) };
    const moved = move(bent, new Map([['verify', { x: 7.6, y: 2 }]]));
    expect(moved.nodes.find(({ id }) => id === 'verify')?.position).toEqual({ x: 8, y: 2 });
    expect(moved.edges.filter(({ bends }) => bends === undefined).map(({ id }) => id)).toEqual([
      'grade.default',
      'verify.verify',
      'verify.requestInfo',
      'verify.referOut',
      'needInfo.giveInfo',
    ]);
  });
});

describe('copying', () => {
  it('brings steps with the lines between them, under ids that are free, and leaves a second start out', () => {
    const flow = guiyang();
    const clip = readClip(JSON.stringify(copy(flow, new Set(['start', 'verify', 'review']))));
    expect(clip?.edges.map(({ id }) => id)).toEqual(['verify.verify']);
    const pasted = paste(flow, clip!, { x: 100, y: 2000 });
    expect(pasted.ids).toEqual(['verify-2', 'review-2']);
    const review = pasted.flow.nodes.find(({ id }) => id === 'review-2');
    expect(review).toMatchObject({ notSameAs: ['verify-2'] });
    expect(pasted.flow.edges.at(-1)).toMatchObject({ from: 'verify-2', to: 'review-2', outcome: 'verify' });
    expect(flowSchema.safeParse(pasted.flow).success).toBe(true);
    expect(paste(pasted.flow, clip!, { x: 0, y: 0 }).ids).toEqual(['verify-3', 'review-3']);
  });
  it.each(['', 'hello', '{}', '{"liangxin":"flow-clip/1","nodes":[{"kind":"bomb"}],"edges":[],"notes":[]}'])(
    'takes %p for no clip',
    (text) => expect(readClip(text)).toBeNull(),
  );
});

describe('arranging', () => {
  const box = (id: string, x: number, y: number, width = 100, height = 50) => ({ id, x, y, width, height });
  it('aligns edges and middles', () => {
    const boxes = [box('a', 0, 0), box('b', 50, 100, 60)];
    expect([...align(boxes, 'right').values()]).toEqual([
      { x: 10, y: 0 },
      { x: 50, y: 100 },
    ]);
    // Of 0–110 the middle is 55: a box 100 wide begins at 5, one 60 wide at 25.
    expect([...align(boxes, 'centre').values()].map(({ x }) => x)).toEqual([5, 25]);
  });
  it('gives neighbours equal gaps', () => {
    // From 0 to 400, taken 3 × 100: two gaps of 50.
    const places = distribute([box('a', 0, 0), box('c', 300, 7), box('b', 120, 3)], 'x');
    expect(places.get('b')).toEqual({ x: 150, y: 3 });
    expect(places.get('c')).toEqual({ x: 300, y: 7 });
    expect(distribute([box('a', 0, 0), box('b', 9, 9)], 'x').size).toBe(0);
  });
  it('snaps to the nearest line within reach and shows it', () => {
    const found = snap(box('m', 104, 207), [box('a', 100, 0), box('b', 400, 210)], 6);
    expect(found.place).toEqual({ x: 100, y: 210 });
    expect(found.guides).toEqual([
      { axis: 'x', at: 100 },
      { axis: 'y', at: 210 },
    ]);
    expect(snap(box('m', 130, 300), [box('a', 100, 0)], 6)).toEqual({ place: { x: 130, y: 300 }, guides: [] });
  });
});

describe('merging two hands', () => {
  const base = guiyang();
  it('takes what only one of them did, field by field', () => {
    const mine = patchNode(base, 'verify', { name: { zh: '核实', en: 'Check' } });
    const theirs = move(patchNode(base, 'review', { limit: 'dispatch' }), new Map([['verify', { x: 1, y: 1 }]]));
    const merged = mergeFlows(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.document.nodes.find(({ id }) => id === 'verify')).toMatchObject({
      name: { zh: '核实', en: 'Check' },
      position: { x: 1, y: 1 },
    });
    expect(merged.document.nodes.find(({ id }) => id === 'review')).toMatchObject({ limit: 'dispatch' });
  });

  it('asks where both changed one thing, mine standing meanwhile', () => {
    const mine = patchNode(base, 'verify', { limit: 'review' });
    const theirs = remove(patchNode(base, 'verify', { limit: 'dispatch' }), new Set(['closed']));
    const merged = mergeFlows(base, mine, theirs);
    expect(merged.conflicts.map(({ part, id }) => [part, id])).toEqual([['nodes', 'verify']]);
    const limit = (flow: Flow) => flow.nodes.find(({ id }) => id === 'verify')?.limit;
    expect(limit(merged.document)).toBe('review');
    expect(limit(takeFlowOfTheirs(merged.document, merged.conflicts[0]!))).toBe('dispatch');
    expect(merged.document.nodes.some(({ id }) => id === 'closed')).toBe(false);
    expect(merged.document.edges.some(({ to }) => to === 'closed')).toBe(false);
  });

  it('asks when one took away what the other changed, and keeps it until then', () => {
    const mine = remove(base, new Set(['verify']));
    const theirs = patchNode(base, 'verify', { limit: 'dispatch' });
    const merged = mergeFlows(base, mine, theirs);
    expect(merged.conflicts).toMatchObject([{ part: 'nodes', id: 'verify', mine: undefined }]);
    expect(merged.document.nodes.some(({ id }) => id === 'verify')).toBe(true);
  });

  it('is mine when nobody else did anything, and theirs the other way round', () => {
    const other = remove(base, new Set(['story']));
    expect(mergeFlows(base, other, base)).toEqual({ document: other, conflicts: [] });
    expect(mergeFlows(base, base, other)).toEqual({ document: other, conflicts: [] });
  });
});
