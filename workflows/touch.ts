import { CancellationScope, isCancellation, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Answer, Examined, PieceAsk } from '#domain';
import type { AskInput, IssueActivities, PieceActivities } from '../activities';
import { showStuck } from './search-attributes';

/** Touching the world: briefly by a local activity (one event), and when that fails by an ordinary one that never gives up. */

type Activities = IssueActivities & PieceActivities;

/** A step's decision and record take milliseconds; a slow local activity would cost three events every eight seconds (DESIGN 9). */
const brief = proxyLocalActivities<Activities>({
  scheduleToCloseTimeout: '3s',
  retry: { maximumAttempts: 2, initialInterval: '200ms' },
});

/** The database is away: retried with growing pauses for as long as it takes, at no event a try. */
const patient = proxyActivities<Activities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '20s' },
});

/** After so long without going on the issue shows an incident (DESIGN 9). */
const shownAsStuckAfter = '60s';

let patientCalls = 0;

/** How often something had to be waited for patiently: the same in a replay, as no clock is. */
export const timesPatient = (): number => patientCalls;

let waitingFor: { what: string; since: string } | null = null;

/** What this workflow has been waiting for longer than a minute, if anything. */
export const stalled = (): { what: string; since: string } | null => waitingFor;

export const answerAsk = (input: AskInput): Promise<Answer> => touch('answer', (activities) => activities.answerAsk(input));

export const examinePiece = (ask: PieceAsk): Promise<Examined> => touch('examine', (activities) => activities.examinePiece(ask));

/** Desk time by the clock of the worker's machine, as the history will always tell it. */
export const readClock = (): Promise<string> => touch('clock', (activities) => activities.readClock());

export const recordStep = (record: Parameters<IssueActivities['recordStep']>[0]): Promise<void> =>
  touch('record', (activities) => activities.recordStep(record));

function touch<T>(what: string, call: (activities: Activities) => Promise<T>): Promise<T> {
  return call(brief).catch((error: unknown) => {
    // A local activity fails as what it threw, but times out as a TimeoutFailure: neither may end the issue.
    if (isCancellation(error)) throw error;
    patientCalls += 1;
    return keepTrying(what, () => call(patient));
  });
}

async function keepTrying<T>(what: string, call: () => Promise<T>): Promise<T> {
  const since = new Date().toISOString();
  const watch = new CancellationScope();
  void watch
    .run(async () => {
      await sleep(shownAsStuckAfter);
      waitingFor = { what, since };
      showStuck(true);
    })
    .catch(() => undefined);
  try {
    return await call();
  } finally {
    watch.cancel();
    if (waitingFor) showStuck(false);
    waitingFor = null;
  }
}
