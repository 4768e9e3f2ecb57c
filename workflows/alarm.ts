import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer for whatever is planned next. It is set earlier when something earlier is planned and left alone when that has
 * moved later (it then rings for nothing and is set anew): a timer that is neither cancelled nor replaced costs no events.
 */
export class Alarm {
  private at: number | null = null;
  private scope: CancellationScope | null = null;
  rang = false;

  /** Sees to it that the alarm rings at `at` (milliseconds of Temporal's time) or before. */
  setFor(at: number | null, now: number): void {
    if (at === null || (this.at !== null && this.at <= at)) return;
    this.scope?.cancel();
    this.at = at;
    this.rang = false;
    const scope = new CancellationScope();
    this.scope = scope;
    void scope.run(() => this.ring(scope, Math.max(1, at - now)));
  }

  private async ring(scope: CancellationScope, ms: number): Promise<void> {
    try {
      await sleep(ms);
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    if (this.scope !== scope) return;
    this.at = null;
    this.rang = true;
  }
}
