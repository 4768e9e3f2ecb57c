import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { createConnection } from 'mongoose';
import { connectWorker, workerConverter } from '../../worker/connect';
import { reprojectStreams, type Verdict } from '../../worker/reproject-streams';
import { createIssueWorker } from '../../worker/run';
import { waitUntil } from '../../worker/servers/wait';
import { workflowIdOf } from '../../workflows/messages';
import { startDesk, type TestDesk } from '../support/desk';

jest.setTimeout(240_000);

const reply = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

describe('the read model and the histories', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.stop());

  const reproject = async (no: string, check: boolean): Promise<Verdict> => {
    const { store, client } = desk;
    const tools = { store, client, dataConverter: workerConverter(store), check };
    for await (const verdict of reprojectStreams(tools, [workflowIdOf(no)])) return verdict;
    throw new Error('no verdict');
  };
  const codes = ({ faults }: Verdict): string[] => faults.map(({ code, mended }) => `${code}${mended ? ' mended' : ''}`).sort();

  /** The runs of an issue, newest first. */
  async function runsOf(no: string): Promise<string[]> {
    const runs: string[] = [];
    for (let runId: string | undefined; ;) {
      const { events } = await desk.client.workflow.getHandle(workflowIdOf(no), runId).fetchHistory();
      const started = events?.[0]?.workflowExecutionStartedEventAttributes;
      runs.push(started?.originalExecutionRunId ?? '');
      runId = started?.continuedExecutionRunId ?? '';
      if (runId === '') return runs;
    }
  }

  async function handled(no: string, continueAfter: number): Promise<void> {
    await desk.open(no, { facts: { units: ['U1'] }, continueAfter });
    await desk.command(no, 'verifier1', 'verify');
    await desk.command(no, 'reviewer1', 'review', { grade: 'C' });
    await desk.command(no, 'U1.liaison', 'sign');
    await desk.command(no, 'U1.liaison', 'contact', { reached: true });
    await desk.command(no, 'U1.head', 'reply', reply);
    await desk.command(no, 'reviewer2', 'reviewReply', { approve: true });
  }

  it('are equal after two continue-as-news whose old runs are gone, and what was spoiled by hand is mended', async () => {
    const no = 'R-1';
    // A command is 5 or 6 events and its record: 18 are passed with the third, and again with the sixth.
    await handled(no, 18);
    const [current, ...old] = await runsOf(no);
    expect(old.length).toBeGreaterThanOrEqual(2);
    for (const runId of old) {
      const execution = { workflowId: workflowIdOf(no), runId };
      await desk.client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: execution });
      const gone = (): Promise<boolean> =>
        desk.client.workflowService.describeWorkflowExecution({ namespace: 'default', execution }).then(
          () => false,
          () => true,
        );
      expect(await waitUntil(gone, 90_000)).toBe(true);
    }
    expect(current).not.toBe('');
    await desk.command(no, 'callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' });
    expect(codes(await reproject(no, true))).toEqual([]);

    const length = (await desk.store.records.chain(`issue-${no}`)).length;
    const database = await createConnection(desk.mongo.uri).asPromise();
    const rows = database.collection<{ _id: string }>('issues');
    const records = database.collection<{ _id: string }>('records');
    await rows.updateOne({ _id: no }, { $set: { 'view.stage': 'VERIFYING', dueKey: '2020-01-01T00:00:00.000Z' } });
    await records.updateOne({ _id: `issue-${no}#${length}` }, { $set: { 'state.stage': 'VERIFYING' } });
    expect(codes(await reproject(no, true))).toEqual(['RECORD_CHANGED', 'ROW_CHANGED']);
    expect((await desk.store.issues.get(no))?.view.stage).toBe('VERIFYING');
    expect(codes(await reproject(no, false))).toEqual(['RECORD_CHANGED mended', 'ROW_CHANGED mended']);
    expect((await desk.store.issues.get(no))?.view.stage).toBe('CLOSED');

    // The last step lost, and its row with it: both come back from the current run.
    await records.deleteOne({ _id: `issue-${no}#${length}` });
    await rows.deleteOne({ _id: no });
    expect(codes(await reproject(no, false))).toContain('RECORD_MISSING mended');
    expect(codes(await reproject(no, true))).toEqual([]);
    expect((await desk.store.issues.get(no))?.view.stage).toBe('CLOSED');

    // What stood in a run that is gone cannot be rebuilt: it is said, and nothing is deleted.
    await records.updateOne({ _id: `issue-${no}#1` }, { $set: { events: [] } });
    expect(codes(await reproject(no, false))).toEqual(['CHAIN_BROKEN']);
    expect((await desk.store.records.chain(`issue-${no}`)).length).toBe(length);
    await database.close();
  });

  it('an issue begun by older code goes on under newer code that has a branch more', async () => {
    const no = 'R-2';
    await desk.open(no, { facts: { units: ['U1'] } });
    await desk.command(no, 'verifier1', 'verify');
    desk.worker.shutdown();
    expect(await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000)).toBe(true);

    const room = path.resolve(__dirname, '../../workflows');
    const bundle = await bundleWorkflowCode({
      workflowsPath: path.join(room, 'index.ts'),
      payloadConverterPath: path.join(room, 'converter.ts'),
      failureConverterPath: path.join(room, 'failures.ts'),
      preloadModules: [path.join(room, 'domain', 'index.ts'), path.join(room, 'documents.ts')],
      workflowInterceptorModules: [path.resolve(__dirname, '../support/changed-shell.ts')],
      logger: new DefaultLogger('ERROR'),
    });
    const { store, client, now, temporal } = desk;
    const connection = await connectWorker({ temporal: temporal.address, namespace: temporal.namespace });
    const { namespace, taskQueue: queue } = temporal;
    const worker = await createIssueWorker({ connection, namespace, client, store, now, queue, bundle });
    await worker.runUntil(async () => {
      await desk.command(no, 'reviewer1', 'review', { grade: 'C' });
      await desk.command(no, 'U1.liaison', 'sign');
      expect((await desk.state(no)).stage).toBe('HANDLING');
    });
    await connection.close();
    const { events } = await client.workflow.getHandle(workflowIdOf(no)).fetchHistory();
    expect(JSON.stringify(events)).toContain('core_patch');
    expect(events?.some((event) => event.workflowTaskFailedEventAttributes)).toBe(false);
  });
});
