import type { Collections } from './collections';
import { isDuplicate } from './collections';
import { StoreError } from './errors';
import { fanOut, type FanOutTools } from './fan-out';
import { countStep } from './figures';
import { project, projectNext } from './projection';
import { chainCollection, chainDocOf, idOf, isFinal, recordOfStep, stepCollection, type StepDoc } from './record-doc';
import type { AnyRecord, ConfirmResult, Records } from './records';

export type ConfirmTools = FanOutTools & {
  collections: Collections;
  onPoint: (point: string) => void | Promise<void>;
};

/**
 * Confirmation in an order that a crash may cut anywhere: letters to their places (by key), the record into the chain (by id) and
 * the read model (by seq), and last the tentative document away. Whatever was cut is done again whole, and changes nothing twice.
 *
 * Nearly every confirmation is of the one step that follows what the read model shows: then all three go at once. Any other is
 * walked back to the chain first.
 */
export function createConfirm(tools: ConfirmTools): Records['confirm'] {
  return async (stream, seq, hash) => {
    const step = await onlyNext(tools.collections, stream, seq, hash);
    if (step !== null && (await confirmNext(tools, step))) return { ok: true, confirmed: 1 };
    return confirmAll(tools, stream, seq, hash);
  };
}

/** The tentative step of this number and hash when none stands before it. */
async function onlyNext(collections: Collections, stream: string, seq: number, hash: string): Promise<StepDoc | null> {
  const found = await stepCollection(collections)
    .find({ _id: { $in: [idOf(stream, seq), idOf(stream, seq - 1)] } })
    .toArray();
  const [step] = found;
  return found.length === 1 && step?.seq === seq && step.hash === hash ? step : null;
}

/** False when the read model did not stand one step behind: what is missing in between has to be found. */
async function confirmNext(tools: ConfirmTools, step: StepDoc): Promise<boolean> {
  const record = recordOfStep(step);
  const [, , isNext] = await Promise.all([
    fanOut(tools, record).then(() => tools.onPoint('confirm:after-fan-out')),
    addToChain(tools.collections, step, record).then(() => tools.onPoint('confirm:after-chain')),
    projectNext(tools.collections, record),
    countStep(tools.collections, record),
  ]);
  if (!isNext) return false;
  await tools.onPoint('confirm:after-project');
  await forget(tools.collections, [step]);
  return true;
}

async function confirmAll(tools: ConfirmTools, stream: string, seq: number, hash: string): Promise<ConfirmResult> {
  const pending = await pendingUpTo(tools.collections, stream, seq, hash);
  if (!pending.ok) return pending;
  const last = pending.steps.at(-1);
  if (last === undefined) return alreadyConfirmed(tools.collections, stream, seq);
  for (const step of pending.steps) {
    await chainOn(tools, step);
    await countStep(tools.collections, recordOfStep(step));
  }
  await tools.onPoint('confirm:after-chain');
  await project(tools.collections, recordOfStep(last));
  await tools.onPoint('confirm:after-project');
  await forget(tools.collections, pending.steps);
  return { ok: true, confirmed: pending.steps.length };
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
  for (let wanted = { seq, hash }; ;) {
    const { step, chained } = await seenAt(collections, stream, wanted.seq);
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

async function seenAt(
  collections: Collections,
  stream: string,
  seq: number,
): Promise<{ step: StepDoc | null; chained: string | null }> {
  const _id = idOf(stream, seq);
  const [step, record] = await Promise.all([
    stepCollection(collections).findOne({ _id }),
    chainCollection(collections).findOne({ _id }, { projection: { hash: 1 } }),
  ]);
  return { step, chained: record?.hash ?? null };
}

const missing = (seq: number, found: string | null): Pending => ({ ok: false, code: 'RECORD_MISSING', seq, found });

/** Letters and record go together: whichever a crash leaves out, the tentative document is still there to do it again. */
async function chainOn(tools: ConfirmTools, step: StepDoc): Promise<void> {
  const record = recordOfStep(step);
  await Promise.all([
    fanOut(tools, record).then(() => tools.onPoint('confirm:after-fan-out')),
    addToChain(tools.collections, step, record),
  ]);
}

async function addToChain(collections: Collections, step: StepDoc, { state }: AnyRecord): Promise<void> {
  const records = chainCollection(collections);
  try {
    await records.insertOne(chainDocOf(step, isFinal(state)));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const present = await records.findOne({ _id: step._id }, { projection: { hash: 1 } });
    if (present?.hash !== step.hash) throw new StoreError('RECORD_CONFLICT', `${step._id} is confirmed with another hash`);
  }
}

async function forget(collections: Collections, steps: StepDoc[]): Promise<void> {
  const docs = stepCollection(collections);
  // By its id alone the usual one costs half of a list of ids.
  await Promise.all(steps.map(({ _id }) => docs.deleteOne({ _id })));
}
