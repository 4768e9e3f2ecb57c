import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { createConnection } from 'mongoose';
import { type PieceCommandName, pieceCommandSchemas } from '#domain';
import { connectWorker, workerConverter } from '../../worker/connect';
import { reprojectAll, reprojectStreams, type Verdict } from '../../worker/reproject-streams';
import { createIssueWorker } from '../../worker/run';
import { waitUntil } from '../../worker/servers/wait';
import { workflowIdOf } from '../../workflows/messages';
import { pieceCommandUpdate, publicationArgs } from '../../workflows/messages-of-pieces';
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
    // Servers of its own: everything they know is walked.
    desk = await startDesk({ own: true });
  });
  afterAll(() => desk.stop());

  const toolsFor = (check: boolean) => {
    const { store, client } = desk;
    return { store, client, dataConverter: workerConverter(store), check };
  };
  const reprojectStream = async (stream: string, check: boolean): Promise<Verdict> => {
    for await (const verdict of reprojectStreams(toolsFor(check), [stream])) return verdict;
    throw new Error('no verdict');
  };
  const reproject = (no: string, check: boolean): Promise<Verdict> => reprojectStream(workflowIdOf(no), check);
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

  it('are walked for pieces too, also past a continue-as-new, and a piece is mended like an issue', async () => {
    const { client, store, temporal, release } = desk;
    const [piece, stream] = ['R-P1', 'piece-R-P1'];
    const opening = {
      ...{ id: piece, issue: 'R-1', release: release.planHash, editions: { [release.content.policy.calendar]: 1 } },
      ...{ facts: {}, channels: ['site'], replyApproved: true, at: desk.now() },
    };
    // Begun in about 6 events, 8 a command: 22 are passed with the second or third, and not again by the two that follow.
    const args = publicationArgs(opening, desk.time, 22);
    await client.workflow.start('publication', { workflowId: stream, taskQueue: temporal.taskQueue, args });
    const author = { id: 'editorA', roles: ['reporter' as const, 'editor' as const], unit: null, district: null };
    const written = {
      title: '题',
      body: '文',
      media: [],
      claims: [{ text: '受理', seq: 1 }],
      aiGenerated: false,
      sensitive: false,
      exposing: false,
    };
    const act = async (name: PieceCommandName, data: Record<string, unknown>): Promise<void> => {
      const schema = pieceCommandSchemas[name];
      const sealed = (await store.sealing.sealFields(schema, schema.parse(data), stream)) as Record<string, unknown>;
      const command = { id: `${name}-${JSON.stringify(data).length}`, name, at: desk.now(), actor: author, data: sealed };
      const { seq, hash } = await client.workflow.getHandle(stream).executeUpdate(pieceCommandUpdate, { args: [command] });
      await store.records.confirm(stream, seq, hash);
    };
    await act('write', written);
    await act('write', { ...written, body: '文一' });
    await act('write', { ...written, body: '文一二' });
    await act('submit', {});
    const { events } = await client.workflow.getHandle(stream).fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
    expect(codes(await reprojectStream(stream, true))).toEqual([]);

    const length = (await store.records.chain(stream)).length;
    const database = await createConnection(desk.mongo.uri).asPromise();
    const rows = database.collection<{ _id: string }>('pieces');
    const records = database.collection<{ _id: string }>('records');
    await rows.updateOne({ _id: piece }, { $set: { stage: 'SIGNED', 'view.stage': 'SIGNED' } });
    await records.updateOne({ _id: `${stream}#${length}` }, { $set: { 'state.stage': 'SIGNED' } });
    const walked: Verdict[] = [];
    for await (const verdict of reprojectAll(toolsFor(true))) walked.push(verdict);
    expect(walked.map(({ stream: one }) => one)).toEqual(expect.arrayContaining(['issue-R-1', stream]));
    expect(codes(walked.find((one) => one.stream === stream)!)).toEqual(['RECORD_CHANGED', 'ROW_CHANGED']);
    expect(codes(await reprojectStream(stream, false))).toEqual(['RECORD_CHANGED mended', 'ROW_CHANGED mended']);
    expect((await store.pieces.get(piece))?.stage).toBe('R1');

    await records.deleteOne({ _id: `${stream}#${length}` });
    await rows.deleteOne({ _id: piece });
    expect(codes(await reprojectStream(stream, false))).toContain('RECORD_MISSING mended');
    expect(codes(await reprojectStream(stream, true))).toEqual([]);
    expect((await store.pieces.get(piece))?.stage).toBe('R1');
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
