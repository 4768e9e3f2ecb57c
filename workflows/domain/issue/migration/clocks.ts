import { calendarOfClock, type Clock, type ClockSpec, type Policy, reladder, reportInSpecOf } from '../../deadline';
import type { FlowNode } from '../../flow/document';
import type { Plan } from '../../flow/plan';
import { calendarOf, clockOf, promiseId, putClock, startStageClock } from '../clocks';
import { acceptSpec, promiseSpec, reviewSpec, shareSpec, stageSpec, windowSpec } from '../limits';
import { isLedgerNode } from '../ledger';
import { type OrderClock, orderSpec } from '../order-clocks';
import { reckonAgain } from '../reckon';
import { gradeOf, type Step } from '../step';
import type { Assignment, Token } from '../state';
import type { ClockPolicy } from '../words';

/** What an issue lived by, and the tokens as they stood in that drawing. */
export type Before = { plan: Plan; tokens: readonly Token[] };

/**
 * R12 over every clock of an issue, once its step bears the new release's desk. With `keep` no due
 * moves. In each case rungs still to come are the new ladder's: what a rung does is read from the policy when its instant comes. What
 * has fired stays fired. A clock that the new release has no rule for, or whose due was set by the parties, keeps its due.
 */
export function reckonClocks(step: Step, before: Before, mode: ClockPolicy): void {
  const ids = step.s.clocks.map(({ id }) => id);
  // The promise first: the due of a replacing unit hangs on it (R4).
  for (const id of [...ids.filter((id) => id === promiseId), ...ids.filter((id) => id !== promiseId)]) {
    const clock = clockOf(step, id);
    if (clock) reckon(step, before.plan.policy, clock, mode);
  }
  if (mode === 'keep') return;
  const unlimited = before.tokens.filter(({ node }) => before.plan.flow.nodes[node]?.limit === undefined).map(({ id }) => id);
  for (const token of step.s.tokens) if (unlimited.includes(token.id)) startLimit(step, token);
}

function reckon(step: Step, old: Policy, clock: Clock, mode: ClockPolicy): void {
  const rule = ruleOf(step, old, clock);
  if (rule === 'set') return;
  const spec = rule ?? { kind: clock.kind, length: clock.length, rolled: clock.rolled, ladder: [] };
  if (rule === null && mode !== 'keep' && stageTokenOf(step, clock)) {
    step.s.clocks = step.s.clocks.filter(({ id }) => id !== clock.id);
    return;
  }
  if (spec.kind !== clock.kind) putClock(step, { ...clock, kind: spec.kind });
  const named = clockOf(step, clock.id) ?? clock;
  if (mode === 'keep' || clock.status === 'stopped')
    putClock(step, reladder(calendarOfClock(calendarOf(step), named), named, spec.ladder, step.at));
  else reckonAgain(step, clock.id, { mode, cause: 'migration', spec });
}

/** A step whose limit is new with this release is given it from now: nobody is late for what did not run. */
function startLimit(step: Step, token: Token): void {
  const { limit } = nodeOf(step, token) ?? {};
  if (limit !== undefined) startStageClock(step, token, limit);
}

const nodeOf = (step: Step, token: Token): FlowNode | undefined => step.desk.plan.flow.nodes[token.node];
const stageClock = (token: Token): string => `${token.id}.stage.${token.visit}`;
const stageTokenOf = (step: Step, clock: Clock): Token | undefined => step.s.tokens.find((t) => stageClock(t) === clock.id);

/** The rule of the new policy that would start this clock; null where it has none, `set` where the due is the parties' or a date. */
function ruleOf(step: Step, old: Policy, clock: Clock): ClockSpec | null | 'set' {
  const { policy } = step.desk.plan;
  const [owner = '', kind = ''] = clock.id.split('.');
  if (clock.id === promiseId) return promiseSpec(policy, gradeOf(step));
  if (clock.id === 'accept') return acceptSpec(policy, gradeOf(step));
  const share = step.s.assignments.find(({ id }) => id === owner);
  if (share) return shareRule(policy, share, clock, kind);
  const order = step.s.orders.find(({ id }) => id === owner);
  if (order) {
    const was = orderSpec(old, order, kind as OrderClock);
    const isAgreed = kind === 'reply' && was !== null && !isSameLength(was.length, clock.length);
    return isAgreed ? 'set' : orderSpec(policy, order, kind as OrderClock);
  }
  const whistle = step.s.whistles.find(({ id }) => id === owner);
  if (whistle) return reportInSpecOf(policy, whistle.kind);
  if (clock.kind === 'appeal') return { kind: 'appeal', length: policy.cards.decide, rolled: false, ladder: [] };
  const token = step.s.tokens.find(({ id }) => id === owner);
  return token ? tokenRule(step, token, kind) : 'set';
}

const isSameLength = (a: ClockSpec['length'], b: ClockSpec['length']): boolean => a.n === b.n && a.unit === b.unit;

/** A reply clock that began with a rework (C18) or reopening (C24) is that one's, not the dispatch's. */
function shareRule(policy: Policy, share: Assignment, clock: Clock, kind: string): ClockSpec | null | 'set' {
  switch (kind) {
    case 'reply':
      return shareSpec(policy, clock.cycle > 1 && clock.startedAt !== share.dispatchedAt ? 'rework' : 'reply', share.grade);
    case 'sign':
    case 'contact':
    case 'returnWindow':
    case 'adjudicate':
    case 'extension':
    case 'question':
      return shareSpec(policy, kind, share.grade);
    default:
      return 'set';
  }
}

function tokenRule(step: Step, token: Token, kind: string): ClockSpec | null | 'set' {
  const { policy } = step.desk.plan;
  const node = nodeOf(step, token);
  if (kind === 'stage') return node?.limit === undefined ? null : stageSpec(policy, node.limit, gradeOf(step));
  if (isLedgerNode(node)) {
    const whole = kind === 'ledger' ? windowSpec(policy, node.until.window) : null;
    if (whole) return { ...whole, kind: 'ledger' };
    return kind === 'ledgerReview' ? reviewSpec(policy, node.until.every, (step.s.ledger?.passed ?? 0) + 1) : 'set';
  }
  if (kind !== 'window') return 'set';
  const window = windowOf(node);
  return window === null ? 'set' : windowSpec(policy, window);
}

/** The window that a step's own clock runs by; null for a step that waits for a date, or for none. */
function windowOf(node: FlowNode | undefined): string | null {
  if (node?.kind === 'ask') return node.window;
  if (node?.kind === 'call') return node.window ?? null;
  if (node?.kind === 'wait' && (node.until.kind === 'length' || node.until.kind === 'message')) return node.until.window;
  return null;
}
