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
    await Promise.all([project(tools.collections, last), slim(tools, pending.steps)]);
    await tools.onPoint('confirm:after-project');
    await forget(tools.collections, pending.steps);
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
  const at = lookingBack(collections, stream);
  for (let wanted = { seq, hash }; ;) {
    const { step, chained } = await at(wanted.seq);
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

type Seen = { step: StepDoc | null; chained: string | null };

/** What stands at a number, read together with the number before it: the usual confirmation looks at just these two. */
function lookingBack(collections: Collections, stream: string): (seq: number) => Promise<Seen> {
  const seen = new Map<string, Seen>();
  return async (seq) => {
    const ids = [idOf(stream, seq), idOf(stream, seq - 1)] as const;
    const known = seen.get(ids[0]);
    if (known !== undefined) return known;
    const filter = { _id: { $in: [...ids] } };
    const [steps, records] = await Promise.all([
      stepCollection(collections).find(filter).toArray(),
      chainCollection(collections)
        .find(filter, { projection: { hash: 1 } })
        .toArray(),
    ]);
    for (const id of ids) {
      const step = steps.find(({ _id }) => _id === id) ?? null;
      seen.set(id, { step, chained: records.find(({ _id }) => _id === id)?.hash ?? null });
    }
    return seen.get(ids[0]) ?? { step: null, chained: null };
  };
}

const missing = (seq: number, found: string | null): Pending => ({ ok: false, code: 'RECORD_MISSING', seq, found });

/** Letters and record go together: whichever a crash leaves out, the tentative document is still there to do it again. */
async function chainOn(tools: ConfirmTools, step: StepDoc): Promise<void> {
  const sending = fanOut(tools.collections, step, await tools.endpoints(), tools.now());
  await Promise.all([sending.then(() => tools.onPoint('confirm:after-fan-out')), addToChain(tools.collections, step)]);
}

async function addToChain(collections: Collections, step: StepDoc): Promise<void> {
  const records = chainCollection(collections);
  try {
    await records.insertOne(chainDocOf(step));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const present = await records.findOne({ _id: step._id }, { projection: { hash: 1 } });
    if (present?.hash !== step.hash) throw new StoreError('RECORD_CONFLICT', `${step._id} is confirmed with another hash`);
  }
}

/** View and state stay on the newest record alone: the chain stays small and can still rebuild every row. */
async function slim(tools: ConfirmTools, steps: StepDoc[]): Promise<void> {
  const earlier = steps.filter(({ seq }) => seq > 1).map(({ stream, seq }) => idOf(stream, seq - 1));
  const chain = chainCollection(tools.collections);
  for (const _id of earlier) await chain.updateOne({ _id }, { $unset: { view: 1, state: 1 } });
  await tools.onPoint('confirm:after-slim');
}

async function forget(collections: Collections, steps: StepDoc[]): Promise<void> {
  await stepCollection(collections).deleteMany({ _id: { $in: steps.map(({ _id }) => _id) } });
}
