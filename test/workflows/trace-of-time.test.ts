import { nextWake } from '#domain';
import { lookAtHead, lookAtState } from '../../api/temporal-look';
import { waitUntil } from '../../worker/servers/wait';
import type { Head } from '../../workflows/messages';
import { stateQuery, workflowIdOf } from '../../workflows/messages';
import { type OneMore, startDesk, startWorker, stopWorker, type TestDesk } from '../support/desk';

jest.setTimeout(180_000);

/** A step at a planned instant, and no timer after it: the end of the verifier's ladder. */
describe('the last planned step of an issue that nobody touches', () => {
  let desk: TestDesk;
  const opened: OneMore[] = [];

  beforeAll(async () => {
    // The verifier is late after a few seconds.
    desk = await startDesk({ speed: 14_400 });
  }, 120_000);
  afterAll(async () => {
    for (const one of opened) await stopWorker(one);
    await desk.stop();
  });

  async function seenByAnotherWorker(stream: string): Promise<Head> {
    desk.worker.shutdown();
    await waitUntil(() => Promise.resolve(desk.worker.getState() === 'STOPPED'), 30_000);
    opened.push(await startWorker(desk));
    return lookAtHead(desk.client, stream);
  }

  it('happens once, whoever brings the issue back into memory and looks at it', async () => {
    const stream = workflowIdOf('T-1');
    await desk.open('T-1', { facts: { units: ['U1'] } });
    // A task without a command, as every look is that the server had to write down.
    await desk.client.workflow.getHandle(stream).signal('nobody-listens');
    const isOver = async (): Promise<boolean> => {
      const state = await lookAtState(desk.client, stream, stateQuery);
      return state !== null && state.seq > 1 && nextWake(state) === null;
    };
    expect(await waitUntil(isOver, 120_000)).toBe(true);
    const last = await lookAtHead(desk.client, stream);
    expect(last.seq).toBeGreaterThan(1);
    expect(await seenByAnotherWorker(stream)).toEqual(last);
    expect(await desk.store.records.confirm(stream, last.seq, last.hash)).toMatchObject({ ok: true });
  });
});
