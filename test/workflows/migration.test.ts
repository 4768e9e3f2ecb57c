import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { draftMapping, type IssueState, planOf, type Release, type ReleaseContent } from '#domain';
import { clockOver } from '../../api/deps';
import { carryMigrations } from '../../api/migrations';
import { lookAtHead } from '../../api/temporal-look';
import { temporalDesk } from '../../api/temporal-desk';
import { workerConverter } from '../../worker/connect';
import { replayAll } from '../../worker/replay';
import { waitUntil } from '../../worker/servers/wait';
import { workflowIdOf } from '../../workflows/messages';
import { type OneMore, startDesk, startWorker, stopWorker, type TestDesk } from '../support/desk';

jest.setTimeout(240_000);

const { EventType } = temporal.api.enums.v1;
const form = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

/** Monday 23 November 2026, 09:30 in Guiyang; an hour of the desk is a minute here. */
const epoch = { deskEpoch: '2026-11-23T01:30:00.000Z', speed: 60 };
/** Grade C by both releases: 5 working days, 24..27 and Monday 30; 3 of them, 24..26. At 17:00 each. */
const fiveDays = '2026-11-30T09:00:00.000Z';
const threeDays = '2026-11-26T09:00:00.000Z';

/**
 * Ten issues of one release on real Temporal, moved to another by three batches: the limit of grade C is three days there instead of
 * five, that of grade B a day instead of ten minutes, and the first review bears another id.
 */
describe('running issues moved to another release on real Temporal', () => {
  let desk: TestDesk;
  let old: Release;
  let next: Release;
  const opened: OneMore[] = [];

  const publish = (change: (content: ReleaseContent) => void): Promise<Release> => {
    const content = structuredClone(desk.release.content);
    change(content);
    return desk.store.releases.publish(content, { author: 'a', approver: 'b', at: new Date().toISOString(), note: '' });
  };
  const replyOf = (content: ReleaseContent, grade: 'B' | 'C') => content.policy.grades[grade]!.clocks['reply']!;

  beforeAll(async () => {
    desk = await startDesk(epoch);
    old = await publish((content) => (replyOf(content, 'B').length = { n: 10, unit: 'min' }));
    next = await publish((content) => {
      replyOf(content, 'C').length = { n: 3, unit: 'wd' };
      for (const node of content.flow.nodes) if (node.id === 'review') node.id = 'firstReview';
      for (const edge of content.flow.edges) {
        if (edge.from === 'review') edge.from = 'firstReview';
        if (edge.to === 'review') edge.to = 'firstReview';
      }
    });
  }, 120_000);
  afterAll(async () => {
    for (const one of opened) await stopWorker(one);
    await desk.stop();
  });

  const open = async (no: string, more: object = {}): Promise<void> => {
    await desk.open(no, { planHash: old.planHash, facts: { units: ['U1'] }, ...more });
    const { seq, hash } = await lookAtHead(desk.client, workflowIdOf(no));
    await desk.store.records.confirm(workflowIdOf(no), seq, hash);
  };
  const handled = async (no: string, grade = 'C', more: object = {}): Promise<void> => {
    await open(no, more);
    await desk.command(no, 'verifier1', 'verify');
    await desk.command(no, 'reviewer1', 'review', { grade });
  };
  const dueOf = (state: IssueState, id: string) => state.clocks.find((clock) => clock.id === id)?.dueAt;
  const mapping = (): Record<string, string | null> =>
    Object.fromEntries(draftMapping(planOf(old.content).flow, planOf(next.content).flow).map(({ from, to }) => [from, to]));

  /** One batch, as the worker process carries it. */
  async function batch(id: string, clocks: 'keep' | 'forward' | 'all', issues: string[], steps = mapping()) {
    const { store, client, time, temporal: server } = desk;
    const now = clockOver(time);
    await store.migrations.begin(
      {
        ...{
          id,
          city: 'gy-base',
          from: old.planHash,
          to: next.planHash,
          fromNumber: 2,
          toNumber: 3,
          steps,
          clocks,
          editions: {},
        },
        ...{
          reason: '三日办结',
          by: 'city.sup',
          roles: ['citySupervision'],
          startedAt: now.realNow(),
          state: 'running',
          finishedAt: null,
        },
      },
      issues,
    );
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const tools = {
      store,
      desk: temporalDesk({ client, store, city: 'gy-base', time, queue: server.taskQueue }),
      clock: now,
      log,
    };
    // Two processes at once, as when one is taken for dead.
    await Promise.all([carryMigrations(tools), carryMigrations(tools)]);
    const { items } = await store.migrations.items(id);
    return { state: (await store.migrations.get(id))?.state, items: new Map(items.map((item) => [item.no, item])) };
  }

  it('keeps, forwards or reviews the clocks of issues at handling, leaves what cannot move, and all go on', async () => {
    await Promise.all([
      handled('M-K1'),
      handled('M-K2'),
      handled('M-F1'),
      handled('M-F2'),
      handled('M-LONG', 'C', { continueAfter: 60 }),
    ]);
    await handled('M-A1', 'B');
    await Promise.all(['M-V', 'M-R', 'M-R2', 'M-I'].map((no) => open(no)));
    await Promise.all(['M-R', 'M-R2'].map((no) => desk.command(no, 'verifier1', 'verify')));
    await desk.command('M-I', 'verifier1', 'requestInfo', { question: '几楼？' });
    // ten minutes of grade B are over: its unit has a yellow card
    await waitUntil(async () => (await desk.state('M-A1')).cards.length > 0, 60_000);

    const kept = await batch('keep', 'keep', ['M-K1', 'M-K2']);
    const forward = await batch('forward', 'forward', ['M-F1', 'M-F2', 'M-V', 'M-R', 'M-I', 'M-LONG'], {
      ...mapping(),
      review: null,
    });
    const all = await batch('all', 'all', ['M-A1', 'M-R2']);
    expect([kept.state, forward.state, all.state]).toEqual(['done', 'done', 'done']);
    const moved = [...kept.items.values(), ...forward.items.values(), ...all.items.values()];
    expect(moved.filter(({ outcome }) => outcome === 'moved')).toHaveLength(9);
    expect(forward.items.get('M-R')).toMatchObject({ outcome: 'blocked', blocks: [{ code: 'STEP_UNMAPPED', node: 'review' }] });
    expect((await desk.state('M-R')).release).toBe(old.planHash);

    const [k, f, a, r2] = await Promise.all(['M-K1', 'M-F1', 'M-A1', 'M-R2'].map((no) => desk.state(no)));
    expect([k!.release, f!.release, a!.release]).toEqual([next.planHash, next.planHash, next.planHash]);
    expect([dueOf(k!, 'promise'), dueOf(k!, 'a1.reply')]).toEqual([fiveDays, fiveDays]);
    expect([dueOf(f!, 'promise'), dueOf(f!, 'a1.reply')]).toEqual([threeDays, threeDays]);
    // `all`: a day from the dispatch, and the card that came after ten minutes is looked at again
    expect(Date.parse(dueOf(a!, 'a1.reply')!) - Date.parse(a!.assignments[0]!.dispatchedAt)).toBe(24 * 3_600_000);
    expect(a!.clocks.find(({ id }) => id === 'a1.reply')?.status).toBe('running');
    expect(a!.cards.map(({ colour, inReview }) => [colour, inReview])).toEqual([['yellow', true]]);
    expect(r2!.tokens.map(({ node }) => node)).toEqual(['firstReview']);
    const shown = await desk.client.workflow.getHandle(workflowIdOf('M-F1')).describe();
    const attribute = defineSearchAttributeKey('LxRelease', SearchAttributeType.KEYWORD);
    expect(shown.typedSearchAttributes.get(attribute)).toBe(next.planHash.slice(0, 16));
  });

  it('goes on by the new release on another worker and after continue-as-new, and every history replays to its chain', async () => {
    desk.worker.shutdown();
    await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000);
    opened.push(await startWorker(desk));

    // its decisions are the new release's: the activity is asked by that hash
    await desk.command('M-V', 'verifier1', 'verify');
    await desk.command('M-V', 'reviewer1', 'review', { grade: 'C' });
    expect(dueOf(await desk.state('M-V'), 'promise')).toBe(threeDays);
    const { events = [] } = await desk.client.workflow.getHandle(workflowIdOf('M-V')).fetchHistory();
    const asked = (events ?? [])
      .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
      .map((event) => event.activityTaskScheduledEventAttributes?.input?.payloads?.[0]?.data)
      .map((data) => (JSON.parse(Buffer.from(data ?? []).toString()) as { release: string }).release);
    expect(asked[0]).toBe(old.planHash);
    expect(asked.at(-1)).toBe(next.planHash);

    await desk.command('M-LONG', 'U1.liaison', 'sign');
    await desk.command('M-LONG', 'U1.liaison', 'contact', { reached: true });
    const long = desk.client.workflow.getHandle(workflowIdOf('M-LONG'));
    for (let n = 0; n < 4; n += 1) await desk.command('M-LONG', 'city.sup', 'remind', {});
    const runs = async () => (await long.fetchHistory()).events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(await waitUntil(async () => !!(await runs())?.continuedExecutionRunId, 60_000)).toBe(true);
    const [input, plan] = ((await runs())?.input?.payloads ?? []).map(
      ({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as { plan?: string; hash?: string },
    );
    expect([input?.plan, plan?.hash]).toEqual([next.planHash, next.planHash]);

    for (const no of ['M-F1', 'M-LONG']) {
      await desk.command(no, 'U1.head', 'reply', form);
      await desk.command(no, 'reviewer2', 'reviewReply', { approve: true });
      await desk.command(no, 'callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' });
      expect((await desk.state(no)).stage).toBe('CLOSED');
    }
    await desk.command('M-R', 'reviewer1', 'review', { grade: 'C' });
    expect(dueOf(await desk.state('M-R'), 'promise')).toBe(fiveDays);

    for (const no of ['M-K1', 'M-K2', 'M-F1', 'M-F2', 'M-A1', 'M-V', 'M-R', 'M-R2', 'M-I', 'M-LONG'])
      await replays(workflowIdOf(no));
  });

  /** Each step that the history tells of stands in the chain by the same hash, and the chain is whole. */
  async function replays(stream: string): Promise<void> {
    const { seq, hash } = await lookAtHead(desk.client, stream);
    expect(await desk.store.records.confirm(stream, seq, hash)).toMatchObject({ ok: true });
    const history = await desk.client.workflow.getHandle(stream).fetchHistory();
    const one = async function* () {
      yield await Promise.resolve({ workflowId: stream, history });
    };
    const chain = new Map((await desk.store.records.chain(stream)).map((record) => [record.seq, record.hash]));
    for await (const { error, steps } of replayAll(workerConverter(desk.store), one())) {
      expect(error).toBeNull();
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps.filter((one) => one.seq <= seq)) expect(step.hash).toBe(chain.get(step.seq));
    }
    expect(await desk.store.records.verifyChain(stream)).toMatchObject({ ok: true });
  }
});
