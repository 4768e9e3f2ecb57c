import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { type IssueState, type PieceState, pieceViewOf, planOf, viewOf } from '#domain';
import type { AnyRecord, Store } from '#store';
import { type NamedHistory, replayAll, type Replayed, settledHistory } from './replay';

/**
 * The read model, proved against the histories and rebuilt from them (DESIGN 9): what the runs before a continue-as-new told
 * stands in the confirmed chain, what the current run tells is replayed. What no history holds any more is reported, never deleted.
 */
export type ReprojectTools = {
  store: Store;
  client: Client;
  /** A worker's: with the texts of documents. */
  dataConverter: DataConverter;
  /** Look only. */
  check: boolean;
  bundle?: { code: string };
};

export type FaultCode =
  /** A step of the history is not confirmed here. */
  | 'RECORD_MISSING'
  /** Another step stands confirmed in its place. */
  | 'RECORD_OTHER'
  /** A confirmed record, or its view and state, was changed. */
  | 'RECORD_CHANGED'
  /** The row of the read model is not that of the last step. */
  | 'ROW_CHANGED'
  /** The chain of records has a hole or a wrong hash. */
  | 'CHAIN_BROKEN'
  /** The workflow code does not fit the history. */
  | 'NO_REPLAY';

/** What tells two records of one number apart without saying what anybody wrote. */
type Brief = { at: string; prevHash: string; hash: string; events: string[] };

export type Fault = {
  stream: string;
  seq: number;
  code: FaultCode;
  mended: boolean;
  told?: { replayed: Brief; confirmed: Brief | null };
};
export type Verdict = { stream: string; steps: number; faults: Fault[] };

const pageLength = 500;

type State = IssueState | PieceState;
/** What a run began with: a checkpoint where it continues another. */
type RunInput = { checkpoint: { state: State } | null };

/** The kinds of streams, each with the workflow that tells it. */
const kinds = [
  { prefix: 'issue-', workflow: 'issueLifecycle' },
  { prefix: 'piece-', workflow: 'publication' },
] as const;

/** Every issue and piece that the chain or the Temporal server knows, one after the other. */
export async function* reprojectAll(tools: ReprojectTools): AsyncGenerator<Verdict> {
  yield* reprojectStreams(tools, await everyStream(tools));
}

export async function* reprojectStreams(tools: ReprojectTools, streams: readonly string[]): AsyncGenerator<Verdict> {
  const held = new Map<string, RunInput>();
  const untold: string[] = [];
  const replays = replayAll(tools.dataConverter, histories(tools.client, streams, held, untold), tools.bundle);
  for await (const replayed of replays) yield await settle(tools, replayed, held.get(replayed.workflowId) ?? null);
  // Past its retention, or deleted, or a run whose first task is still in hand: the chain, and a checkpoint, are all there is.
  for (const workflowId of untold)
    yield await settle(tools, { workflowId, steps: [], error: null }, held.get(workflowId) ?? null);
}

/** Writes again what the histories of these streams hold and the store lost; answers what could not be mended. */
export async function mendStreams(tools: Omit<ReprojectTools, 'check'>, streams: readonly string[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for await (const verdict of reprojectStreams({ ...tools, check: false }, streams)) faults.push(...verdict.faults);
  return faults.filter(({ mended }) => !mended);
}

async function everyStream(tools: ReprojectTools): Promise<string[]> {
  const found = new Set<string>();
  for (const { prefix, workflow } of kinds) {
    for await (const stream of chained(tools, prefix)) found.add(stream);
    for await (const { workflowId } of tools.client.workflow.list({ query: `WorkflowType = '${workflow}'` }))
      found.add(workflowId);
  }
  return [...found].sort();
}

async function* chained({ store }: ReprojectTools, prefix: (typeof kinds)[number]['prefix']): AsyncGenerator<string> {
  for (let after: string | undefined; ;) {
    const page = await store.records.streams(prefix, { ...(after ? { after } : {}), limit: pageLength });
    yield* page;
    if (page.length < pageLength) return;
    after = page.at(-1);
  }
}

async function* histories(
  client: Client,
  streams: readonly string[],
  held: Map<string, RunInput>,
  untold: string[],
): AsyncGenerator<NamedHistory> {
  for (const workflowId of streams) {
    const history = await historyOf(client, workflowId);
    if (history) held.set(workflowId, inputOf(history));
    if (history && settledHistory(history).events?.length) yield { workflowId, history };
    else untold.push(workflowId);
  }
}

async function historyOf(client: Client, workflowId: string): Promise<History | null> {
  try {
    return await client.workflow.getHandle(workflowId).fetchHistory();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** The first argument of the run: plain JSON, with the checkpoint of a run that was continued. */
function inputOf(history: History): RunInput {
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  return JSON.parse(Buffer.from(started?.input?.payloads?.[0]?.data ?? []).toString('utf8')) as RunInput;
}

async function settle(tools: ReprojectTools, replayed: Replayed, input: RunInput | null): Promise<Verdict> {
  const { workflowId: stream, steps, error } = replayed;
  const records = error ? [] : steps.length > 0 ? steps : await stepAtRest(tools, stream, input);
  const faults: Fault[] =
    error || !records ? [{ stream, seq: 0, code: 'NO_REPLAY', mended: false }] : await compared(tools, records);
  const verdict = await tools.store.records.verifyChain(stream);
  const known = !verdict.ok && faults.some(({ seq, code }) => seq === verdict.seq || code === 'RECORD_MISSING');
  if (!verdict.ok && !known) faults.push({ stream, seq: verdict.seq, code: 'CHAIN_BROKEN', mended: false });
  return { stream, steps: steps.length, faults };
}

const codes = { missing: 'RECORD_MISSING', other: 'RECORD_OTHER', record: 'RECORD_CHANGED', row: 'ROW_CHANGED' } as const;

async function compared({ store, check }: ReprojectTools, records: readonly AnyRecord[]): Promise<Fault[]> {
  const last = records.at(-1);
  // A tentative record of the last steps is no fault, only a sweep that has not come by yet.
  if (last) await store.records.confirm(last.stream, last.seq, last.hash);
  const faults: (Fault & { record: AnyRecord })[] = [];
  for (const record of records)
    for (const what of await store.records.differences(record))
      faults.push({ stream: record.stream, seq: record.seq, code: codes[what], mended: false, record });
  const other = faults.find(({ code }) => code === 'RECORD_OTHER');
  if (other) {
    const [confirmed] = await store.records.chain(other.stream, { fromSeq: other.seq, limit: 1 });
    other.told = { replayed: briefOf(other.record), confirmed: confirmed ? briefOf(confirmed) : null };
  }
  if (!check) await mend(store, faults);
  return faults.map(({ record: _record, ...fault }) => fault);
}

const briefOf = ({ at, prevHash, hash, events }: Pick<AnyRecord, 'at' | 'prevHash' | 'hash' | 'events'>): Brief => ({
  ...{ at, prevHash, hash },
  events: (events as { type: string; by: string }[]).map(({ type, by }) => `${type} ${by}`),
});

/** Missing steps are written and confirmed like any step; changed ones are put back. What differs afterwards was not mended. */
async function mend(store: Store, faults: (Fault & { record: AnyRecord })[]): Promise<void> {
  const missing = faults.filter(({ code }) => code === 'RECORD_MISSING').map(({ record }) => record);
  for (const record of missing) await store.records.write({ ...record, confirmed: null });
  for (const { stream, seq, hash } of missing) await store.records.confirm(stream, seq, hash);
  for (const fault of faults) {
    if (fault.code !== 'RECORD_OTHER') await store.records.restore(fault.record);
  }
  for (const fault of faults) fault.mended = (await store.records.differences(fault.record)).length === 0;
}

/**
 * No step in this run yet, or no history any more: the last confirmed record stands for the step, seen with the checkpoint where
 * there is one. `null` when its release is not at hand.
 */
async function stepAtRest(tools: ReprojectTools, stream: string, input: RunInput | null): Promise<AnyRecord[] | null> {
  const last = (await tools.store.records.chain(stream)).at(-1);
  const kept = last?.state as State | undefined;
  const state = input?.checkpoint?.state ?? kept;
  if (!last || !state) return [];
  const view = await viewAtRest(tools, stream, state);
  return view === null ? null : [{ ...last, view, state: kept ?? state, confirmed: null, seq: state.seq, hash: state.hash }];
}

/** The view that a state gives: an issue's needs the plan of its release, a piece's does not. */
async function viewAtRest({ store }: ReprojectTools, stream: string, state: State): Promise<unknown> {
  if (stream.startsWith('piece-')) return pieceViewOf(state as PieceState);
  const release = await store.releases.byHash(state.release);
  return release ? viewOf(planOf(release.content), state as IssueState) : null;
}
