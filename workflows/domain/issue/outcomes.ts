import type { NodeOf, Outcome } from '../flow/document';
import type { Json } from '../text';
import type { CommandData, CommandName } from './command';
import type { Actor, CommandInput } from './input';
import { applyMarks } from './marks';
import { emit, refuse, setFacts, type Refusal, type Step } from './step';
import type { Token } from './state';
import { countTry, heard, prepare } from './steps-of-people';
import { leave } from './walk';

/** People's steps: which outcome a command takes, who may take it, and taking it. */

type PersonNode = NodeOf<'task'> | NodeOf<'ask'>;
export type Place = { token: Token; node: PersonNode; outcome: Outcome };

/** The outcome a command takes where the tokens stand now: by name, then by the fields its `when` asks for. */
export function placesFor(step: Step, name: CommandName, data: Record<string, unknown>): Place[] {
  const fields = {
    ...data,
    ...(data['answer'] === undefined ? {} : { answer: heard(data) }),
    unsolved: step.s.unsolved === 0 ? 'first' : 'again',
  };
  return step.s.tokens.flatMap((token) => {
    const node = step.desk.plan.flow.nodes[token.node];
    if (node?.kind !== 'task' && node?.kind !== 'ask') return [];
    const outcome = node.outcomes.find((o) => isTakenBy(o, node, name, fields));
    return outcome ? [{ token, node, outcome }] : [];
  });
}

function isTakenBy(outcome: Outcome, node: PersonNode, name: CommandName, fields: Record<string, unknown>): boolean {
  if (name === 'choose') return outcome.command === 'choose' && fields['node'] === node.id && fields['outcome'] === outcome.id;
  if (outcome.command !== name) return false;
  return Object.entries(outcome.when ?? {}).every(([field, values]) => values.includes((fields[field] ?? null) as Json));
}

/** Whether any token stands where this command is understood, whatever its fields: for lists of allowed commands. */
export function nodesFor(step: Step, name: CommandName): { token: Token; node: PersonNode }[] {
  return step.s.tokens.flatMap((token) => {
    const node = step.desk.plan.flow.nodes[token.node];
    if (node?.kind !== 'task' && node?.kind !== 'ask') return [];
    return node.outcomes.some((o) => o.command === name) ? [{ token, node }] : [];
  });
}

/** Separation of duties and roles (DOMAIN 2.6), in one place. */
export function mayAct(step: Step, node: PersonNode, actor: Actor): Refusal | null {
  if (!node.roles.some((role) => actor.roles.includes(role)))
    return refuse('FORBIDDEN', `${node.id} is for ${node.roles.join(', ')}`, { roles: node.roles });
  const same = node.notSameAs.find((other) => step.s.actedBy[other] === actor.id);
  if (same) return refuse('SAME_PERSON', `${actor.id} already acted at ${same}`, { node: same });
  const ofUnit = node.notOfHandlingUnit && actor.unit !== null && step.s.assignments.some((a) => a.unit === actor.unit);
  return ofUnit ? refuse('SAME_PERSON', `${actor.unit ?? ''} handles this issue`, { unit: actor.unit }) : null;
}

/** A person's command at a step of the drawing. */
export function takeOutcome(step: Step, command: CommandInput): Refusal | null {
  const place = placesFor(step, command.name, command.data)[0];
  if (!place) return refuse('NOT_ALLOWED_IN_STATE', `${command.name} is not awaited in ${step.s.stage}`);
  const no = mayAct(step, place.node, command.actor) ?? unsigned(step, place) ?? missing(place, command);
  if (no) return no;
  const held = prepare(step, place, command);
  if (held) return held === 'later' ? null : held;
  complete(step, place, command);
  return null;
}

/** A contact try of the desk that reached nobody (C05, C17). */
export function takeTry(step: Step, command: CommandInput): Refusal | null {
  const place = asksOpen(step)[0];
  if (!place) return refuse('NOT_ALLOWED_IN_STATE', `nobody is to be called in ${step.s.stage}`);
  const no = mayAct(step, place.node, command.actor);
  if (no) return no;
  if (countTry(step, place.token, place.node)) leave(step, place.token.id, 'expired');
  return null;
}

/** Questions to the resident that are open now. */
export function asksOpen(step: Step): { token: Token; node: NodeOf<'ask'> }[] {
  return step.s.tokens.flatMap((token) => {
    const node = step.desk.plan.flow.nodes[token.node];
    return node?.kind === 'ask' ? [{ token, node }] : [];
  });
}

/** Emits the outcome's event, applies its marks and moves the token on. */
export function complete(step: Step, place: Place, command: CommandInput): void {
  const { token, node, outcome } = place;
  step.s.actedBy = { ...step.s.actedBy, [node.id]: command.actor.id };
  const parts = {
    node: node.id,
    by: command.actor.id,
    data: { outcome: outcome.id, ...(command.data as Record<string, Json>) },
  };
  if (!isToldByShares(step, outcome)) emit(step, outcome.event, parts);
  applyMarks(step, outcome.marks, parts);
  setFacts(step, { lastOutcome: outcome.id });
  leave(step, token.id, outcome.id);
}

/** A review of replies is an event of each share that it accepts or returns (T09), not one more of its own. */
const isToldByShares = (step: Step, { event, marks }: Outcome): boolean =>
  (event === 'replyAccepted' || event === 'replyReturned') &&
  marks.some((mark) => mark.do === 'acceptReplies' || mark.do === 'returnReplies') &&
  step.s.assignments.some((share) => share.state === 'REPLIED');

function unsigned(step: Step, { node, outcome }: Place): Refusal | null {
  const rule = outcome.secondSignature;
  if (!rule || (rule.whenFact !== undefined && !step.s.facts[rule.whenFact])) return null;
  const signer = step.s.signatures[`${node.id}.${outcome.id}`];
  if (signer === undefined)
    return refuse('SECOND_SIGNATURE_MISSING', `${outcome.id} needs a second signature`, { roles: rule.roles });
  return signer === step.actor.id ? refuse('SAME_PERSON', 'both signatures are one person') : null;
}

function missing({ outcome }: Place, command: CommandInput): Refusal | null {
  const form = command.name === 'choose' ? ((command.data as CommandData<'choose'>).form ?? {}) : command.data;
  const empty = outcome.requires.filter((field) => form[field] === undefined || form[field] === '');
  return empty.length > 0 ? refuse('INVALID_INPUT', `missing: ${empty.join(', ')}`, { fields: empty }) : null;
}

/** A second person signs beforehand for an outcome that needs two (C08, C27). */
export function signSecond(step: Step, command: CommandInput): Refusal | null {
  const { node: nodeId, outcome: outcomeId } = command.data as CommandData<'sign2'>;
  const node = step.desk.plan.flow.nodes[nodeId];
  const here = step.s.tokens.some((t) => t.node === nodeId);
  if (!here || (node?.kind !== 'task' && node?.kind !== 'ask'))
    return refuse('NOT_ALLOWED_IN_STATE', `no step ${nodeId} is open`);
  const rule = node.outcomes.find((o) => o.id === outcomeId)?.secondSignature;
  if (!rule) return refuse('NOT_ALLOWED_IN_STATE', `${outcomeId} needs no second signature`);
  if (!rule.roles.some((role) => command.actor.roles.includes(role)))
    return refuse('FORBIDDEN', `signing is for ${rule.roles.join(', ')}`);
  step.s.signatures = { ...step.s.signatures, [`${nodeId}.${outcomeId}`]: command.actor.id };
  emit(step, 'secondSigned', { node: nodeId, data: { outcome: outcomeId } });
  return null;
}
