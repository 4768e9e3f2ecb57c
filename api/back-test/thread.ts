import { parentPort, workerData } from 'node:worker_threads';
import {
  type BackTestCase,
  type BackTestItem,
  type BackTestJob,
  type BackTestTally,
  type DifferenceKind,
  type Problem,
} from '#domain';
import { runBackTest, tallyOf } from '#domain';
import type { BackTestChunk } from '#store';

/**
 * The other side of `threads.ts`: plays one part of a back-test in a thread of its own, so that the api goes on answering. Real
 * issues come in stretches as they are read; what was found goes back in stretches too, already written out.
 */

export type Given = { job: BackTestJob };
export type ToThread = { cases: BackTestCase[] } | { end: true };
export type FromThread =
  { progress: { done: number; of: number } } | { chunk: BackTestChunk } | { tally: BackTestTally } | { problems: Problem[] };

const perChunk = 400;

const tell = (message: FromThread): void => parentPort?.postMessage(message);

function play(job: BackTestJob): void {
  const run = runBackTest(job);
  let next = run.next();
  for (; !next.done; next = run.next()) tell({ progress: next.value });
  const result = next.value;
  if (!result.ok) return tell({ problems: result.problems });
  // Whoever pages through them wants the differences first.
  const items = [
    ...result.items.filter(({ kinds }) => kinds.length > 0),
    ...result.items.filter(({ kinds }) => kinds.length === 0),
  ];
  for (let at = 0; at < items.length; at += perChunk) tell({ chunk: chunkOf(items.slice(at, at + perChunk)) });
  tell({ tally: tallyOf(result.items) });
}

function chunkOf(items: readonly BackTestItem[]): BackTestChunk {
  const kinds: Partial<Record<DifferenceKind, number>> = {};
  for (const item of items) for (const kind of item.kinds) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const changed = items.filter((item) => item.kinds.length > 0).length;
  return { text: JSON.stringify(items), items: items.length, changed, kinds };
}

const { job } = workerData as Given;
const cases: BackTestCase[] = [];
parentPort?.on('message', (message: ToThread) => {
  if ('cases' in message) {
    cases.push(...message.cases);
    return;
  }
  const { source } = job;
  play(source.kind === 'past' ? { ...job, source: { ...source, cases } } : job);
  parentPort?.close();
});
