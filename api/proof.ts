import { setImmediate } from 'node:timers/promises';
import { type City, type Proof, type ProofProblem, proofProblems, proofSteps } from '#domain';
import type { Finding } from '#contract';
import type { Deps } from './deps';
import { cityOf } from './rehearsal';
import { findingOf, type Drawn } from './releases';

/** Proves a city; others have their turn between two rests of it. Null while the draft has errors of its own. */
export async function proofOf(city: City, at: string): Promise<Proof | null> {
  const steps = proofSteps(city, at);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    await setImmediate();
  }
}

/** The proof of DESIGN 5 as findings: a counter-example blocks publishing, what could not be told is waived with a reason. */
export async function proofFindings(deps: Deps, drawn: Pick<Drawn, 'content'>): Promise<Finding[]> {
  const city = await cityOf(deps, drawn);
  const proof = await proofOf(city, deps.clock.now());
  return proof ? proofProblems(proof, city.content).map(withExample) : [];
}

function withExample({ counterExample, ...problem }: ProofProblem): Finding {
  if (!counterExample) return findingOf(problem);
  const { facts, way, scenario } = counterExample;
  // As JSON says it: a scenario is stored as the document it is.
  return { ...findingOf(problem), counterExample: { facts, way, scenario: JSON.parse(JSON.stringify(scenario)) as never } };
}
