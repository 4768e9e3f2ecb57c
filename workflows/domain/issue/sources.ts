import { goesBy } from './changes';
import { setFacts, type Step } from './step';

/**
 * Whence the reporters came who are still in, once an issue has taken more of them (C09): tables read it to tell a topic that nobody can be
 * called back about from one that residents have joined. An issue with its own reporter alone has `source`.
 */
export function noteSources(step: Step): void {
  if (!goesBy(step, 'sources-of-reporters')) return;
  const still = step.s.intakes.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  setFacts(step, { sources: [...new Set(still.map(({ source }) => source))] });
}
