import type { CommandData } from './command';
import { askExposure, exposureAsked, exposureDeciders, isExposable, mayAskExposure } from './exposure';
import type { CommandInput } from './input';
import { wordKeepers, wordsAwaited, mayTell } from './outside-word';
import { beginPiece } from './pieces';
import { emit, refuse, setFacts, tell, type Refusal, type Step } from './step';
import { leave } from './walk';

/** What reaches an issue from beyond the desk and its units: other systems' word, the media's wish to expose. */

/**
 * Word arrives: its facts are kept and the step is left. Refuses `NOT_ALLOWED_IN_STATE` where it is not awaited (or answers another
 * call), `FORBIDDEN` to others than the sender drawn and the desk, `INVALID_INPUT` for facts that the step does not take.
 */
export function receiveMessage(step: Step, command: CommandInput): Refusal | null {
  const { message, call, facts = {} } = command.data as CommandData<'receiveMessage'>;
  const here = wordsAwaited(step).filter(({ awaited }) => awaited.message === message);
  const place = here.find(({ token }) => call === undefined || token.data?.['call'] === call);
  if (!place) return refuse('NOT_ALLOWED_IN_STATE', `nobody waits for ${message}`);
  const { token, awaited } = place;
  if (!mayTell(awaited, command.actor))
    return refuse('FORBIDDEN', `${message} is for ${[awaited.from ?? 'a signing system', ...wordKeepers].join(', ')} to say`);
  const foreign = Object.keys(facts).filter((name) => !awaited.takes.includes(name));
  if (foreign.length > 0) return refuse('INVALID_INPUT', `not taken here: ${foreign.join(', ')}`, { fields: foreign });
  setFacts(step, facts);
  emit(step, 'messageReceived', { node: token.node, data: { message, facts: Object.keys(facts).sort() } });
  leave(step, token.id, token.data?.['call'] === undefined ? 'arrived' : 'answered');
  return null;
}

/** Refuses `FORBIDDEN` to others than the media, `NOT_ALLOWED_IN_STATE` before C10, twice, on a tip-off, or once it is over. */
export function requestExposure(step: Step, command: CommandInput): Refusal | null {
  if (!mayAskExposure(step, command.actor)) return refuse('FORBIDDEN', 'the media at work on the issue ask');
  if (!isExposable(step)) return refuse('NOT_ALLOWED_IN_STATE', 'exposing is decided, asked for, or closed to this issue');
  askExposure(step, command.actor.id, (command.data as CommandData<'requestExposure'>).reason, null);
  return null;
}

/** Nobody approves what they asked for, nor what accuses them; a no is given with its reason. */
export function decideExposure(step: Step, command: CommandInput): Refusal | null {
  const { actor } = command;
  if (!actor.roles.some((role) => exposureDeciders.includes(role)))
    return refuse('FORBIDDEN', `exposing is for ${exposureDeciders.join(', ')} to decide`, { roles: [...exposureDeciders] });
  const asked = exposureAsked(step.s);
  if (!asked) return refuse('NOT_ALLOWED_IN_STATE', 'nobody asks to expose');
  if (asked.by === actor.id) return refuse('SAME_PERSON', `${actor.id} asked for it`);
  const { approve, remark } = command.data as CommandData<'decideExposure'>;
  if (!approve && remark === undefined) return refuse('INVALID_INPUT', 'missing: remark', { fields: ['remark'] });
  const decision = approve ? 'approved' : 'refused';
  step.s.exposure = { ...asked, decision, decidedAt: step.at, decidedBy: actor.id };
  emit(step, approve ? 'exposureApproved' : 'exposureRefused', { data: remark === undefined ? {} : { remark } });
  if (asked.by !== 'system') tell(step, 'exposureDecided', { to: 'person', person: asked.by }, { approve });
  goOn(step, asked.token, approve);
  return null;
}

function goOn(step: Step, tokenId: string | null, approve: boolean): void {
  const token = step.s.tokens.find(({ id }) => id === tokenId);
  const node = token && step.desk.plan.flow.nodes[token.node];
  if (!token || node?.kind !== 'publish') return;
  if (approve) beginPiece(step, node);
  leave(step, token.id, approve ? 'started' : 'refused');
}
