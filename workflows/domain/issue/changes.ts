import type { Step } from './step';

/**
 * Changes of the rules that a running issue's history may not know yet (`workflows/versions.ts`): the desk that carries a step out says
 * whether it goes by them. A desk that says nothing goes by all of them, as the rehearsal and the designer do.
 */
export type RuleChange = 'filtered-whistle' | 'sources-of-reporters';

export const goesBy = (step: Step, change: RuleChange): boolean => step.desk.newer?.(change) ?? true;
