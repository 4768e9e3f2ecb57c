import type { CommandData } from './command';
import type { Actor, CommandInput } from './input';
import { mayAct } from './outcomes';
import { stopTokenClocks } from './clocks';
import { emit, patchToken, refuse, tell, type Refusal, type Step } from './step';
import type { Token } from './state';
import { enter, nodeAt } from './walk';

/** C11, C30: from any person's step back to an earlier one, whose next going-on leads straight back to the sender. */
export function sendBack(step: Step, command: CommandInput): Refusal | null {
  const { to } = command.data as CommandData<'sendBack'>;
  const token =
    step.s.tokens.find((t) => isPersonsStep(step, t) && mine(step, t, command.actor)) ??
    step.s.tokens.find((t) => decidesBounce(step, t, command.actor, to));
  if (!token)
    return refuse(
      step.s.tokens.some((t) => isPersonsStep(step, t)) ? 'FORBIDDEN' : 'NOT_ALLOWED_IN_STATE',
      'no step of yours is open here',
    );
  const node = nodeAt(step, token.node);
  const no = node.kind === 'task' && mine(step, token, command.actor) ? mayAct(step, node, command.actor) : null;
  if (no) return no;
  const target = earlierStep(step, token, to);
  if (target === null) return refuse('INVALID_INPUT', 'there is no such earlier step', { steps: token.trail.map((v) => v.node) });
  const pair = `${token.node}>${target}`;
  const bounces = (step.s.bounces[pair] ?? 0) + 1;
  const { max } = step.desk.plan.policy.bounce;
  if (bounces > max && !supervises(command.actor))
    return refuse('BOUNCE_LIMIT', `sent back ${max} times: supervision decides`, { pair, max });
  step.s.bounces = { ...step.s.bounces, [pair]: bounces };
  emit(step, 'sentBack', {
    node: token.node,
    data: { to: target, times: bounces, remark: (command.data as CommandData<'sendBack'>).remark },
  });
  if (bounces === max) tell(step, 'bouncing', { to: 'desk', role: 'citySupervision', district: null }, { pair });
  stopTokenClocks(step, token.id);
  patchToken(step, token.id, { returnTo: token.node });
  enter(step, token.id, target);
  return null;
}

const isPersonsStep = (step: Step, token: Token): boolean => nodeAt(step, token.node).kind === 'task';

function mine(step: Step, token: Token, actor: Actor): boolean {
  const node = nodeAt(step, token.node);
  return node.kind === 'task' && node.roles.some((role) => actor.roles.includes(role));
}

const supervises = (actor: Actor): boolean =>
  actor.roles.some((role) => role === 'districtSupervision' || role === 'citySupervision');

/** C30: once two steps have used up their budget, supervision may send the issue back in the step's stead. */
export function decidesBounce(step: Step, token: Token, actor: Actor, to?: string): boolean {
  const target = isPersonsStep(step, token) && supervises(actor) ? earlierStep(step, token, to) : null;
  return target !== null && (step.s.bounces[`${token.node}>${target}`] ?? 0) >= step.desk.plan.policy.bounce.max;
}

/** The named earlier step, else the last person's step that the token left. */
function earlierStep(step: Step, token: Token, to: string | undefined): string | null {
  const steps = token.trail.map((v) => v.node).filter((id) => id !== token.node && nodeAt(step, id).kind === 'task');
  if (to !== undefined) return steps.includes(to) ? to : null;
  return steps.at(-1) ?? null;
}
