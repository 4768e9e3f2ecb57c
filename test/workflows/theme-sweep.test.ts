import { workerConverter } from '../../worker/connect';
import { replayAll } from '../../worker/replay';
import { ensureThemeSchedule } from '../../worker/schedules';
import { waitUntil } from '../../worker/servers/wait';
import { aStep, someSettings } from '../store/support';
import { type OneMore, startDesk, startWorker, stopWorker, type TestDesk } from '../support/desk';

jest.setTimeout(240_000);

describe('the theme sweep on real servers', () => {
  let desk: TestDesk;
  let queue: string;
  const running: OneMore[] = [];

  const submit = async (n: number, text: string): Promise<string> => {
    const { no } = await desk.store.intakes.insert({
      ...{
        source: 'web',
        externalId: `${text}${n}`,
        receivedAt: desk.now(),
        category: 'water',
        district: '520103',
        street: null,
      },
      ...{
        point: null,
        anonymous: false,
        channel: 'sms',
        reporter: { phone: `1380000${String(n).padStart(4, '0')}` },
        text,
        photos: [],
      },
    });
    const step = aStep(no, { view: { intakes: [no], category: 'water' } });
    await desk.store.records.write(step);
    await desk.store.records.confirm(step.stream, 1, step.hash);
    return no;
  };
  const themes = async () => (await desk.store.themes.list({})).items.map(({ theme }) => theme);

  beforeAll(async () => {
    desk = await startDesk();
    await desk.store.settings.save(someSettings, 0);
    queue = `${desk.temporal.taskQueue}-themes`;
  }, 120_000);
  afterAll(async () => {
    await desk.client.schedule.getHandle(queue).delete();
    for (const one of running) await stopWorker(one);
    await desk.stop();
  });

  it('is made once, however many workers start', async () => {
    const wanted = { queue, scheduleId: queue, everyMs: 2_000 };
    const made = await Promise.all([1, 2, 3].map(() => ensureThemeSchedule(desk.client, wanted)));
    expect(made.filter((answer) => answer === 'made')).toHaveLength(1);
    const { action } = await desk.client.schedule.getHandle(queue).describe();
    expect(action).toMatchObject({ workflowType: 'themeSweep', taskQueue: queue });
  });

  it('proposes a theme once, through sweeps that die after the proposal, and takes in what follows', async () => {
    for (let n = 0; n < 10; n += 1) await submit(n, '普陀路停水，自来水一滴都没有');
    // The first sweeps propose and then fail, as if killed before they could say so.
    const { themes: store } = desk.store;
    const propose = store.propose.bind(store);
    let deaths = 0;
    store.propose = async (theme) => {
      const first = await propose(theme);
      if ((deaths += 1) <= 2) throw new Error('killed');
      return first;
    };
    running.push(await startWorker(desk, queue));
    expect(await waitUntil(async () => (await themes()).length > 0, 60_000)).toBe(true);
    const [theme] = await themes();
    expect(theme).toMatchObject({ id: 'water-1', state: 'PROPOSED', reporters: 10, districts: ['520103'] });
    const late = await submit(20, '停水了，没有自来水');
    expect(await waitUntil(async () => (await themes())[0]?.intakes.includes(late) ?? false, 60_000)).toBe(true);
    expect((await themes()).map(({ id }) => id)).toEqual(['water-1']);
    expect(deaths).toBe(1);
  });

  it('leaves a short history that today’s code replays', async () => {
    const { info } = await desk.client.schedule.getHandle(queue).describe();
    const { workflow } = info.recentActions.at(-1)!.action;
    await desk.client.workflow.getHandle(workflow.workflowId).result();
    const history = await desk.client.workflow.getHandle(workflow.workflowId).fetchHistory();
    expect(history.events?.length).toBe(11);
    const one = async function* () {
      yield await Promise.resolve({ workflowId: workflow.workflowId, history });
    };
    for await (const { error } of replayAll(workerConverter(desk.store), one())) expect(error).toBeNull();
    expect.assertions(2);
  });
});
