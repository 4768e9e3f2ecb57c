import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { IssueEvent } from '#domain';
import type { ChainRecord } from '#store';
import { clockOver, type Deps } from '../../api/deps';
import { startUnstarted, takeIn } from '../../api/intake';
import { temporalDesk } from '../../api/temporal-desk';
import { readPack } from '../../worker/city-pack';
import { waitUntil } from '../../worker/servers/wait';
import { confirmTentative, every, type Loop } from '../../worker/sweeps';
import { workflowIdOf } from '../../workflows/messages';
import { startDesk, type TestDesk } from '../support/desk';

jest.setTimeout(120_000);

const root = path.resolve(__dirname, '../..');
const loader = pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href;

describe('an intake whose process is killed between two of its writes', () => {
  let desk: TestDesk;
  let deps: Deps;
  /** As in every worker: the first step may be seen only after its sender was answered. */
  let confirming: Loop;
  beforeAll(async () => {
    desk = await startDesk();
    await desk.store.settings.save({ ...readPack('gy-base').settings, clock: desk.time }, 0);
    const { client, store, time, temporal } = desk;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const issues = temporalDesk({ client, store, city: 'gy-base', time, queue: temporal.taskQueue });
    const real = (): string => new Date().toISOString();
    confirming = every(
      200,
      'confirm',
      () => confirmTentative(store, client, real),
      () => undefined,
    );
    deps = { store, clock: clockOver(time), desk: issues, log } as unknown as Deps;
  }, 120_000);
  afterAll(async () => {
    await confirming.stop();
    await desk.stop();
  });

  /** The signal that ended the process. */
  const killedAfter = (point: string, externalId: string): Promise<string | null> => {
    const { mongo, temporal, folder } = desk;
    const given = { MONGODB_URI: mongo.uri, TEMPORAL_ADDRESS: temporal.address, LIANGXIN_DATA: folder };
    const env = { ...process.env, ...given, TASK_QUEUE: temporal.taskQueue, EXTERNAL_ID: externalId, KILL_AT: point };
    const script = path.join(root, 'test/support/killable-intake.ts');
    const child = spawn(process.execPath, ['--import', loader, script], { env, stdio: 'inherit' });
    return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  };
  const runs = async (no: string): Promise<boolean> => {
    try {
      await desk.client.workflow.getHandle(workflowIdOf(no)).describe();
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  const sweepAfter = (ms: number): Promise<number> => {
    const realNow = (): string => new Date(Date.now() + ms).toISOString();
    return startUnstarted({ ...deps, clock: { ...deps.clock, realNow } });
  };
  const again = (externalId: string) =>
    takeIn(deps, {
      ...{ source: 'desk', externalId, category: 'posters', district: '520103', text: '贴满野广告' },
      ...{ reporter: {}, anonymous: true, photos: [] },
    });

  it.each([
    // What stands after the kill; how many the sweep starts 31 s later.
    { point: 'number', state: null, workflow: false, swept: 0 },
    { point: 'insert', state: 'inserted', workflow: false, swept: 1 },
    { point: 'open', state: 'inserted', workflow: true, swept: 1 },
    { point: 'mark', state: 'started', workflow: true, swept: 0 },
  ])('after $point is begun once, whether the sweep or its sender comes again', async ({ point, state, workflow, swept }) => {
    const externalId = `killed-${point}`;
    expect(await killedAfter(point, externalId)).toBe('SIGKILL');
    const left = await desk.store.intakes.byExternalId('desk', externalId);
    expect(left?.state ?? null).toBe(state);
    if (left) expect(await runs(left.no)).toBe(workflow);

    // Younger than 30 s: perhaps its own process is still at it.
    expect(await sweepAfter(0)).toBe(0);
    expect(await sweepAfter(31_000)).toBe(swept);
    expect(await sweepAfter(31_000)).toBe(0);

    const answer = await again(externalId);
    expect(answer.created).toBe(left === null);
    if (left) expect(answer.no).toBe(left.no);
    expect(await desk.store.intakes.get(answer.no)).toMatchObject({ state: 'started' });
    let chain: ChainRecord[] = [];
    const seen = async (): Promise<boolean> => (chain = await desk.store.records.chain(workflowIdOf(answer.no))).length > 0;
    expect(await waitUntil(seen, 30_000)).toBe(true);
    const types = chain.flatMap((record) => record.events as IssueEvent[]).map(({ type }) => type);
    expect(types.filter((type) => type === 'received')).toHaveLength(1);
    expect(await desk.store.records.verifyChain(workflowIdOf(answer.no))).toMatchObject({ ok: true });
  });

  it('is begun at once by its sender, before any sweep', async () => {
    expect(await killedAfter('insert', 'sent-again')).toBe('SIGKILL');
    const left = await desk.store.intakes.byExternalId('desk', 'sent-again');
    const answer = await again('sent-again');
    expect(answer).toMatchObject({ no: left?.no, created: false });
    expect(await desk.store.intakes.get(answer.no)).toMatchObject({ state: 'started' });
    expect(await runs(answer.no)).toBe(true);
    expect(await sweepAfter(31_000)).toBe(0);
  });
});
