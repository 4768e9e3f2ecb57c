import { z } from 'zod';
import { type NewIntake, openStore, type Store, type StoredIntake } from '#store';
import { clockOver, type Deps } from '../../api/deps';
import { takeIn } from '../../api/intake';
import { temporalDesk } from '../../api/temporal-desk';
import { connectClient } from '../../worker/connect';

/**
 * One intake taken in by a process of its own, which dies by SIGKILL between two of its writes: `KILL_AT` says after which. It goes
 * the very way that every door of the api goes.
 */
const env = z
  .object({
    MONGODB_URI: z.string(),
    TEMPORAL_ADDRESS: z.string(),
    LIANGXIN_DATA: z.string(),
    TASK_QUEUE: z.string(),
    EXTERNAL_ID: z.string(),
    KILL_AT: z.enum(['number', 'insert', 'open', 'mark']),
  })
  .parse(process.env);

function dieAfter(point: typeof env.KILL_AT): void {
  if (point !== env.KILL_AT) return;
  process.kill(process.pid, 'SIGKILL');
  // Nothing may go on while the signal is on its way.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** The same function, and death after it. */
const dying =
  <A extends unknown[], T>(point: typeof env.KILL_AT, work: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    const answer = await work(...args);
    dieAfter(point);
    return answer;
  };

async function main(): Promise<void> {
  const opened = await openStore({
    uri: env.MONGODB_URI,
    dataFolder: env.LIANGXIN_DATA,
    onPoint: (point) => (point === 'intake:after-number' ? dieAfter('number') : undefined),
  });
  const intakes: Store['intakes'] = {
    ...opened.intakes,
    insert: dying('insert', (intake: NewIntake) => opened.intakes.insert(intake)),
    markStarted: dying('mark', (no: string, at: string) => opened.intakes.markStarted(no, at)),
  };
  const store: Store = { ...opened, intakes };
  const { document } = await store.settings.get();
  const clock = clockOver(document.clock);
  const { client } = await connectClient({ temporal: env.TEMPORAL_ADDRESS, namespace: 'default' }, store);
  const { city } = document;
  const desk = temporalDesk({ client, store, city, time: clock.time, queue: env.TASK_QUEUE });
  const deps = { store, clock, desk: { ...desk, open: dying('open', (intake: StoredIntake) => desk.open(intake)) } };
  await takeIn(deps as unknown as Deps, {
    ...{ source: 'desk', externalId: env.EXTERNAL_ID, category: 'posters', district: '520103', text: '贴满野广告' },
    ...{ reporter: {}, anonymous: true, photos: [] },
  });
  process.exit(0);
}

void main();
