import type { FlowNode } from '../flow/document';
import { startStageClock, stopTokenClocks } from './clocks';
import { arrive, depart } from './nodes';
import { raiseIncident } from './incidents';
import { askOutside, count, nextId, patchToken, type Step, type Taken } from './step';
import type { Token } from './state';

/** Moving tokens over the drawing: the only place that follows edges. */

export function nodeAt(step: Step, id: string): FlowNode {
  const node = step.desk.plan.flow.nodes[id];
  if (!node) throw new Error(`plan ${step.desk.plan.hash} has no node ${id}`);
  return node;
}

const tokenOf = (step: Step, id: string): Token | undefined => step.s.tokens.find((t) => t.id === id);

/** Puts a new token on the start node, or on the node where a reopened issue goes on, and lets it run. */
export function startToken(step: Step, nodeId: string): void {
  enter(step, putToken(step, nodeId, []), nodeId);
}

function putToken(step: Step, nodeId: string, branches: Token['branches']): string {
  const id = nextId(step, 't');
  step.s.tokens = [...step.s.tokens, { id, node: nodeId, since: step.at, visit: 0, branches, trail: [] }];
  return id;
}

/** A token arrives at a node: the stage follows, the stage limit starts, the kind's behaviour says what next. */
export function enter(step: Step, tokenId: string, nodeId: string, way: Taken | null = null): void {
  const node = nodeAt(step, nodeId);
  step.desk.onMove?.({ to: nodeId, way });
  patchToken(step, tokenId, { node: nodeId, since: step.at, visit: count(step, `visit.${nodeId}`), data: {} });
  const token = tokenOf(step, tokenId);
  if (!token) return;
  if (node.stage && token.branches.every((b) => b.required)) step.s.stage = node.stage;
  if (node.limit) startStageClock(step, token, node.limit);
  const arrival = arrive(step, token, node);
  if (arrival.to === 'leave') leave(step, tokenId, arrival.outcome);
  if (arrival.to === 'spread') spread(step, tokenId, nodeId);
}

/** A token leaves by an outcome, straight back to the step that sent it here when there is one (C30). */
export function leave(step: Step, tokenId: string, outcome: string): void {
  const token = tokenOf(step, tokenId);
  if (!token) return;
  stopTokenClocks(step, tokenId);
  depart(step, nodeAt(step, token.node), outcome);
  const back = returnTarget(token, outcome);
  const trail = [...token.trail.filter((v) => v.node !== token.node), { node: token.node, outcome }];
  if (!back) {
    patchToken(step, tokenId, { trail });
    follow(step, tokenId, token.node, outcome);
    return;
  }
  const { returnTo: _done, ...rest } = token;
  step.s.tokens = step.s.tokens.map((t) => (t.id === tokenId ? { ...rest, trail } : t));
  enter(step, tokenId, back);
}

/** The way on by the edges: the outcome's, else the first condition that holds, else the default. */
function follow(step: Step, tokenId: string, nodeId: string, outcome: string): void {
  const next = step.desk.plan.flow.next[nodeId];
  const to = next?.outcomes[outcome];
  if (to) enter(step, tokenId, to, { from: nodeId, by: 'outcome', name: outcome });
  else if (next && next.conditions.length > 0)
    askOutside(step, 'condition', tokenId, { node: nodeId }, (id) => ({
      id,
      kind: 'conditions',
      node: nodeId,
      facts: step.s.facts,
    }));
  else if (next?.otherwise) enter(step, tokenId, next.otherwise, { from: nodeId, by: 'otherwise', name: null });
  else raiseIncident(step, { ask: null, token: tokenId, code: 'NO_WAY_ON', message: `${nodeId} has no way on for ${outcome}` });
}

/** The answer to "which of the conditional edges": `null` means none held and the default is taken. */
export function takeCondition(step: Step, tokenId: string, nodeId: string, edge: string | null): void {
  const next = step.desk.plan.flow.next[nodeId];
  const held = next?.conditions.find((c) => c.edge === edge);
  const to = held?.to ?? next?.otherwise;
  if (to) enter(step, tokenId, to, { from: nodeId, by: held ? 'condition' : 'otherwise', name: held?.edge ?? null });
  else
    raiseIncident(step, { ask: null, token: tokenId, code: 'NO_WAY_ON', message: `${nodeId} has no way on: no condition holds` });
}

/** A fork: one token for each branch, all of one passage; all stand before the first runs, so that no join overlooks the rest. */
function spread(step: Step, tokenId: string, nodeId: string): void {
  const token = tokenOf(step, tokenId);
  if (!token) return;
  stopTokenClocks(step, tokenId);
  step.s.tokens = step.s.tokens.filter((t) => t.id !== tokenId);
  const fork = nextId(step, 'f');
  const ways = step.desk.plan.flow.next[nodeId]?.branches ?? [];
  const started = ways.map(({ to, required }) => ({ to, id: putToken(step, to, [...token.branches, { fork, required }]) }));
  for (const { id, to } of started) enter(step, id, to, { from: nodeId, by: 'branch', name: null });
}

function returnTarget(token: Token, outcome: string): string | null {
  if (!token.returnTo) return null;
  const forward = token.trail.find((v) => v.node === token.node);
  return forward?.outcome === outcome ? token.returnTo : null;
}
