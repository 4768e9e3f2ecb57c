import type { DataConverter } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { hashOf } from '#domain';
import { workflowBundle } from '../../worker/bundle';
import { documentCodec } from '../../worker/codec';
import { replayAll, type Replayed } from '../../worker/replay';
import { quietRuntime } from '../../worker/run';
import { type Kept, keptDocuments, keptHistory, keptNames } from './kept';

jest.setTimeout(120_000);

const converterOf = (kept: Kept): DataConverter => ({
  payloadConverterPath: require.resolve('../../workflows/converter'),
  failureConverterPath: require.resolve('../../workflows/failures'),
  payloadCodecs: [documentCodec(keptDocuments(kept))],
});

let bundle: { code: string };

async function replay(kept: Kept): Promise<Replayed> {
  const one = async function* () {
    yield await Promise.resolve({ workflowId: kept.workflowId, history: historyFromJSON(kept.history) });
  };
  for await (const replayed of replayAll(converterOf(kept), one(), bundle)) return replayed;
  throw new Error('no answer');
}

/** A history that lacks its last timer: the code sets one where the history goes on without. */
function spoiled(kept: Kept): Kept {
  const { events } = kept.history;
  const last = events.findLastIndex((event) => 'timerStartedEventAttributes' in event);
  expect(last).toBeGreaterThan(0);
  return { ...kept, history: { events: renumbered(events.filter((_, i) => i !== last)) } };
}

const renumbered = (events: Kept['history']['events']) => events.map((event, i) => ({ ...event, eventId: String(i + 1) }));

beforeAll(async () => {
  quietRuntime();
  bundle = await workflowBundle();
});

describe('histories kept from earlier versions', () => {
  it.each(keptNames())('%s is what the code would do today, and its steps are a chain', async (name) => {
    const { error, steps } = await replay(keptHistory(name));
    expect(error).toBeNull();
    // A sweep keeps no records of its own.
    if (name.endsWith('-sweep')) expect(steps).toEqual([]);
    else expect(steps.length).toBeGreaterThan(0);
    for (const [i, step] of steps.entries()) {
      expect(step.hash).toBe(hashOf(step));
      if (i > 0) expect(step.prevHash).toBe(steps[i - 1]?.hash);
    }
  });

  it('a history that was spoiled is a determinism violation', async () => {
    const { error } = await replay(spoiled(keptHistory('0.1.0-plain')));
    expect(error?.name).toBe('DeterminismViolationError');
  });

  it('without its documents nothing is replayed, and nothing else is taken for them', async () => {
    const { error, steps } = await replay({ ...keptHistory('0.1.0-plain'), documents: {} });
    expect(error?.name).toBe('ReplayError');
    expect(steps).toEqual([]);
  });

  it('together they are of every kind that the shell treats apart', () => {
    expect(keptNames()).toEqual(expect.arrayContaining(kinds.map((kind) => `0.1.0-${kind}`)));
  });
});

const kinds = [
  'plain',
  'late-with-cards-and-rework',
  'need-info',
  'return-and-designation',
  'merge-target',
  'merge-clue',
  'incident-and-retry',
  'pause-and-resume',
  'continued-first-run',
  'continued-last-run',
  'second-edition-of-days',
  'grade-a-with-whistle',
  'stuck-sweep',
  'theme-sweep',
];
