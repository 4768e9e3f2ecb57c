import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Answer, Examined, PieceAsk } from '#domain';
import type { AskInput, IssueActivities, PieceActivities } from '../activities';
import { showStuck } from './search-attributes';

/**
 * Asking the world: ordinary activities, whose tries cost no event. Not local ones, which would save five events a question: see
 * `recording.ts` for what a local activity may do to a history.
 */
type Activities = IssueActivities & PieceActivities;

/** After so long without an answer the issue shows an incident (DESIGN 9). */
const shownAsStuckAfter = '60s';

const prompt = proxyActivities<Activities>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: shownAsStuckAfter,
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

/** The database is away: retried with growing pauses for as long as it takes. */
const patient = proxyActivities<Activities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '20s' },
});

let patientCalls = 0;

/** How often something had to be waited for patiently: the same in a replay, as no clock is. */
export const timesPatient = (): number => patientCalls;

let waitingFor: { what: string; since: string } | null = null;

/** What this workflow has been waiting for longer than a minute, if anything. */
export const stalled = (): { what: string; since: string } | null => waitingFor;

export const answerAsk = (input: AskInput): Promise<Answer> => touch('answer', (activities) => activities.answerAsk(input));

export const examinePiece = (ask: PieceAsk): Promise<Examined> => touch('examine', (activities) => activities.examinePiece(ask));

function touch<T>(what: string, call: (activities: Activities) => Promise<T>): Promise<T> {
  const since = new Date().toISOString();
  return call(prompt).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    patientCalls += 1;
    return stalledDuring({ what, since }, () => call(patient));
  });
}

async function stalledDuring<T>(what: { what: string; since: string }, call: () => Promise<T>): Promise<T> {
  waitingFor = what;
  showStuck(true);
  try {
    return await call();
  } finally {
    waitingFor = null;
    showStuck(false);
  }
}
