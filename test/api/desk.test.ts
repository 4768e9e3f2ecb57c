import type { AddressInfo } from 'node:net';
import { type Route, routes } from '#contract';
import sharp from 'sharp';
import { buildApp } from '../../api';
import { type Api, type Signed, givenIssue, startApi } from './harness';

describe('the rest of the desk', () => {
  let api: Api;
  let clerk: Signed;
  let operator: Signed;
  beforeAll(async () => {
    api = await startApi();
    [clerk, operator] = await Promise.all([api.signIn('verifier1'), api.signIn('operator')]);
  });
  afterAll(() => api.stop());

  it('answers somebody for every route of the contract: none is forgotten', async () => {
    for (const [name, route] of Object.entries<Route>(routes)) {
      const address = route.path.replace('{format}', 'json').replace(/\{\w+\}/g, '1');
      if (name === 'events') continue;
      const answer = await api.http[route.method](address);
      // an address that nothing is mounted at says so in `instance` alone; mounted ones know who asked or what is missing
      const unmounted = answer.status === 404 && answer.body.code === 'NOT_FOUND' && !isOpenLookUp(name);
      expect([name, unmounted]).toEqual([name, false]);
    }
  });

  /** Routes anybody may call where number 1 is truly not found. */
  const isOpenLookUp = (name: string) => ['readStory', 'receiveIntake', 'readPublicPhoto', 'track'].includes(name);

  it('keeps strangers out of every route that is not theirs', async () => {
    for (const [name, route] of Object.entries<Route>(routes)) {
      if (route.audience !== 'signedIn' && typeof route.audience === 'string') continue;
      const answer = await api.http[route.method](route.path.replace(/\{\w+\}/g, '1'));
      expect([name, answer.status, answer.body.code]).toEqual([name, 401, 'NOT_SIGNED_IN']);
    }
  });

  it('lets a volunteer do none of what is for a role', async () => {
    const volunteer = await api.signIn('百事通.liaison');
    for (const [name, route] of Object.entries<Route>(routes)) {
      if (typeof route.audience === 'string') continue;
      const call = volunteer.agent[route.method](route.path.replace(/\{\w+\}/g, '1'));
      const answer = await call.set('x-csrf-token', volunteer.csrf);
      expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'FORBIDDEN']);
    }
  });

  it('is alive and ready, and says which part is not', async () => {
    expect((await api.http.get('/healthz')).body).toEqual({ ok: true });
    expect((await api.http.get('/readyz')).body).toEqual({ ok: true, store: true, desk: true });
    api.desk.away = true;
    const away = await api.http.get('/readyz');
    api.desk.away = false;
    expect([away.status, away.body.code, away.body.data]).toEqual([503, 'UNAVAILABLE', { store: true, desk: false }]);
  });

  it('shows its figures and its contract', async () => {
    await clerk.get('/api/issues');
    const metrics = await api.http.get('/metrics');
    expect(metrics.text).toMatch(/liangxin_http_request_seconds_count\{route="listIssues",method="GET",status="200"\} \d+/);
    expect((await api.http.get('/api/openapi.json')).body.openapi).toBe('3.1.0');
    const docs = await api.http.get('/api/docs');
    expect(docs.text).toContain('EXTENSION_AFTER_DUE');
    expect(docs.headers['content-security-policy']).toMatch(/^default-src 'none'/);
  });

  it('sends security headers and no server name', async () => {
    const { headers } = await api.http.get('/healthz');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('keeps the directory', async () => {
    const admin = await api.signIn('administrator');
    const unit = (await clerk.get('/api/units/U3')).body;
    expect(unit.code).toBe('U3');
    const renamed = { ...unit, name: { zh: '三单位', en: 'Unit three' } };
    expect((await admin.put('/api/units/U3', renamed)).body.name.zh).toBe('三单位');
    expect((await clerk.get('/api/units?district=520103')).body.items.map((one: { code: string }) => one.code)).toContain('U3');
    expect((await admin.put('/api/units/U3', { ...renamed, parent: 'nobody' })).body.fields[0].path).toBe('body.parent');
    // U1a lies under U1: U1 under U1a would be a ring
    const ring = (await clerk.get('/api/units/U1')).body;
    expect((await admin.put('/api/units/U1', { ...ring, parent: 'U1a' })).body.fields[0].message).toBe(
      'lies below the unit itself',
    );
    expect((await admin.put('/api/units/U2', renamed)).body.fields[0].path).toBe('body.code');
    expect((await clerk.get('/api/units/none')).status).toBe(404);
    expect((await admin.get('/api/people?role=chief')).body.items.map((one: { id: string }) => one.id)).toEqual(['chief']);
  });

  it('tells a unit of what was dispatched to it, and remembers that it was read', async () => {
    await api.store.notices.insert([
      {
        id: 'n1',
        stream: 'issue-GB-2026-000001',
        template: 'dispatched',
        address: { to: 'unit', unit: 'U1', as: 'liaison' },
        channel: 'inbox',
        at: '2026-11-23T02:00:00.000Z',
        values: { no: 'GB-2026-000001' },
        readBy: [],
      },
    ]);
    const unit = await api.signIn('U1.liaison');
    const before = await unit.get('/api/notices?unread=true');
    expect(before.body.items).toEqual([
      {
        id: 'n1',
        template: 'dispatched',
        at: '2026-11-23T02:00:00.000Z',
        read: false,
        issue: 'GB-2026-000001',
        channel: 'inbox',
        values: { no: 'GB-2026-000001' },
      },
    ]);
    expect((await unit.put('/api/notices/n1/read')).status).toBe(204);
    expect((await unit.get('/api/notices?unread=true')).body.items).toEqual([]);
    expect((await unit.get('/api/notices')).body.items[0].read).toBe(true);
    expect((await clerk.get('/api/notices')).body.items.map((one: { id: string }) => one.id)).not.toContain('n1');
  });

  it('shows what waits to be delivered, without its text, and tries it again', async () => {
    const createdAt = '2026-11-22T00:00:00.000Z';
    await api.store.outbox.add([
      {
        key: 'w1',
        stream: null,
        lane: 'webhook:x',
        body: { kind: 'webhook', endpoint: 'x', type: 'published', payload: { secret: 'inside' } },
        createdAt,
        dueAt: '2026-12-01T00:00:00.000Z',
      },
    ]);
    const list = await operator.get('/api/outbox');
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ key: 'w1', kind: 'webhook', lane: 'webhook:x', state: 'waiting', via: null }),
    );
    expect(JSON.stringify(list.body)).not.toContain('inside');
    expect((await operator.post('/api/outbox/w1/retry')).status).toBe(204);
    expect((await operator.post('/api/outbox/none/retry')).status).toBe(404);
    expect((await operator.get('/api/outbox?state=dead')).body.items).toEqual([]);
  });

  it('counts by stage, category and district', async () => {
    await givenIssue(api, clerk);
    const { body } = await clerk.get('/api/stats');
    expect(body.open).toBeGreaterThan(0);
    expect(body.byCategory).toContainEqual({ key: 'posters', count: body.open });
  });

  it('keeps photos by their content and serves them to staff', async () => {
    const png = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#0a0' } })
      .png()
      .toBuffer();
    const put = await clerk.agent.post('/api/photos').set('x-csrf-token', clerk.csrf).attach('photos', png, 'a.png');
    expect([put.status, put.body.items[0].width, put.body.items[0].height]).toEqual([201, 20, 10]);
    expect((await clerk.get(`/api/photos/${put.body.items[0].hash}`)).status).toBe(200);
    const none = await clerk.agent.post('/api/photos').set('x-csrf-token', clerk.csrf).field('a', 'b');
    expect(none.body.code).toBe('INVALID_INPUT');
    const many = clerk.agent.post('/api/photos').set('x-csrf-token', clerk.csrf);
    // the city allows nine
    for (let n = 0; n < 10; n++) many.attach('photos', png, `${n}.png`);
    expect((await many).body).toMatchObject({ code: 'INVALID_INPUT', fields: [{ message: 'LIMIT_FILE_COUNT' }] });
  });

  it('opens payloads for operators alone, from the Temporal UI too, and writes it down', async () => {
    const sealed = await api.store.sealing.seal('GB-2026-000001', '张三丰');
    const data = Buffer.from(JSON.stringify({ name: sealed })).toString('base64');
    const metadata = { encoding: Buffer.from('json/plain').toString('base64') };
    const ui = 'http://127.0.0.1:8233';
    const answer = await operator.agent
      .post('/api/codec/decode')
      .set('origin', ui)
      .send({ payloads: [{ metadata, data }] });
    expect(answer.headers['access-control-allow-origin']).toBe(ui);
    expect(JSON.parse(Buffer.from(answer.body.payloads[0].data, 'base64').toString())).toEqual({ name: '张三丰' });
    const log = await api.store.audit.list({ action: 'codec' });
    expect(log.items[0]).toMatchObject({ person: 'operator', subject: '1 payloads' });
    expect((await clerk.post('/api/codec/decode', { payloads: [] })).body.code).toBe('FORBIDDEN');
    const foreign = await operator.agent
      .post('/api/codec/decode')
      .set('origin', 'https://elsewhere.example')
      .send({ payloads: [] });
    expect(foreign.body.code).toBe('CSRF_REFUSED');
  });

  it('has no pieces yet and says so', async () => {
    const editor = await api.signIn('editorA');
    expect((await editor.get('/api/pieces')).body).toEqual({ items: [], next: null });
    expect((await editor.get('/api/pieces/none')).body.code).toBe('NOT_FOUND');
    expect((await editor.post('/api/pieces/none/commands', { name: 'review1' })).body.code).toBe('NOT_FOUND');
  });

  it('tells an open page when an issue moves', async () => {
    const app = await buildApp(api.deps);
    const server = app.express.listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const leaving = new AbortController();
    try {
      const no = await givenIssue(api, clerk);
      const { headers } = await clerk.agent.get('/api/session');
      const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
      const stream = await fetch(`${base}/api/events?issue=${no}`, { headers: { cookie }, signal: leaving.signal });
      expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
      const reader = stream.body!.getReader();
      const until = async (wanted: string) => {
        let text = '';
        while (!text.includes(wanted)) {
          const { done, value } = await reader.read();
          if (done) throw new Error(`the stream ended before ${wanted}: ${text}`);
          text += new TextDecoder().decode(value);
        }
        return text;
      };
      expect(await until('event: state')).toBeDefined();
      await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
      expect(await until('event: change')).toContain(`"issue":{"no":"${no}","seq":`);
    } finally {
      leaving.abort();
      app.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });
});
