import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer for whatever is planned next. It is set earlier when something earlier is planned and left alone when that has
 * moved later (it then rings for nothing and is set anew): a timer that is neither cancelled nor replaced costs no events.
 */
export class Alarm {
  private at: number | null = null;
  private scope: CancellationScope | null = null;
  private rangFor: number | null = null;

  get rang(): boolean {
    return this.rangFor !== null;
  }

  /** What it rang for (milliseconds of Temporal's time), once; `null` when it has not rung. */
  takeRing(): number | null {
    const at = this.rangFor;
    this.rangFor = null;
    return at;
  }

  /** Sees to it that the alarm rings at `at` (milliseconds of Temporal's time) or before; whether that took a new timer. */
  setFor(at: number | null, now: number): boolean {
    if (at === null || (this.at !== null && this.at <= at)) return false;
    this.scope?.cancel();
    this.at = at;
    this.rangFor = null;
    const scope = new CancellationScope();
    this.scope = scope;
    void scope.run(() => this.ring(scope, Math.max(1, at - now)));
    return true;
  }

  private async ring(scope: CancellationScope, ms: number): Promise<void> {
    try {
      await sleep(ms);
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    if (this.scope !== scope) return;
    this.rangFor = this.at;
    this.at = null;
  }
}
