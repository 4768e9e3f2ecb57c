import fc from 'fast-check';
import { releaseOf } from '../../flow/city';

/** Random drawings of a city's life, made of the base city's own steps, steps of nobody's acquaintance, forks and loops. */

type Raw = { id: string } & Record<string, unknown>;
type Edge = { from: string; to: string; outcome?: string; isDefault?: boolean; optional?: boolean };

const base = releaseOf('gy-base');
const known = new Map((base.flow as { nodes: Raw[] }).nodes.map((node) => [node.id, node]));
const own = (id: string, more: object = {}): Raw => ({ ...(known.get(id) as Raw), ...more });
const name = (id: string) => ({ zh: `步骤${id}`, en: `Step ${id}` });
const position = { x: 0, y: 0 };

const roles = ['verifier', 'firstReviewer', 'dispatcher', 'replyReviewer', 'callbackAgent', 'districtSupervision'] as const;
const limits = ['verify', 'review', 'dispatch', 'replyReview', 'callback', 'rework'] as const;

const step = fc.record({
  role: fc.constantFrom(...roles),
  limit: fc.option(fc.constantFrom(...limits), { nil: null }),
  back: fc.boolean(),
  ends: fc.boolean(),
});
const fork = fc.record({
  wait: fc.constantFrom('all', 'any', 'required', 1),
  optional: fc.boolean(),
  left: fc.array(step, { minLength: 1, maxLength: 2 }),
  right: fc.array(step, { minLength: 1, maxLength: 2 }),
});
const block = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('step' as const), step }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fork' as const), fork }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('system' as const, 'message' as const), splits: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sub' as const), left: step, right: step, fork: fc.option(fork, { nil: null }) }),
  },
);

/** What a drawing is made from; `bend` leads one edge somewhere else, which the checks should mostly notice. */
export const drawings = fc.record({
  front: fc.array(block, { maxLength: 2 }),
  middle: fc.array(block, { maxLength: 2 }),
  tail: fc.array(block, { maxLength: 2 }),
  info: fc.boolean(),
  rejects: fc.boolean(),
  handles: fc.boolean(),
  join: fc.constantFrom('lead', 'all', 'any'),
  reviewed: fc.boolean(),
  called: fc.boolean(),
  reworks: fc.boolean(),
  exposes: fc.boolean(),
  bend: fc.option(fc.tuple(fc.nat(), fc.nat()), { nil: null, freq: 3 }),
});
export type Drawing = typeof drawings extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Block = typeof block extends fc.Arbitrary<infer T> ? T : never;

/** A drawing as a release's content. */
export function contentOf(drawing: Drawing) {
  const draft = new Draft();
  draft.add(own('start'));
  draft.wait('start');
  draft.add(own('grade'));
  draft.wait('grade', { isDefault: true });
  drawing.front.forEach((one, i) => addBlock(draft, `f${i}`, one));
  verifyAndReview(draft, drawing);
  drawing.middle.forEach((one, i) => addBlock(draft, `m${i}`, one));
  if (drawing.handles) handle(draft, drawing);
  if (drawing.exposes) {
    draft.add({ id: 'expose', kind: 'publish', name: name('expose'), position, channels: ['site'], exposes: true });
    draft.waitFor(['started', 'refused'].map((outcome) => ({ from: 'expose', outcome })));
  }
  drawing.tail.forEach((one, i) => addBlock(draft, `t${i}`, one));
  draft.add(own('closed', { reopenTo: drawing.handles ? 'handle' : 'verify' }));
  const edges = bent(draft, drawing.bend);
  const subflows = draft.subflows.length > 0 ? { subflows: draft.subflows } : {};
  return { ...base, flow: { ...(base.flow as object), nodes: draft.nodes, edges }, ...subflows };
}

function verifyAndReview(draft: Draft, { info, rejects }: Drawing): void {
  const wanted = (outcomes: unknown, keep: string[]) => (outcomes as Raw[]).filter(({ id }) => keep.includes(id));
  const verify = own('verify');
  draft.add({ ...verify, outcomes: wanted(verify['outcomes'], info ? ['verify', 'requestInfo'] : ['verify']) });
  if (info) {
    draft.place(own('needInfo'), own('unreachable', { reopenTo: 'verify' }));
    draft.edge({ from: 'verify', to: 'needInfo', outcome: 'requestInfo' });
    draft.edge({ from: 'needInfo', to: 'verify', outcome: 'giveInfo' });
    draft.edge({ from: 'needInfo', to: 'unreachable', outcome: 'expired' });
  }
  draft.wait('verify', { outcome: 'verify' });
  const review = own('review');
  draft.add({ ...review, outcomes: wanted(review['outcomes'], rejects ? ['review', 'reject'] : ['review']) });
  if (rejects) {
    draft.place(own('rejected'));
    draft.edge({ from: 'review', to: 'rejected', outcome: 'reject' });
  }
  draft.wait('review', { outcome: 'review' });
}

function handle(draft: Draft, { join, reviewed, called, reworks }: Drawing): void {
  draft.add(own('route'));
  draft.wait('route', { isDefault: true });
  draft.add(own('handle', { join }));
  draft.place(own('dispatch'));
  draft.edge({ from: 'route', to: 'dispatch', outcome: 'noMatch' });
  draft.edge({ from: 'dispatch', to: 'handle', outcome: 'dispatch' });
  draft.edge({ from: 'handle', to: 'dispatch', outcome: 'returned' });
  draft.wait('handle', { outcome: 'replied' });
  if (reviewed) {
    draft.add(own('replyReview'));
    draft.edge({ from: 'replyReview', to: 'handle', outcome: 'return' });
    draft.wait('replyReview', { outcome: 'approve' });
  }
  if (!called) return;
  const callback = own('callback', reviewed ? {} : { notSameAs: [] });
  draft.add(callback);
  draft.waitFor(['solved', 'expired'].map((outcome) => ({ from: 'callback', outcome })));
  if (!reworks) return draft.waitMore(['unsolved', 'unsolvedAgain'].map((outcome) => ({ from: 'callback', outcome })));
  draft.place(own('rework'), own('unsolvedAgain'), own('finalReplied', { reopenTo: 'handle' }));
  draft.edge({ from: 'callback', to: 'rework', outcome: 'unsolved' });
  draft.edge({ from: 'callback', to: 'unsolvedAgain', outcome: 'unsolvedAgain' });
  draft.edge({ from: 'rework', to: 'handle', outcome: 'startRework' });
  draft.edge({ from: 'unsolvedAgain', to: 'handle', outcome: 'startRework' });
  draft.edge({ from: 'unsolvedAgain', to: 'finalReplied', outcome: 'finalReply' });
}

function addBlock(draft: Draft, id: string, block: Block): void {
  if (block.kind === 'step') return addStep(draft, id, block.step);
  if (block.kind === 'sub') return addSubflow(draft, id, block);
  if (block.kind !== 'fork') return addOutside(draft, id, block);
  const { wait, optional, left, right } = block.fork;
  const [forkId, joinId] = [`${id}fork`, `${id}join`];
  draft.add({ id: forkId, kind: 'fork', name: name(forkId), position });
  const ends = [left, right].map((branch, side) => {
    draft.waitFor([{ from: forkId, ...(side === 1 && optional ? { optional: true } : {}) }]);
    // within a fork nobody ends the case or goes back: that is what the branches' join is for
    branch.forEach((one, i) => addStep(draft, `${id}b${side}${i}`, { ...one, ends: false, back: false }));
    return draft.loose;
  });
  draft.waitFor(ends.flat());
  draft.add({ id: joinId, kind: 'join', name: name(joinId), position, wait });
  draft.waitFor([{ from: joinId }]);
}

/** Word from outside is awaited; without it the way goes on too, or ends there. */
function addOutside(draft: Draft, id: string, { kind, splits }: Extract<Block, { splits: boolean }>): void {
  const until = { kind: 'message', name: 'word', window: 'needInfo' };
  const more = kind === 'system' ? { kind: 'call', endpoint: 'cloud', window: 'needInfo' } : { kind: 'wait', until };
  draft.add({ id, name: name(id), position, ...more });
  const told = { from: id, outcome: kind === 'system' ? 'answered' : 'arrived' };
  if (!splits) return draft.waitFor([told, { from: id, outcome: 'expired' }]);
  draft.place({ ...own('closed', { reopenTo: id }), id: `${id}late` });
  draft.edge({ from: id, to: `${id}late`, outcome: 'expired' });
  draft.waitFor([told]);
}

/** A drawing of its own, with a step that chooses between its two ends. */
function addSubflow(draft: Draft, id: string, { left, right, fork: forked }: Extract<Block, { kind: 'sub' }>): void {
  const inner = new Draft();
  inner.add({ id: 'in', kind: 'start', name: name('in'), position });
  inner.wait('in');
  addStep(inner, 'one', { ...left, back: false, ends: true });
  if (forked) addBlock(inner, 'two', { kind: 'fork', fork: forked });
  addStep(inner, 'three', { ...right, ends: false });
  inner.add(own('closed', { reopenTo: undefined }));
  const ends = inner.nodes.filter(({ kind }) => kind === 'end').map((one) => one.id);
  const edges = inner.edges.map((edge, at) => ({ id: `e${at}`, ...edge }));
  const nodes = inner.nodes.map(({ reopenTo: _no, ...one }) => one);
  draft.subflows.push({ ...(base.flow as object), id: `sub-${id}`, nodes, edges });
  draft.add({ id, kind: 'call', name: name(id), position, flow: `sub-${id}`, ends });
  draft.waitFor(ends.map((outcome) => ({ from: id, outcome })));
}

function addStep(draft: Draft, id: string, { role, limit, back, ends }: Step): void {
  const ways = ['on', ...(back ? ['back'] : []), ...(ends ? ['end'] : [])];
  const outcomes = ways.map((way) => ({ id: way, label: name(way), command: 'choose', event: 'chosen' }));
  const target = draft.nodes.findLast(({ kind }) => kind === 'task')?.id ?? null;
  draft.add({ id, kind: 'task', name: name(id), position, roles: [role], outcomes, ...(limit === null ? {} : { limit }) });
  if (back) draft.edge({ from: id, to: target ?? id, outcome: 'back' });
  if (ends) {
    draft.place({ ...own('closed', { reopenTo: id }), id: `${id}end` });
    draft.edge({ from: id, to: `${id}end`, outcome: 'end' });
  }
  draft.wait(id, { outcome: 'on' });
}

/** Nodes and edges so far, with the loose ends that the next node takes up. */
class Draft {
  readonly nodes: Raw[] = [];
  readonly edges: Edge[] = [];
  readonly subflows: object[] = [];
  loose: Omit<Edge, 'to'>[] = [];

  add(node: Raw): void {
    this.nodes.push(node);
    for (const end of this.loose) this.edge({ ...end, to: node.id });
    this.loose = [];
  }

  place(...nodes: Raw[]): void {
    this.nodes.push(...nodes);
  }

  edge(edge: Edge): void {
    this.edges.push(edge);
  }

  wait(from: string, more: Partial<Edge> = {}): void {
    this.loose = [{ from, ...more }];
  }

  waitFor(ends: Omit<Edge, 'to'>[]): void {
    this.loose = ends;
  }

  waitMore(ends: Omit<Edge, 'to'>[]): void {
    this.loose = [...this.loose, ...ends];
  }
}

function bent({ nodes, edges }: Draft, bend: Drawing['bend']): object[] {
  return edges.map((edge, at) => {
    const isBent = bend !== null && bend[0] % edges.length === at;
    const targets = nodes.filter(({ id }) => id !== 'start');
    const to = isBent ? (targets[bend[1] % targets.length]?.id ?? edge.to) : edge.to;
    return { id: `e${at}`, ...edge, to };
  });
}
