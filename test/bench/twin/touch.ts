import { isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { hashOf, type IssueEvent } from '#domain';
import { recordStep } from '../../../workflows/recording';
import type { TwinActivities } from './activities';
import type { Said, TwinIssue } from './issue';
import { viewOf } from './view';

/** Within a minute as a rule, and for as long as it takes when that fails: as the product's. */
const prompt = proxyActivities<TwinActivities>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '60s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});
const patient = proxyActivities<TwinActivities>({ startToCloseTimeout: '20s', retry: { maximumInterval: '20s' } });

export const touch = <T>(call: (activities: TwinActivities) => Promise<T>): Promise<T> =>
  call(prompt).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return call(patient);
  });

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
export function recorder(): (issue: TwinIssue, said: Said) => void {
  const steps: Confirming = { last: null, lastAt: 0, confirmed: null };
  return (issue, { events, notices }) => {
    const seq = issue.seq + 1;
    const link = { stream: `issue-${issue.no}`, seq, prevHash: issue.hash, at: issue.at, events, notices, dispatches: [] };
    const hash = hashOf(link);
    const { historyLength } = workflowInfo();
    if (historyLength > steps.lastAt) steps.confirmed = steps.last;
    const record = { ...link, hash, view: viewOf(issue, seq, hash), state: { ...issue, seq, hash }, confirmed: steps.confirmed };
    recordStep(record);
    Object.assign(issue, { seq, hash });
    steps.last = { seq, hash };
    steps.lastAt = historyLength;
  };
}
