import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { temporal } from '@temporalio/proto';
import type { CommandAnswer, CommandName } from '#domain';
import { lookAtHead } from '../../api/temporal-look';
import { workerConverter } from '../../worker/connect';
import { replayAll } from '../../worker/replay';
import { waitUntil } from '../../worker/servers/wait';
import { commandUpdate, workflowIdOf } from '../../workflows/messages';
import { type OneMore, startDesk, startWorker, stopWorker, type TestDesk } from '../support/desk';

jest.setTimeout(180_000);

const { EventType } = temporal.api.enums.v1;

/** What sweeps do when workers come back: ask how far an issue is, while its timer has fired and commands have come. */
describe('a look at an issue that no worker holds in memory', () => {
  let desk: TestDesk;
  const opened: OneMore[] = [];

  beforeAll(async () => {
    // Four working hours of the first reviewer are over in a second or two.
    desk = await startDesk({ speed: 28_800 });
  }, 120_000);
  afterAll(async () => {
    for (const one of opened) await stopWorker(one);
    await desk.stop();
  });

  const eventTypes = async (stream: string): Promise<unknown[]> =>
    ((await desk.client.workflow.getHandle(stream).fetchHistory()).events ?? []).map(({ eventType }) => eventType);

  it('takes nothing out of its order: every step has its record, and the history replays to the same ones', async () => {
    const [no, stream] = ['L-1', workflowIdOf('L-1')];
    await desk.open(no, { facts: { units: ['U1'] } });
    await desk.command(no, 'verifier1', 'verify');
    const { seq: before } = await lookAtHead(desk.client, stream);
    desk.worker.shutdown();
    await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000);
    const fired = (await eventTypes(stream)).filter((type) => type === EventType.EVENT_TYPE_TIMER_FIRED).length;

    const look = lookAtHead(desk.client, stream);
    const isFired = async () =>
      (await eventTypes(stream)).filter((type) => type === EventType.EVENT_TYPE_TIMER_FIRED).length > fired;
    expect(await waitUntil(isFired, 60_000)).toBe(true);
    const command = {
      ...{
        id: randomUUID(),
        name: 'review' as CommandName,
        at: desk.now(),
        actor: desk.actor('reviewer1'),
        data: { grade: 'C' },
      },
    };
    const answer: Promise<CommandAnswer> = desk.client.workflow
      .getHandle(stream)
      .executeUpdate(commandUpdate, { args: [command], updateId: command.id });
    // An update that waits at the server shows nowhere; this is how long it may take to get there.
    await pause(200);

    opened.push(await startWorker(desk));
    expect((await look).seq).toBeGreaterThanOrEqual(before);
    const given = await answer;
    expect(given.ok).toBe(true);

    // Everything that the history says happened is in the chain, by the same hashes.
    const history = await desk.client.workflow.getHandle(stream).fetchHistory();
    const one = async function* () {
      yield await Promise.resolve({ workflowId: stream, history });
    };
    const last = given.ok ? { seq: given.seq, hash: given.hash } : { seq: 0, hash: '' };
    expect(await desk.store.records.confirm(stream, last.seq, last.hash)).toMatchObject({ ok: true });
    const chain = await desk.store.records.chain(stream);
    for await (const { error, steps } of replayAll(workerConverter(desk.store), one())) {
      expect(error).toBeNull();
      expect(steps.filter(({ seq }) => seq <= last.seq).map(({ seq, hash }) => [seq, hash])).toEqual(
        chain.map(({ seq, hash }) => [seq, hash]),
      );
    }
    expect(await desk.store.records.verifyChain(stream)).toMatchObject({ ok: true });
  });
});
