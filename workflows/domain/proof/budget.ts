/** What one proof may spend: it runs while somebody draws, and a document may be anything. */
export type ProofBudget = {
  /** Places of the walk: a step with what is known of the facts there. */
  spots: number;
  /** Comparisons of regions. */
  steps: number;
  /** Values at which one expression over several facts is computed. */
  samples: number;
  /** Suspicions that are played to the end on the interpreter. */
  plays: number;
};

/** Enough for a city with 2,000 routing rules; what is not finished within it is told as unknown, which is no pass. */
export const PROOF_BUDGET: ProofBudget = { spots: 120_000, steps: 30_000_000, samples: 4096, plays: 12 };

/** Counts what is spent; `over` once anything has run out. */
export class Meter {
  over = false;
  private spots = 0;
  private steps = 0;
  readonly budget: ProofBudget;

  constructor(budget: ProofBudget) {
    this.budget = budget;
  }

  spot(): void {
    this.spots += 1;
    if (this.spots > this.budget.spots) this.over = true;
  }

  step(count = 1): void {
    this.steps += count;
    if (this.steps > this.budget.steps) this.over = true;
  }
}
