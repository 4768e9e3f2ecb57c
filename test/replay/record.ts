import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils';
import { z } from 'zod';
import { documentEncoding } from '../../workflows/converter';
import type { DocumentRef } from '../../workflows/documents';
import { workflowIdOf } from '../../workflows/messages';
import { storedDocuments } from '../../worker/codec';
import { settledHistory } from '../../worker/replay';
import { quietRuntime } from '../../worker/run';
import { startDesk, type TestDesk } from '../support/desk';
import { keepDocument, keepHistory, type Kept } from './kept';
import { scripts } from './scripts';
import type { Run } from './story';

/**
 * `npm run record-history -- [name…]`: plays scripted issues on a real Temporal server and keeps their histories, named by this
 * version, for the replay tests. Run it before workflow logic changes (versions.ts). Desk time runs eight hours a second, so that
 * reminders, cards and the archive come by their timers.
 */
const speed = 28_800;
/** Monday 2 March 2026, 09:00 in Guiyang (UTC+8). */
const deskEpoch = '2026-03-02T01:00:00.000Z';

const packageSchema = z.object({ version: z.string() });
const { version } = packageSchema.parse(
  JSON.parse(readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')) as unknown,
);

async function main(names: string[]): Promise<void> {
  quietRuntime();
  const unknown = names.filter((name) => !(name in scripts));
  if (unknown.length > 0) throw new Error(`no script ${unknown.join(', ')}; there are ${Object.keys(scripts).join(', ')}`);
  const chosen = names.length > 0 ? names : Object.keys(scripts);
  for (const name of chosen) await recordOne(name);
}

/** A desk for each, so that every story begins on the same Monday morning. */
async function recordOne(name: string): Promise<void> {
  const desk = await startDesk({ speed, deskEpoch });
  try {
    const runs = (await scripts[name]?.(desk)) ?? [];
    for (const run of runs) await keep(desk, run);
  } finally {
    await desk.stop();
  }
}

async function keep(desk: TestDesk, run: Run): Promise<void> {
  const { name, runId } = run;
  const workflowId = 'no' in run ? workflowIdOf(run.no) : run.workflowId;
  const history = settledHistory(await desk.client.workflow.getHandle(workflowId, runId).fetchHistory());
  const source = storedDocuments(desk.store);
  const documents: Kept['documents'] = {};
  for (const ref of documentsIn(history)) documents[`${ref.document}:${ref.hash}`] = keepDocument(ref, await source(ref));
  keepHistory(`${version}-${name}`, { workflowId, documents, history: JSON.parse(historyToJSON(history)) as Kept['history'] });
  process.stdout.write(`${version}-${name}: ${history.events?.length ?? 0} events\n`);
}

/** Every document that a payload of the history names. */
function documentsIn(history: History): DocumentRef[] {
  const found = new Map<string, DocumentRef>();
  for (const event of history.events ?? []) {
    const payloads = [
      ...(event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []),
      ...(event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads ?? []),
    ];
    for (const { metadata, data } of payloads) {
      if (Buffer.from(metadata?.['encoding'] ?? []).toString('utf8') !== documentEncoding) continue;
      const ref = JSON.parse(Buffer.from(data ?? []).toString('utf8')) as DocumentRef;
      found.set(`${ref.document}:${ref.hash}`, ref);
    }
  }
  return [...found.values()];
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${inspect(error)}\n`);
    process.exit(1);
  },
);
