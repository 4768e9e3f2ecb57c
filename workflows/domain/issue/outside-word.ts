import type { FlowNode, NodeOf } from '../flow/document';
import { takenAt } from '../flow/facts';
import { startWindowClock } from './clocks';
import type { Actor } from './input';
import { emit, nextId, patchToken, send, type Step } from './step';
import type { Token } from './state';
import type { Role } from './words';

/**
 * Word from outside (DESIGN 5): what is awaited at a `wait` for a message, and at a `call` of another system after its signed
 * request has left. The system itself answers, or somebody of the desk who was told by telephone.
 */

/** Who may pass on by hand what another system should have said. */
export const wordKeepers: readonly Role[] = ['clerk', 'dispatcher', 'shiftLeader', 'districtSupervision', 'citySupervision'];

const senderPrefix = 'sender:';
/** The id by which another system acts; the api has checked its signature. */
export const senderId = (endpoint: string): string => `${senderPrefix}${endpoint}`;

/** What a step waits to be told, and who may tell it (null: any system that signs). */
export type Awaited = { message: string; from: string | null; takes: readonly string[] };

export function awaitedAt(node: FlowNode | undefined): Awaited | null {
  if (node?.kind === 'call' && node.endpoint !== undefined)
    return { message: node.endpoint, from: node.endpoint, takes: takenAt(node) };
  if (node?.kind !== 'wait' || node.until.kind !== 'message') return null;
  return { message: node.until.name, from: node.until.from ?? null, takes: takenAt(node) };
}

/** Where word is awaited now. */
export function wordsAwaited(step: Step): { token: Token; awaited: Awaited }[] {
  return step.s.tokens.flatMap((token) => {
    const awaited = awaitedAt(step.desk.plan.flow.nodes[token.node]);
    return awaited ? [{ token, awaited }] : [];
  });
}

export function mayTell({ from }: Awaited, { id, roles }: Actor): boolean {
  if (roles.some((role) => wordKeepers.includes(role))) return true;
  return from === null ? id.startsWith(senderPrefix) : id === senderId(from);
}

/** The request leaves by the outbox: a dead endpoint delays itself, and the window ends the waiting. Only the facts drawn go along. */
export function callOut(step: Step, token: Token, node: NodeOf<'call'>): void {
  const { endpoint, window } = node;
  if (endpoint === undefined || window === undefined) return;
  const call = nextId(step, 'call');
  patchToken(step, token.id, { data: { call } });
  startWindowClock(step, token, window);
  const facts = Object.fromEntries((node.sends ?? []).map((name) => [name, step.s.facts[name] ?? null]));
  send(step, {
    key: `${step.s.no}:${call}`,
    kind: 'callOut',
    issue: step.s.no,
    call,
    endpoint,
    node: node.id,
    facts,
    at: step.at,
  });
  emit(step, 'calledOut', { node: node.id, data: { call, endpoint } });
}
