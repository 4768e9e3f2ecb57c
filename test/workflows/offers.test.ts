import supertest from 'supertest';
import { type Person, type Unit, streamOf } from '#domain';
import { buildApp, clockOver, hashPassword } from '../../api';
import { temporalDesk } from '../../api/temporal-desk';
import { readPack } from '../../worker/city-pack';
import { startDesk, type TestDesk } from '../support/desk';

const password = 'correct horse battery';
const teams = Array.from({ length: 24 }, (_, i) => `T${i + 1}`);

const teamOf = (code: string): Unit => ({
  ...{ code, name: { zh: code, en: code }, kind: 'team', level: 1, parent: null, district: '520103', divisions: [] },
  ...{ active: true, head: `${code}.head`, liaison: null, lanes: ['volunteer'] },
});
const leadOf = (code: string): Person => ({
  ...{ id: `${code}.head`, name: code, roles: ['teamLead'], unit: code, district: '520103', active: true },
});

type Agent = { claim: (no: string) => Promise<{ status: number; body: Record<string, unknown> }> };

/** The whole way of a claim: HTTP, the api, an update on real Temporal, the worker, the record in MongoDB. */
describe('a claim, by everybody at once', () => {
  let desk: TestDesk;
  let agents: Agent[];
  let close: () => void;
  beforeAll(async () => {
    desk = await startDesk();
    const { store, client, time, temporal } = desk;
    await store.settings.save(readPack('gy-base').settings, 0);
    await store.directory.saveUnits(teams.map(teamOf));
    await store.directory.savePeople(teams.map(leadOf));
    const passwordHash = await hashPassword(password);
    for (const { id } of teams.map(leadOf))
      await store.directory.setCredentials({ person: id, passwordHash, oneTime: false, changedAt: time.deskEpoch });
    const quiet = () => undefined;
    const app = await buildApp({
      ...{ store, clock: clockOver(time), pieceDesk: null, city: 'gy-base', sessionSecret: 'for tests only' },
      desk: temporalDesk({ client, store, city: 'gy-base', time, queue: temporal.taskQueue }),
      ...{ checkResponses: true, log: { info: quiet, warn: quiet, error: quiet }, codecOrigins: [] },
    });
    close = () => app.close();
    agents = [];
    for (const { id } of teams.map(leadOf)) agents.push(await signedIn(app.express, id));
  }, 180_000);
  afterAll(async () => {
    close();
    await desk.stop();
  });

  it('is won by exactly one, and every other is told by whom', async () => {
    const no = 'OF-0001';
    await desk.open(no, { facts: { teams }, intake: { category: 'wish' } });
    await desk.command(no, 'verifier1', 'verify');
    await desk.command(no, 'reviewer1', 'review');
    const answers = await Promise.all(agents.map((agent) => agent.claim(no)));
    const won = answers.flatMap(({ status }, i) => (status === 200 ? [teams[i]] : []));
    expect(won).toHaveLength(1);
    const [winner] = won;
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost.map(({ status, body }) => [status, body['code'], body['data']])).toEqual(
      lost.map(() => [409, 'ALREADY_CLAIMED', { order: 'o1', winner }]),
    );
    const state = await desk.state(no);
    expect(state.orders.map(({ state: at, holder, posting }) => [at, holder, posting])).toEqual([['CLAIMED', winner, 1]]);
    const events = (await desk.store.issues.timeline(no, { limit: 200 })).items.map(({ event }) => event);
    expect(events.filter(({ type }) => type === 'claimed').map(({ unit }) => unit)).toEqual([winner]);
    expect(await desk.store.records.verifyChain(streamOf(no))).toMatchObject({ ok: true });
  }, 120_000);
});

async function signedIn(app: Parameters<typeof supertest.agent>[0], account: string): Promise<Agent> {
  const agent = supertest.agent(app);
  const answer = await agent.post('/api/session').send({ account, password });
  const { csrfToken } = answer.body as { csrfToken: string };
  return {
    claim: async (no) => {
      const asked = agent
        .post(`/api/issues/${no}/commands`)
        .set('x-csrf-token', csrfToken)
        .set('idempotency-key', `claim-${account}`);
      const answer = await asked.send({ name: 'claim', data: {} });
      return { status: answer.status, body: answer.body as Record<string, unknown> };
    },
  };
}
