import { citySettingsSchema } from '#store';
import { connectWorker, workerConverter } from '../../worker/connect';
import { reprojectStreams, type Verdict } from '../../worker/reproject-streams';
import { createIssueWorker } from '../../worker/run';
import { waitUntil } from '../../worker/servers/wait';
import { workflowIdOf } from '../../workflows/messages';
import { cityDocument } from '../support/cities';
import { startDesk, type TestDesk } from '../support/desk';

jest.setTimeout(180_000);

const planted = { name: '欧阳测试甲', phone: '13912349876', address: '暗号路771号', text: '墙上写着密语牡丹亭' };
const reply = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

describe('a person’s data erased while the issue is open', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.stop());

  const verdictOf = async (no: string): Promise<Verdict> => {
    const { store, client } = desk;
    const tools = { store, client, dataConverter: workerConverter(store), check: true };
    for await (const verdict of reprojectStreams(tools, [workflowIdOf(no)])) return verdict;
    throw new Error('no verdict');
  };

  async function planting(): Promise<string> {
    const { store } = desk;
    await store.settings.save(citySettingsSchema.parse(cityDocument('gy-base', 'settings')), 0);
    const { name, phone, address, text } = planted;
    const { no, stored } = await store.intakes.insert({
      ...{ source: 'media', externalId: 'e1', receivedAt: desk.now(), category: 'cityAppearance', district: '520103' },
      ...{ street: null, point: null, anonymous: false, channel: 'page', reporter: { name, phone }, address, text, photos: [] },
    });
    await desk.open(no, { intake: stored.intake, facts: { units: ['U1'] }, continueAfter: 18 });
    await desk.command(no, 'verifier1', 'requestInfo', { question: `${text}在哪里` });
    await desk.command(no, 'verifier1', 'giveInfo', { text: `${name} ${phone} ${address}` });
    await desk.command(no, 'verifier1', 'verify', { remark: address });
    await desk.command(no, 'reviewer1', 'review', { grade: 'C' });
    return no;
  }

  /** A worker that has never seen the issue: it has to replay its whole history before it can take a command. */
  async function withFreshWorker<T>(work: () => Promise<T>): Promise<T> {
    desk.worker.shutdown();
    expect(await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000)).toBe(true);
    const { store, client, now, temporal } = desk;
    const connection = await connectWorker({ temporal: temporal.address, namespace: temporal.namespace });
    const { namespace, taskQueue: queue } = temporal;
    const worker = await createIssueWorker({ connection, namespace, client, store, now, queue });
    try {
      return await worker.runUntil(work);
    } finally {
      await connection.close();
    }
  }

  it('is gone from records and histories, and the issue is replayed, handled to its end and re-projected', async () => {
    const no = await planting();
    const { store, client } = desk;
    /** All that the desk and Temporal hold of the issue, with every text that still opens opened. */
    const readable = async (): Promise<string> => {
      const { events } = await client.workflow.getHandle(workflowIdOf(no)).fetchHistory();
      const payloads = [...JSON.stringify(events).matchAll(/"data":"([\w+/=]+)"/g)].map(([, data = '']) => {
        const plain = Buffer.from(data, 'base64').toString('utf8');
        return plain.startsWith('{') || plain.startsWith('[') ? (JSON.parse(plain) as unknown) : plain;
      });
      const chain = await store.records.chain(workflowIdOf(no));
      return JSON.stringify(await store.sealing.unsealDeep([payloads, chain, await store.intakes.get(no)]));
    };
    const before = await readable();
    for (const word of Object.values(planted)) expect(before).toContain(word);

    await store.erasures.request({
      ...{ id: 'e1', no, scope: 'person', reason: '本人要求', requestedBy: 'p1', requestedAt: desk.now() },
    });
    await store.erasures.decide('e1', 'approved', 'p2', desk.now());
    expect(await store.erasures.carryOut('e1', desk.now())).toMatchObject({ state: 'done', numbers: [no] });

    await withFreshWorker(async () => {
      await desk.command(no, 'U1.liaison', 'sign');
      await desk.command(no, 'U1.liaison', 'contact', { reached: true, note: '已上门' });
      await desk.command(no, 'U1.head', 'reply', reply);
      await desk.command(no, 'reviewer2', 'reviewReply', { approve: true });
      await desk.command(no, 'callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' });
      expect((await desk.state(no)).stage).toBe('CLOSED');
      const after = await readable();
      for (const word of Object.values(planted)) expect(after).not.toContain(word);
      // What was written since reads on.
      expect(after).toContain('每周巡查');
      const { events } = await client.workflow.getHandle(workflowIdOf(no)).fetchHistory();
      expect(events?.some((event) => event.workflowTaskFailedEventAttributes)).toBe(false);
      expect((await verdictOf(no)).faults).toEqual([]);
    });
    expect(await store.records.verifyChain(workflowIdOf(no))).toMatchObject({ ok: true });
  });
});
