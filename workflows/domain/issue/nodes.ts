import type { FlowNode, NodeKind, NodeOf } from '../flow/document';
import { promiseId, startDateClock, startWindowClock } from './clocks';
import { pauseOne, resumeOne } from './pauses';
import { closeCase } from './closing';
import { arriveAtExposing } from './exposure';
import { planFollowUp } from './follow-up';
import { beginPiece } from './pieces';
import { arriveOnLedger, isLedgerNode, leaveLedger } from './ledger';
import { askOutside, emit, listFact, tell, textFact, type Step } from './step';
import type { Token } from './state';
import { offerHere } from './offering';
import { callOut } from './outside-word';
import { reopenShares } from './shares';

/** What a node kind does with a token that arrives; walking on is the caller's (walk.ts). */
export type Arrival = { to: 'stay' } | { to: 'leave'; outcome: string } | { to: 'spread' } | { to: 'gone' };

const stay: Arrival = { to: 'stay' };
const go = (outcome: string): Arrival => ({ to: 'leave', outcome });

type Arrive<K extends NodeKind> = (step: Step, token: Token, node: NodeOf<K>) => Arrival;

const arrivals: { [K in NodeKind]: Arrive<K> } = {
  start: () => go('started'),
  task: () => stay,
  decide: arriveAtDecide,
  assign: arriveAtAssign,
  offer: (step, token, node) => (offerHere(step, token, node) ? stay : go('expired')),
  whistle: arriveAtWhistle,
  fork: () => ({ to: 'spread' }),
  join: arriveAtJoin,
  ask: arriveAtAsk,
  wait: arriveAtWait,
  publish: arriveAtPublish,
  call: arriveAtCall,
  end: (step, token, node) => {
    closeCase(step, token, node);
    planFollowUp(step, node);
    return { to: 'gone' };
  },
};

/** Runs the behaviour of the node's kind. */
export function arrive(step: Step, token: Token, node: FlowNode): Arrival {
  return (arrivals[node.kind] as Arrive<NodeKind>)(step, token, node);
}

/** What a node kind undoes when its token leaves: the promise that a question or the ledger paused goes on. */
export function depart(step: Step, node: FlowNode, outcome: string): void {
  if (isLedgerNode(node)) leaveLedger(step, outcome);
  if (node.kind !== 'ask' || !node.pausesPromise) return;
  if (resumeOne(step, promiseId)) emit(step, 'resumed', { node: node.id, data: { clocks: [promiseId], reason: node.question } });
}

/** Another drawing stands in the plan behind its calling step (expand.ts); another system is asked and awaited. */
function arriveAtCall(step: Step, token: Token, node: NodeOf<'call'>): Arrival {
  if (node.flow !== undefined) return go('entered');
  callOut(step, token, node);
  return stay;
}

function arriveAtDecide(step: Step, token: Token, node: NodeOf<'decide'>): Arrival {
  const writes = step.desk.plan.decisions[node.decision]?.writes ?? [];
  if (node.once && writes.some((name) => step.s.facts[name] !== undefined)) return go('decided');
  askOutside(step, 'decide', token.id, { decision: node.decision }, (id) => ({
    id,
    kind: 'decide',
    decision: node.decision,
    facts: step.s.facts,
  }));
  return stay;
}

/** Shares of an earlier cycle go on (C19, C24); else the units of the facts are looked up, filtered and dispatched. */
function arriveAtAssign(step: Step, token: Token, node: NodeOf<'assign'>): Arrival {
  if (reopenShares(step, token, node)) return stay;
  const joined = node.required ? listFact(step.s, 'mergedUnits') : [];
  const units = [...new Set([...listFact(step.s, node.unitsFact), ...joined])];
  if (units.length === 0) return go(node.required ? 'returned' : 'replied');
  askOutside(step, 'dispatch', token.id, { units, lead: textFact(step.s, node.leadFact) }, (id) => ({
    id,
    kind: 'lookUp',
    units: [...units, ...listFact(step.s, 'accused')],
    district: textFact(step.s, 'district'),
  }));
  return stay;
}

/** The drawing blows a whistle; the directory is asked first, for the filter and who is there. */
function arriveAtWhistle(step: Step, token: Token, node: NodeOf<'whistle'>): Arrival {
  const units = listFact(step.s, node.unitsFact);
  if (units.length === 0) return go('returned');
  askOutside(step, 'whistle', token.id, { node: node.id, units }, (id) => ({
    id,
    kind: 'lookUp',
    units: [...units, ...listFact(step.s, 'accused')],
    district: textFact(step.s, 'district'),
  }));
  return stay;
}

/** A branch arrives: when the join has what it waits for one token goes on, else this one waits here. */
function arriveAtJoin(step: Step, token: Token, node: NodeOf<'join'>): Arrival {
  const branch = token.branches.at(-1);
  if (!branch) return go('joined');
  if (step.s.joined.includes(branch.fork)) return remove(step, token.id);
  const family = step.s.tokens.filter((t) => t.branches.some((b) => b.fork === branch.fork) && !isOvertaken(step, t));
  const here = family.filter((t) => t.node === token.node);
  const missing = family.filter((t) => t.node !== token.node);
  if (!isSatisfied(node, here, missing, branch.fork)) return stay;
  step.s.joined = [...step.s.joined, branch.fork];
  const others = new Set(here.filter((t) => t.id !== token.id).map((t) => t.id));
  step.s.tokens = step.s.tokens
    .filter((t) => !others.has(t.id))
    .map((t) => (t.id === token.id ? { ...t, branches: t.branches.slice(0, -1) } : t));
  return go('joined');
}

/** A branch whose own join was passed without it ends there: nobody further out waits for it. */
const isOvertaken = (step: Step, token: Token): boolean => token.branches.some((b) => step.s.joined.includes(b.fork));

function isSatisfied(node: NodeOf<'join'>, here: Token[], missing: Token[], fork: string): boolean {
  if (node.wait === 'any') return true;
  if (typeof node.wait === 'number') return here.length >= node.wait;
  if (node.wait === 'all') return missing.length === 0;
  return missing.every((t) => t.branches.find((b) => b.fork === fork)?.required === false);
}

function remove(step: Step, tokenId: string): Arrival {
  step.s.tokens = step.s.tokens.filter((t) => t.id !== tokenId);
  return { to: 'gone' };
}

/** A question to the resident: the window runs, the promise stops if the drawing says so (C03, C16). */
function arriveAtAsk(step: Step, token: Token, node: NodeOf<'ask'>): Arrival {
  if (node.question === 'info') startWindowClock(step, token, node.window);
  if (node.pausesPromise && pauseOne(step, promiseId, node.question))
    emit(step, 'paused', { node: node.id, data: { clocks: [promiseId], reason: node.question } });
  for (const intake of step.s.intakes) {
    tell(step, node.question === 'info' ? 'infoAsked' : 'ratingAsked', { to: 'resident', intake: intake.no }, {}, intake.channel);
  }
  return stay;
}

function arriveAtWait(step: Step, token: Token, node: NodeOf<'wait'>): Arrival {
  const { until } = node;
  if (isLedgerNode(node)) arriveOnLedger(step, token, node);
  else if (until.kind !== 'date') startWindowClock(step, token, until.window);
  else if (!startDateClock(step, token, textFact(step.s, until.fact))) return go('expired');
  return stay;
}

/** A story is begun and has its own life; one that exposes waits until that is approved. */
function arriveAtPublish(step: Step, token: Token, node: NodeOf<'publish'>): Arrival {
  if (!node.exposes) {
    beginPiece(step, node);
    return go('started');
  }
  const outcome = arriveAtExposing(step, token, node);
  return outcome === null ? stay : go(outcome);
}
