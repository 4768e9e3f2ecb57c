import { isCancellation, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { hashOf, type IssueEvent } from '#domain';
import type { TwinActivities } from './activities';
import type { Said, TwinIssue } from './issue';
import { viewOf } from './view';

/** Local first, and an ordinary activity for as long as it takes when that fails: as the product's. */
const brief = proxyLocalActivities<TwinActivities>({
  scheduleToCloseTimeout: '3s',
  retry: { maximumAttempts: 2, initialInterval: '200ms' },
});
const patient = proxyActivities<TwinActivities>({ startToCloseTimeout: '20s', retry: { maximumInterval: '20s' } });

export async function touch<T>(call: (activities: TwinActivities) => Promise<T>): Promise<T> {
  try {
    return await call(brief);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return call(patient);
  }
}

/** Asks a table, and notes what it said. */
export async function decide(issue: TwinIssue, decision: 'grade' | 'route', event: IssueEvent['type'], said: Said) {
  const { category, district, street } = issue.intake;
  const facts = { category, district, street, source: issue.intake.source, keywords: issue.keywords };
  const outputs = await touch((activities) => activities.decide({ decision, facts, release: issue.release }));
  issue.at = new Date().toISOString();
  said.events.push({ type: event, at: issue.at, by: 'system', node: decision, data: { table: decision, outputs } });
  return outputs;
}

type Confirming = { last: Head | null; lastAt: number; confirmed: Head | null };
type Head = { seq: number; hash: string };

/** Writes one step to the chain; it confirms the last one that is known to stand in the history. */
export function recorder(): (issue: TwinIssue, said: Said) => Promise<void> {
  const steps: Confirming = { last: null, lastAt: 0, confirmed: null };
  return async (issue, { events, notices }) => {
    const seq = issue.seq + 1;
    const link = { stream: `issue-${issue.no}`, seq, prevHash: issue.hash, at: issue.at, events, notices, dispatches: [] };
    const hash = hashOf(link);
    if (workflowInfo().historyLength > steps.lastAt) steps.confirmed = steps.last;
    const record = { ...link, hash, view: viewOf(issue, seq, hash), state: { ...issue, seq, hash }, confirmed: steps.confirmed };
    await touch((activities) => activities.record(record));
    Object.assign(issue, { seq, hash });
    steps.last = { seq, hash };
    steps.lastAt = workflowInfo().historyLength;
  };
}
