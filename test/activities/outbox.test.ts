import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Dispatch, Notice } from '#domain';
import type { Delivery, Store } from '#store';
import { createOutboxRunner, type OutboxPorts, type OutboxRunner } from '../../activities/outbox';
import { aNotice, aStep, someSettings, testDatabase, type TestDatabase } from '../store/support';

let database: TestDatabase;
let store: Store;
let clock: number;
const stops: (() => Promise<void>)[] = [];
const now = () => new Date(clock).toISOString();

beforeAll(async () => {
  database = await testDatabase();
  await (await database.open()).ensureIndexes();
}, 180_000);
afterAll(() => database.stop());
beforeEach(async () => {
  await database.clear();
  clock = Date.parse('2026-05-06T01:00:00.000Z');
  store = await database.open({ clock: () => clock });
  await store.settings.save(someSettings, 0);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Got = { headers: IncomingHttpHeaders; body: string };

/** A real receiver; `answer` gives the status, or null to never answer. */
async function receiver(answer: (n: number) => number | null = () => 200): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      const status = answer(got.length);
      if (status !== null) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

function runner(given: Partial<OutboxPorts> = {}): OutboxRunner {
  const ports: OutboxPorts = {
    store,
    dispatch: () => Promise.resolve(),
    holder: 'runner-1',
    now,
    random: () => 1,
    ...given,
  };
  return createOutboxRunner(ports, { leaseMs: 30_000, batch: 50, idleMs: { from: 5, to: 20 } });
}

const addNotice = (key: string, notice: Partial<Notice> = {}) =>
  store.outbox.add([{ key, stream: 's', body: { kind: 'notice', notice: { ...aNotice(key), ...notice } }, createdAt: now() }]);
const addHook = (key: string, endpoint: string) =>
  store.outbox.add([{ key, stream: 's', body: { kind: 'webhook', endpoint, type: 't', payload: { n: 1 } }, createdAt: now() }]);
const anEndpoint = (id: string, url: string, events = ['*']) =>
  store.endpoints.save({ id, url, events, active: true, description: '' });
const ended = async (key: string) => (await store.outbox.get(key)) as Delivery;

describe('a notice', () => {
  it('goes to the inbox it names, once', async () => {
    await addNotice('n1');
    await addNotice('n1');
    expect(await runner().runOnce()).toBe(1);
    expect(await runner().runOnce()).toBe(0);
    const seen = await store.notices.forActor({ id: 'x', roles: ['verifier'], unit: null, district: '520103' });
    expect(seen.items.map(({ id, template }) => [id, template])).toEqual([['n1', 'issueReceived']]);
    expect(await ended('n1')).toMatchObject({ outcome: 'delivered', via: 'inbox', attempts: [{ ok: true, code: 'OK' }] });
  });

  it('as a message without a gateway stands on the page and says so', async () => {
    await addNotice('n1', { channel: 'sms', address: { to: 'resident', intake: 'GY-2026-000001' } });
    await runner().runOnce();
    expect(await ended('n1')).toMatchObject({ outcome: 'delivered', via: 'page', attempts: [{ code: 'NO_GATEWAY' }] });
    expect(await store.notices.forIntake('GY-2026-000001')).toHaveLength(1);
  });

  it('as a message through a gateway bears phone and words in the open there and nowhere else', async () => {
    // Verifying wants a timestamp within five minutes of the machine's own clock.
    clock = Date.now();
    const gateway = await receiver();
    const secret = `whsec_${Buffer.from('gateway-secret-gateway').toString('base64')}`;
    await store.settings.save({ ...someSettings, gateways: { sms: { url: gateway.url, secret } } }, 1);
    const { no } = await store.intakes.insert({
      source: 'web',
      externalId: 'a',
      receivedAt: now(),
      category: 'c',
      district: null,
      street: null,
      point: null,
      anonymous: false,
      channel: 'sms',
      reporter: { phone: '13985551234' },
      text: 'x',
      photos: [],
    });
    const values = { reply: await store.sealing.seal(no, '已经清理干净') };
    await addNotice('n1', { channel: 'sms', address: { to: 'resident', intake: no }, values });
    await runner({ render: ({ values: open }) => ({ zh: `答复：${JSON.stringify(open['reply'])}`, en: 'Reply' }) }).runOnce();
    const [call] = gateway.got;
    const body = new Webhook(secret).verify(call!.body, call!.headers as Record<string, string>, { jsonParse: true });
    expect(body).toMatchObject({ channel: 'sms', to: { phone: '13985551234' }, text: { zh: '答复："已经清理干净"' } });
    expect(await ended('n1')).toMatchObject({ via: 'sms' });
    const dump = await database.dump();
    expect(dump).not.toContain('13985551234');
    expect(dump).not.toContain('已经清理干净');

    // Erased while letters wait: the resident is not called any more, and what goes to staff bears the mark.
    await addNotice('n2', { channel: 'sms', address: { to: 'resident', intake: no }, values });
    await addNotice('n3', { channel: 'sms', address: { to: 'person', person: 'li' }, values });
    await store.sealing.destroyKeys(await store.sealing.liveKeys([no]), now());
    await runner().runOnce();
    expect(await ended('n2')).toMatchObject({ outcome: 'delivered', via: 'page', attempts: [{ code: 'ERASED' }] });
    expect(await ended('n3')).toMatchObject({ outcome: 'delivered', via: 'sms' });
    expect(gateway.got).toHaveLength(2);
    expect(JSON.parse(gateway.got[1]!.body)).toMatchObject({ to: { people: ['li'] }, values: { reply: '〔已删除〕' } });
  });
});

describe('a webhook', () => {
  it('is signed by the Standard Webhooks rules, with an id that stays the same', async () => {
    clock = Date.now();
    const endpoint = await receiver((n) => (n === 1 ? 503 : 200));
    const { secret } = await anEndpoint('e1', endpoint.url);
    await addHook('钥匙/h1', 'e1');
    await runner().runOnce();
    clock += 1_001;
    await runner().runOnce();
    expect(endpoint.got).toHaveLength(2);
    const [first, second] = endpoint.got;
    for (const { body, headers } of [first!, second!])
      expect(new Webhook(secret!).verify(body, headers as Record<string, string>)).toMatchObject({ type: 't', data: { n: 1 } });
    expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
    expect(await ended('钥匙/h1')).toMatchObject({
      outcome: 'delivered',
      via: 'webhook',
      attempts: [
        { ok: false, code: 'HTTP_503' },
        { ok: true, code: 'OK' },
      ],
    });
  });

  it('that fails waits longer each time, up to the city’s ceiling', async () => {
    const endpoint = await receiver(() => 500);
    await anEndpoint('e1', endpoint.url);
    await addHook('h', 'e1');
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      await runner().runOnce();
      const message = (await store.outbox.get('h'))!;
      waits.push(Date.parse(message.dueAt) - clock);
      clock = Date.parse(message.dueAt);
    }
    // First 1 s, doubled each time, at most 60 s; chance 1 adds the whole of the jittered half.
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('leaves half of a wait to chance', async () => {
    await anEndpoint('e1', (await receiver(() => 500)).url);
    await addHook('h', 'e1');
    await runner({ random: () => 0 }).runOnce();
    // Chance 0: half of the first second.
    expect(Date.parse((await store.outbox.get('h'))!.dueAt) - clock).toBe(500);
  });

  it('to a dead endpoint delays nobody else', async () => {
    const dead = await receiver(() => null);
    const alive = await receiver();
    await anEndpoint('dead', dead.url);
    await anEndpoint('alive', alive.url);
    for (let i = 0; i < 60; i++) await addHook(`dead${i}`, 'dead');
    clock += 1;
    for (let i = 0; i < 5; i++) await addHook(`alive${i}`, 'alive');
    await addNotice('n1');
    await store.settings.save({ ...someSettings, delivery: { ...someSettings.delivery, timeoutMs: 200 } }, 1);
    // Sixty older messages of the dead endpoint fill the first look of fifty; the second leaves its lane out.
    const one = runner();
    await one.runOnce();
    await one.runOnce();
    expect(dead.got).toHaveLength(1);
    expect(alive.got).toHaveLength(5);
    expect(await ended('n1')).toMatchObject({ outcome: 'delivered' });
    expect((await store.outbox.backlog()).map(({ lane, waiting }) => [lane, waiting])).toEqual([['hook:dead', 60]]);
  });

  it('is given up after the city’s patience, listed, and sent when a person says so', async () => {
    let status = 500;
    const endpoint = await receiver(() => status);
    await anEndpoint('e1', endpoint.url);
    await addHook('h', 'e1');
    clock += someSettings.delivery.giveUpAfterMs + 1;
    await runner().runOnce();
    expect((await store.outbox.deliveries({ outcome: 'dead' })).items.map(({ key }) => key)).toEqual(['h']);
    expect(await runner().runOnce()).toBe(0);
    status = 200;
    expect(await store.outbox.retry('h', now())).toBe(true);
    await runner().runOnce();
    expect(await ended('h')).toMatchObject({ outcome: 'delivered', attempts: [{ ok: false }, { ok: true }] });
    expect(await store.outbox.retry('h', now())).toBe(false);
  });

  it('to an endpoint that is gone, or says 410, is not tried again', async () => {
    const gone = await receiver(() => 410);
    await anEndpoint('e1', gone.url);
    await addHook('h1', 'e1');
    await addHook('h2', 'unknown');
    await runner().runOnce();
    expect(await ended('h1')).toMatchObject({ outcome: 'dead', attempts: [{ code: 'HTTP_410' }] });
    expect(await ended('h2')).toMatchObject({ outcome: 'dead', attempts: [{ code: 'ENDPOINT_GONE' }] });
  });
});

describe('a confirmed step', () => {
  it('tells endpoints of the events they asked for, without sealed text', async () => {
    const sealed = await store.sealing.seal('GY-2026-000001', 'private words');
    await anEndpoint('routed', 'http://127.0.0.1:9/', ['routed']);
    await anEndpoint('verified', 'http://127.0.0.1:9/', ['verified']);
    clock += 10_000;
    const events = [{ type: 'verified' as const, at: now(), by: 'li', data: { remark: sealed, code: 'c' } }];
    const step = aStep('GY-2026-000001', { events, notices: [aNotice('n1')] });
    await store.records.write(step);
    await store.records.confirm(step.stream, 1, step.hash);
    const waiting = (await store.outbox.waiting({ stream: step.stream })).items;
    expect(waiting.map(({ lane }) => lane).sort()).toEqual(['hook:verified']);
    const hook = waiting.find(({ lane }) => lane === 'hook:verified');
    expect(hook?.body).toMatchObject({ payload: { seq: 1, events: [{ type: 'verified', data: { remark: null, code: 'c' } }] } });
  });
});

describe('a dispatch', () => {
  const dispatch: Dispatch = {
    key: 'd',
    kind: 'tellPiece',
    piece: 'P1',
    message: 'replyApproved',
    at: '2026-05-06T01:00:00.000Z',
  };
  const add = (key: string) => store.outbox.add([{ key, stream: 's', body: { kind: 'dispatch', dispatch }, createdAt: now() }]);

  it('is handed over with its key, and again until it is taken', async () => {
    const keys: string[] = [];
    const handOver = (_: Dispatch, key: string) => {
      keys.push(key);
      return keys.length === 1 ? Promise.reject(new Error('away: 13985551234')) : Promise.resolve();
    };
    await add('d1');
    await runner({ dispatch: handOver }).runOnce();
    clock += 1_001;
    await runner({ dispatch: handOver }).runOnce();
    expect(keys).toEqual(['d1', 'd1']);
    // An error's text may say who somebody is: the history keeps its kind only.
    expect(await ended('d1')).toMatchObject({ attempts: [{ ok: false, code: 'FAILED' }, { ok: true }] });
    expect(await database.dump()).not.toContain('13985551234');
  });

  it('that fails holds no other back', async () => {
    const handed: string[] = [];
    const handOver = (_: Dispatch, key: string) => {
      handed.push(key);
      return key === 'd1' ? Promise.reject(new Error('no')) : Promise.resolve();
    };
    await add('d1');
    await add('d2');
    await runner({ dispatch: handOver }).runOnce();
    expect(handed.sort()).toEqual(['d1', 'd2']);
    expect(await ended('d2')).toMatchObject({ outcome: 'delivered' });
  });
});

describe('several runners', () => {
  it('share the work: each message is taken by one', async () => {
    const keys: string[] = [];
    const dispatch: Dispatch = { key: 'd', kind: 'tellPiece', piece: 'P1', message: 'factsChanged', at: now() };
    const body = { kind: 'dispatch' as const, dispatch };
    await store.outbox.add(Array.from({ length: 60 }, (_, i) => ({ key: `k${i}`, stream: null, body, createdAt: now() })));
    const handOver = (_: Dispatch, key: string) => {
      keys.push(key);
      return Promise.resolve();
    };
    const runners = ['a', 'b', 'c'].map((holder) => runner({ holder, dispatch: handOver }));
    await Promise.all(runners.map((one) => one.runOnce()));
    await Promise.all(runners.map((one) => one.runOnce()));
    expect(keys).toHaveLength(60);
    expect(new Set(keys).size).toBe(60);
  });

  it('take over what a dead one held, when its lease is over', async () => {
    await addNotice('n1');
    const taken = await store.outbox.claim({ now: now(), leaseMs: 30_000, limit: 10, holder: 'dead', exceptLanes: [] });
    expect(taken).toHaveLength(1);
    expect(await runner().runOnce()).toBe(0);
    clock += 30_001;
    expect(await runner().runOnce()).toBe(1);
  });
});

describe('the loop', () => {
  it('delivers what comes until it is stopped, and then stands still', async () => {
    const reported: string[] = [];
    let heard: () => void = () => undefined;
    const hear = () => new Promise<void>((resolve) => (heard = resolve));
    const loop = runner({
      report: ({ key }) => {
        reported.push(key);
        heard();
      },
    });
    const first = hear();
    loop.start();
    await addNotice('n1');
    await first;
    const second = hear();
    await addNotice('n2');
    await second;
    await loop.stop();
    await addNotice('n3');
    expect(reported).toEqual(['n1', 'n2']);
    expect((await store.outbox.waiting({})).items.map(({ key }) => key)).toEqual(['n3']);
  });
});
