import { type City, prove, type Proof, proofProblems, type ProofProblem } from '#domain';

export type Job = { city: City; at: string };

/** What came of a proof; null while the draft has errors of its own. */
export type Proven = { proof: Proof; problems: ProofProblem[] } | null;

/** Proves a city, and can be stopped. */
export type Prove = (job: Job) => { done: Promise<Proven>; stop: () => void };

export function provenOf({ city, at }: Job): Proven {
  const proof = prove(city, at);
  return proof && { proof, problems: proofProblems(proof, city.content) };
}
