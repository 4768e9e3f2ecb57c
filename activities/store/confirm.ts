import type { Collections } from './collections';
import { isDuplicate } from './collections';
import type { Endpoint } from './endpoints';
import { StoreError } from './errors';
import { fanOut } from './fan-out';
import { project } from './projection';
import { chainCollection, chainDocOf, idOf, stepCollection, type StepDoc } from './record-doc';
import type { ConfirmResult, Records } from './records';

export type ConfirmTools = {
  collections: Collections;
  /** Real time as an instant. */
  now: () => string;
  onPoint: (point: string) => void | Promise<void>;
  /** The endpoints that are told of events, as they are now. */
  endpoints: () => Promise<Endpoint[]>;
};

/**
 * Confirmation in an order that a crash may cut anywhere: letters to the outbox (by key), the record into the chain (by id), the
 * read model (by seq), and last the tentative document away. Whatever was cut is done again whole, and changes nothing twice.
 */
export function createConfirm(tools: ConfirmTools): Records['confirm'] {
  return async (stream, seq, hash) => {
    const pending = await pendingUpTo(tools.collections, stream, seq, hash);
    if (!pending.ok) return pending;
    const last = pending.steps.at(-1);
    if (last === undefined) return alreadyConfirmed(tools.collections, stream, seq);
    for (const step of pending.steps) await chainOn(tools, step);
    await tools.onPoint('confirm:after-chain');
    await project(tools.collections, last);
    await tools.onPoint('confirm:after-project');
    await forget(tools, pending.steps);
    return { ok: true, confirmed: pending.steps.length };
  };
}

/** A tentative document at or before a confirmed step is a stray of a writer that was given up: away with it. */
async function alreadyConfirmed(collections: Collections, stream: string, seq: number): Promise<ConfirmResult> {
  await stepCollection(collections).deleteMany({ stream, seq: { $lte: seq } });
  return { ok: true, confirmed: 0 };
}

type Pending = { ok: true; steps: StepDoc[] } | Extract<ConfirmResult, { ok: false }>;

/** Walks back from the named step over tentative ones until the chain: every link must fit. */
async function pendingUpTo(collections: Collections, stream: string, seq: number, hash: string): Promise<Pending> {
  const steps: StepDoc[] = [];
  let wanted = { seq, hash };
  for (;;) {
    const { step, chained } = await look(collections, stream, wanted.seq);
    if (chained !== null && chained !== wanted.hash) return missing(wanted.seq, chained);
    const fits = step?.hash === wanted.hash;
    // In the chain, with no tentative copy left: done before, wholly.
    if (chained !== null && !fits) return { ok: true, steps };
    if (!fits) return missing(wanted.seq, step?.hash ?? null);
    steps.unshift(step);
    if (wanted.seq === 1) return { ok: true, steps };
    wanted = { seq: wanted.seq - 1, hash: step.prevHash };
  }
}

async function look(collections: Collections, stream: string, seq: number) {
  const _id = idOf(stream, seq);
  const [step, record] = await Promise.all([
    stepCollection(collections).findOne({ _id }),
    chainCollection(collections).findOne({ _id }, { projection: { hash: 1 } }),
  ]);
  return { step, chained: record?.hash ?? null };
}

const missing = (seq: number, found: string | null): Pending => ({ ok: false, code: 'RECORD_MISSING', seq, found });

async function chainOn(tools: ConfirmTools, step: StepDoc): Promise<void> {
  await fanOut(tools.collections, step, await tools.endpoints(), tools.now());
  await tools.onPoint('confirm:after-fan-out');
  const records = chainCollection(tools.collections);
  try {
    await records.insertOne(chainDocOf(step));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const present = await records.findOne({ _id: step._id }, { projection: { hash: 1 } });
    if (present?.hash !== step.hash) throw new StoreError('RECORD_CONFLICT', `${step._id} is confirmed with another hash`);
  }
}

/** View and state stay on the newest record alone: the chain stays small and can still rebuild every row. */
async function forget(tools: ConfirmTools, steps: StepDoc[]): Promise<void> {
  const earlier = steps.map(({ stream, seq }) => idOf(stream, seq - 1));
  const chain = chainCollection(tools.collections);
  for (const _id of earlier) await chain.updateOne({ _id }, { $unset: { view: 1, state: 1 } });
  await tools.onPoint('confirm:after-slim');
  const ids = steps.map(({ _id }) => _id);
  await stepCollection(tools.collections).deleteMany({ _id: { $in: ids } });
}
