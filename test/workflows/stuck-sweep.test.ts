import { createConnection } from 'mongoose';
import supertest from 'supertest';
import type { Worker } from '@temporalio/worker';
import { chainStart } from '#domain';
import { openStore, type Store } from '#store';
import { buildApp, clockOver, hashPassword } from '../../api';
import { temporalDesk } from '../../api/temporal-desk';
import { connectClient, connectWorker, workerConverter } from '../../worker/connect';
import { replayAll } from '../../worker/replay';
import { createIssueWorker } from '../../worker/run';
import { ensureStuckSchedule } from '../../worker/schedules';
import { waitUntil } from '../../worker/servers/wait';
import { confirmTentative, every, type Loop } from '../../worker/sweeps';
import { headQuery, workflowIdOf } from '../../workflows/messages';
import { someSettings } from '../store/support';
import { startDesk, type TestDesk } from '../support/desk';

jest.setTimeout(240_000);

/** Eight desk hours a second: the verifier's four working hours are over in one or two. */
const speed = 28_800;
const pastByMs = 3_000;
const password = 'correct horse battery';

describe('the stuck sweep on real servers', () => {
  let desk: TestDesk;
  /** Where the sweeps run: a worker of its own, so that the issues' own may be away. */
  let sweepQueue: string;
  let sweeper: Worker;
  let sweeping: Promise<void>;
  let confirming: Loop;
  const opened: (() => Promise<unknown>)[] = [];

  const workerOn = async (queue: string, store: Store): Promise<Worker> => {
    const addresses = { temporal: desk.temporal.address, namespace: desk.temporal.namespace };
    const { client, close } = await connectClient(addresses, store);
    const connection = await connectWorker(addresses);
    opened.push(close, () => connection.close());
    return createIssueWorker({ connection, namespace: addresses.namespace, client, store, now: desk.now, queue });
  };
  const codes = async (): Promise<Record<string, string>> => {
    const { items } = await desk.store.stuck.list({ limit: 200 });
    return Object.fromEntries(items.map(({ stream, code }) => [stream, code]));
  };
  const found = async (stream: string, code: string, ms = 90_000): Promise<void> => {
    let last: Record<string, string> = {};
    const seen = await waitUntil(async () => (last = await codes())[stream] === code, ms);
    if (!seen) throw new Error(`${stream} is not found ${code}: ${JSON.stringify(last)}`);
  };
  const begun = async (no: string): Promise<void> => {
    await desk.open(no, { facts: { units: ['U1'] } });
    await desk.command(no, 'verifier1', 'verify');
  };

  beforeAll(async () => {
    desk = await startDesk({ speed });
    const settings = { ...someSettings, clock: desk.time, sweeps: { stuck: { everyMs: 2_000, pastByMs } } };
    await desk.store.settings.save(settings, 0);
    sweepQueue = `${desk.temporal.taskQueue}-sweeps`;
    sweeper = await workerOn(sweepQueue, desk.store);
    sweeping = sweeper.run();
    const real = (): string => new Date().toISOString();
    confirming = every(
      500,
      'confirm',
      () => confirmTentative(desk.store, desk.client, real),
      () => undefined,
    );
  }, 120_000);
  afterAll(async () => {
    await desk.client.schedule.getHandle(sweepQueue).delete();
    await confirming.stop();
    sweeper.shutdown();
    await sweeping;
    for (const close of opened.reverse()) await close();
    await desk.stop();
  });

  it('is made once, however many workers start, and follows the settings', async () => {
    const wanted = { queue: sweepQueue, scheduleId: sweepQueue };
    const first = await Promise.all([3, 3, 3].map(() => ensureStuckSchedule(desk.client, { ...wanted, everyMs: 60_000 })));
    expect(first.filter((answer) => answer === 'made')).toHaveLength(1);
    expect(first.filter((answer) => answer === 'same')).toHaveLength(2);
    await desk.client.schedule.getHandle(sweepQueue).pause('an operator looks');
    expect(await ensureStuckSchedule(desk.client, { ...wanted, everyMs: 2_000 })).toBe('changed');
    expect(await ensureStuckSchedule(desk.client, { ...wanted, everyMs: 2_000 })).toBe('same');
    const { spec, state, policies, action } = await desk.client.schedule.getHandle(sweepQueue).describe();
    expect(spec.intervals).toMatchObject([{ every: 2_000 }]);
    expect(spec.intervals).toHaveLength(1);
    expect(state).toMatchObject({ paused: true, note: 'an operator looks' });
    expect(policies.overlap).toBe('SKIP');
    expect(action).toMatchObject({ workflowType: 'stuckSweep', taskQueue: sweepQueue });
    await desk.client.schedule.getHandle(sweepQueue).unpause();
  });

  it('finds what does not go on, says why, and takes it back when it goes on', async () => {
    const { client, store } = desk;
    await ensureStuckSchedule(client, { queue: sweepQueue, scheduleId: sweepQueue, everyMs: 2_000 });
    for (const no of ['K-FAILS', 'K-ENDED', 'K-LOST']) await begun(no);
    expect(await codes()).toEqual({});

    // Nobody works on the issues any more: their timers fire, and their tasks lie there.
    desk.worker.shutdown();
    expect(await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000)).toBe(true);
    await client.workflow.getHandle(workflowIdOf('K-ENDED')).terminate('by hand');
    const execution = { workflowId: workflowIdOf('K-LOST') };
    await client.workflowService.deleteWorkflowExecution({ namespace: desk.temporal.namespace, workflowExecution: execution });
    await found('issue-K-FAILS', 'noWorker');
    await found('issue-K-ENDED', 'ended');
    await found('issue-K-LOST', 'notFound');

    // A new process, with nothing in memory, on a database whose release has gone.
    const database = await createConnection(desk.mongo.uri).asPromise();
    const releases = database.collection<{ _id: string }>('releases');
    const [lost] = await releases.find({}).toArray();
    await releases.deleteMany({});
    const fresh = await openStore({ uri: desk.mongo.uri, dataFolder: desk.folder });
    opened.push(() => fresh.close());
    const worker = await workerOn(desk.temporal.taskQueue, fresh);
    const running = worker.run();
    await found('issue-K-FAILS', 'taskFailing');
    const finding = (await store.stuck.of(['issue-K-FAILS'])).get('issue-K-FAILS')!;
    expect(finding.detail).toContain('is not in the store');
    expect(finding.why.en).toMatch(/^its workflow has failed since .*, \d+ tries \(WORKFLOW_WORKER_UNHANDLED_FAILURE\)$/);
    expect(finding.why.zh).toContain('执行失败');
    expect(finding.next.en).toContain('tried again by itself');
    await toldToSupervision('K-FAILS');

    await releases.insertOne(lost!);
    await database.close();
    const cleared = await waitUntil(async () => !('issue-K-FAILS' in (await codes())), 120_000);
    expect(cleared ? {} : await codes()).toEqual({});
    const went = await client.workflow.getHandle(workflowIdOf('K-FAILS')).query(headQuery);
    expect(went.seq).toBeGreaterThan(2);
    // What nothing mends by itself stays told.
    expect(await codes()).toMatchObject({ 'issue-K-ENDED': 'ended', 'issue-K-LOST': 'notFound' });
    worker.shutdown();
    await running;
  });

  it('sees intakes that never began, and pieces', async () => {
    const { client, store, temporal } = desk;
    const given = { source: 'web', receivedAt: desk.now(), category: 'x', district: null, street: null, point: null, text: 'x' };
    const about = { anonymous: true, channel: 'page' as const, reporter: {}, photos: [] };
    const waits = await store.intakes.insert({ ...given, ...about, externalId: 'waits' });
    const failsAtOnce = await store.intakes.insert({ ...given, ...about, externalId: 'fails' });
    await desk.open(failsAtOnce.no, { planHash: 'f'.repeat(64), unseen: true });
    await store.intakes.markStarted(failsAtOnce.no, new Date().toISOString());
    const worker = await workerOn(temporal.taskQueue, store);
    const running = worker.run();
    await found(`issue-${waits.no}`, 'unstarted');
    await found(`issue-${failsAtOnce.no}`, 'taskFailing');
    // It stays told although no later sweep reads its intake again.
    const first = await store.stuck.sweptTo();
    await waitUntil(async () => Date.parse((await store.stuck.sweptTo()) ?? '') - Date.parse(first ?? '') > 8_000, 60_000);
    expect(await codes()).toMatchObject({ [`issue-${failsAtOnce.no}`]: 'taskFailing' });
    await client.workflow.getHandle(workflowIdOf(failsAtOnce.no)).terminate();
    await store.intakes.markStarted(waits.no, new Date().toISOString());

    const at = desk.now();
    const step = { stream: 'piece-K-1', seq: 1, prevHash: chainStart, hash: 'h', at, events: [], notices: [], dispatches: [] };
    const view = { stage: 'SIGNED', final: false, issue: 'K-FAILS', openedAt: at, wakeAt: at };
    await store.records.write({ ...step, view, state: {}, confirmed: null });
    await store.records.confirm('piece-K-1', 1, 'h');
    await found('piece-K-1', 'notFound');
    worker.shutdown();
    await running;
  });

  it('leaves a history of few events that today’s code replays', async () => {
    const { client, store } = desk;
    const { info } = await client.schedule.getHandle(sweepQueue).describe();
    const { workflow } = info.recentActions[0]!.action;
    await client.workflow.getHandle(workflow.workflowId).result();
    const history = await client.workflow.getHandle(workflow.workflowId).fetchHistory();
    expect(history.events?.length).toBe(11);
    const one = async function* () {
      yield await Promise.resolve({ workflowId: workflow.workflowId, history });
    };
    for await (const { error } of replayAll(workerConverter(store), one())) expect(error).toBeNull();
    expect.assertions(2);
  });

  async function toldToSupervision(no: string): Promise<void> {
    const { client, store, time } = desk;
    const clock = clockOver(time);
    await store.directory.setCredentials({
      ...{ person: 'city.sup', passwordHash: await hashPassword(password), oneTime: false, changedAt: clock.now() },
    });
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const app = await buildApp({
      ...{ store, clock, desk: temporalDesk({ client, store, city: 'gy-base', time }), pieceDesk: null, city: 'gy-base' },
      ...{ log: silent, sessionSecret: 'for tests only', checkResponses: true },
    });
    const agent = supertest.agent(app.express);
    await agent.post('/api/session').send({ account: 'city.sup', password }).expect(200);
    const listed = await agent.get('/api/supervision?list=stuck').expect(200);
    const item = (listed.body as { items: { issue: { no: string }; why: { en: string }; cause?: object }[] }).items.find(
      (one) => one.issue.no === no,
    );
    expect(item?.why.en).toMatch(/has not happened: its workflow has failed since/);
    expect(item?.cause).toMatchObject({ code: 'taskFailing' });
    const all = await agent.get('/api/supervision/stuck').expect(200);
    const rows = (all.body as { items: { id: string; kind: string; code: string }[] }).items;
    expect(rows).toContainEqual(expect.objectContaining({ id: 'K-LOST', kind: 'issue', code: 'notFound' }));
    const why = await agent.get(`/api/issues/${no}/why`).expect(200);
    expect((why.body as { next: { text: { en: string } } }).next.text.en).toContain('tried again by itself');
    app.close();
  }
});
