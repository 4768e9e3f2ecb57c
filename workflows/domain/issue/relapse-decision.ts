import type { CommandData } from './command';
import type { CommandInput } from './input';
import { emit, listFact, refuse, setFacts, type Refusal, type Step } from './step';
import type { IssueState } from './state';

/** Until it is routed; later the relapse is a matter of the figures alone. */
export const decidesRelapseIn: ReadonlySet<IssueState['stage']> = new Set(['VERIFYING', 'NEED_INFO', 'FIRST_REVIEW']);

/**
 * DOMAIN 4 #17: whether this is a closed issue come back, as the desk was shown it might be. A yes links the two and stays a fact for
 * tables; a no is kept as well, and not asked again. Either may be changed until the issue is routed.
 */
export function decideRelapse(step: Step, command: CommandInput): Refusal | null {
  if (!command.actor.roles.some((role) => role === 'verifier' || role === 'firstReviewer'))
    return refuse('FORBIDDEN', 'verifier and first reviewer decide on a relapse');
  if (!decidesRelapseIn.has(step.s.stage)) return refuse('NOT_ALLOWED_IN_STATE', `the issue is ${step.s.stage}`);
  const { of, confirm } = command.data as CommandData<'decideRelapse'>;
  if (of === step.s.no) return refuse('INVALID_INPUT', 'an issue is no relapse of itself', { fields: ['of'] });
  const denied = listFact(step.s, 'relapseDenied').filter((no) => no !== of);
  const linked = confirm ? of : step.s.relapseOf === of ? null : step.s.relapseOf;
  step.s.relapseOf = linked;
  setFacts(step, { relapse: linked !== null, relapseDenied: confirm ? denied : [...denied, of] });
  emit(step, 'relapseDecided', { data: { of, confirm } });
  return null;
}
