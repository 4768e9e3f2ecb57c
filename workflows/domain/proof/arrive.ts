import type { FlowNode, NodeKind, NodeOf } from '../flow';
import { takenAt } from '../flow/facts';
import { branchSteps, nodeOf } from './drawing';
import { arriveAtDecide } from './deciding';
import { follow } from './follow';
import { writtenIn } from './live';
import { afterCommand } from './people';
import { arriveAtUnits } from './units';
import { forgetting, type Branch, type Spot } from './spot';
import type { Walk } from './walk';

/** Where the issues of a spot go next, and what is wrong with where they stand: kind by kind, as the reducer does it (issue/nodes.ts). */
export function arrive(walk: Walk, spot: Spot): Spot[] {
  const node = nodeOf(walk.drawing, spot.node);
  return (arrivals[node.kind] as Arrive<NodeKind>)(walk, spot, node);
}

type Arrive<K extends NodeKind> = (walk: Walk, spot: Spot, node: NodeOf<K>) => Spot[];

const arrivals: { [K in NodeKind]: Arrive<K> } = {
  start: (walk, spot) => follow(walk, spot, 'started'),
  task: arriveAtPerson,
  ask: (walk, spot, node) => [...arriveAtPerson(walk, spot, node), ...follow(walk, inHand(spot), 'expired')],
  decide: arriveAtDecide,
  assign: arriveAtUnits,
  offer: arriveAtUnits,
  whistle: arriveAtUnits,
  fork: arriveAtFork,
  join: arriveAtJoin,
  wait: arriveAtWait,
  publish: (walk, spot, node) => ['started', ...(node.exposes ? ['refused'] : [])].flatMap((way) => follow(walk, spot, way)),
  call: (walk, spot, node) =>
    node.flow !== undefined
      ? follow(walk, spot, 'entered')
      : ['answered', 'expired'].flatMap((way) => follow(walk, way === 'answered' ? heard(walk, spot, node) : spot, way)),
  end: arriveAtEnd,
};

export const inHand = (spot: Spot): Spot => (spot.held ? spot : { ...spot, held: true });

/** Word from outside may bring facts. */
const heard = (walk: Walk, spot: Spot, node: FlowNode): Spot => forgetting(walk.atoms, spot, takenAt(node));

/** A person's step: somebody must be there for it, and time must run. Every outcome may be taken. */
function arriveAtPerson(walk: Walk, spot: Spot, node: NodeOf<'task'> | NodeOf<'ask'>): Spot[] {
  if (!walk.isHeld(node.roles)) walk.findings.suspect(spot, { kind: 'nobodyThere', roles: node.roles });
  if (!walk.hasLimit(node)) walk.findings.suspect(spot, { kind: 'noLimit' });
  const ids = new Map(
    node.outcomes.map((outcome) => [`${outcome.id}|${outcome.command}|${JSON.stringify(outcome.marks)}`, outcome]),
  );
  const taken = [...ids.values()].flatMap((outcome) => follow(walk, afterCommand(walk.atoms, inHand(spot), outcome), outcome.id));
  return [...taken, ...walk.sentBackFrom(spot)];
}

/** The branches side by side: each with what the others may do to its facts meanwhile, and without. */
function arriveAtFork(walk: Walk, spot: Spot, node: NodeOf<'fork'>): Spot[] {
  const steps = branchSteps(walk.drawing, node.id);
  const edges = walk.drawing.graph.out(node.id);
  return edges.flatMap((edge) => {
    const rest = edges.filter((one) => one !== edge);
    const others = writtenIn(
      walk.drawing,
      rest.flatMap((one) => [...(steps.get(one) ?? [])]),
    );
    const beside = rest.some((one) => one.optional !== true);
    const branch: Branch = { fork: node.id, optional: edge.optional === true, others, beside };
    const alone = walk.moved({ ...spot, branches: [...spot.branches, branch] }, edge.to, null);
    const isTouched = walk.live(edge.to).some((fact) => others.has(fact));
    return isTouched ? [alone, forgetting(walk.atoms, alone, others)] : [alone];
  });
}

/** After a join all branches have had their say. One that is not waited for never goes on by itself where others are. */
function arriveAtJoin(walk: Walk, spot: Spot, node: NodeOf<'join'>): Spot[] {
  const branch = spot.branches.at(-1);
  if (!branch) return follow(walk, spot, 'joined');
  if (node.wait === 'required' && branch.optional && branch.beside) return [];
  const held = spot.held || branch.beside;
  const together = { ...forgetting(walk.atoms, spot, branch.others), held, branches: spot.branches.slice(0, -1) };
  return follow(walk, together, 'joined');
}

function arriveAtWait(walk: Walk, spot: Spot, node: NodeOf<'wait'>): Spot[] {
  const ways: Record<typeof node.until.kind, readonly string[]> = {
    length: ['expired'],
    date: ['expired'],
    message: ['arrived', 'expired'],
    review: ['reached', 'refused', 'expired'],
  };
  return ways[node.until.kind].flatMap((way) => follow(walk, way === 'arrived' ? heard(walk, spot, node) : spot, way));
}

/** An issue that nobody had is closed; a closed one may be opened again, whatever was decided before. */
function arriveAtEnd(walk: Walk, spot: Spot, node: NodeOf<'end'>): Spot[] {
  const isAside = spot.branches.some(({ optional }) => optional);
  if (!spot.held && !isAside) walk.findings.suspect(spot, { kind: 'nobodysEnd' });
  if (node.reopenTo === undefined || isAside) return [];
  return [walk.moved({ ...spot, held: false, branches: [], given: new Map(), set: new Map() }, node.reopenTo, 'reopen')];
}
