import { createHmac, randomUUID } from 'node:crypto';
import { startUnstarted } from '../../api';
import { type Api, type Signed, sourceSecret, startApi } from './harness';

const body = (externalId: string, more: object = {}) => ({
  type: 'intake.created',
  data: { externalId, category: 'posters', street: '520103023', text: '普陀路贴满野广告', ...more },
});

/** Signs as Standard Webhooks says: base64 of HMAC-SHA256 over `id.timestamp.body`. */
type Signing = { id?: string; at?: number; secret?: string };

function signed(text: string, { id = randomUUID(), at = Date.now(), secret = sourceSecret }: Signing = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'content-type': 'application/json',
  };
}

describe('intake', () => {
  let api: Api;
  let clerk: Signed;
  beforeAll(async () => {
    api = await startApi();
    clerk = await api.signIn('verifier1');
  }, 60_000);
  afterAll(() => api.stop());

  const send = (text: string, headers: Record<string, string>, source = 'media') =>
    api.http.post(`/api/intakes/${source}`).set(headers).send(text);

  it('by a clerk answers a number of the city, a token and the tracking address', async () => {
    const answer = await clerk.post('/api/intakes', { source: 'desk', ...body('x').data });
    expect(answer.status).toBe(201);
    expect(answer.body.no).toMatch(/^GB-2026-\d{6}$/);
    const tracking = await api.http.get(`/api/public/reports/${answer.body.no}?token=${answer.body.trackingToken}`);
    expect([tracking.status, tracking.body.stage]).toEqual([200, 'VERIFYING']);
    expect(answer.body.trackingUrl).toMatch(new RegExp(`/t/${answer.body.no}/${answer.body.trackingToken}$`));
  });

  it('answers the same number to the same external id, and to the same key without one', async () => {
    const first = await clerk.post('/api/intakes', { source: 'desk', ...body('twice').data });
    const again = await clerk.post('/api/intakes', { source: 'desk', ...body('twice').data });
    expect([first.status, again.status]).toEqual([201, 200]);
    const { trackingUrl: _url, ...same } = first.body;
    expect(again.body).toMatchObject(same);
    const { externalId: _externalId, ...plain } = body('').data;
    const keyed = await clerk.post('/api/intakes', { source: 'desk', ...plain }, 'one-key-for-both');
    const repeated = await clerk.post('/api/intakes', { source: 'desk', ...plain }, 'one-key-for-both');
    expect([keyed.status, repeated.status, repeated.body.no]).toEqual([201, 200, keyed.body.no]);
  });

  it('makes one issue of ten sent at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clerk.post('/api/intakes', { source: 'desk', ...body('ten').data })),
    );
    expect(new Set(answers.map(({ body: { no } }) => no)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('needs a place, and a category and source the city knows', async () => {
    const { street: _street, ...nowhere } = body('nowhere').data;
    expect((await clerk.post('/api/intakes', { source: 'desk', ...nowhere })).body.fields[0].path).toBe('body.district');
    const unknown = await clerk.post('/api/intakes', { source: 'desk', ...body('u', { category: 'dragons' }).data });
    expect([unknown.status, unknown.body.fields]).toEqual([422, [{ path: 'body.category', message: 'unknown' }]]);
    const torn = await clerk.post('/api/intakes', { source: 'desk', ...body('t', { district: '520102' }).data });
    // 普陀路街道 lies in 520103
    expect(torn.body.fields[0].path).toBe('body.street');
    expect((await clerk.post('/api/intakes', { source: 'moon', ...body('s').data })).body.fields[0].path).toBe('body.source');
  });

  it('is for clerks', async () => {
    const unit = await api.signIn('U1.head');
    expect((await unit.post('/api/intakes', { source: 'desk', ...body('no').data })).body.code).toBe('FORBIDDEN');
    expect((await api.http.post('/api/intakes').send({})).body.code).toBe('NOT_SIGNED_IN');
  });

  it('keeps the city’s words that a text contains as a fact, and never the text', async () => {
    const { body: done } = await clerk.post('/api/intakes', { source: 'desk', ...body('words').data });
    const state = await api.store.issues.state(done.no);
    expect(state?.facts['keywords']).toEqual(['野广告']);
    expect(JSON.stringify(state)).not.toContain('贴满');
  });

  it('takes a source’s signed webhook, and again by its external id', async () => {
    const text = JSON.stringify(body('hook-1'));
    const first = await send(text, signed(text));
    expect(first.status).toBe(201);
    const again = await send(text, signed(text));
    expect([again.status, again.body.no]).toEqual([200, first.body.no]);
  });

  it('refuses a replayed message and names what it became', async () => {
    const text = JSON.stringify(body('hook-replay'));
    const headers = signed(text);
    const first = await send(text, headers);
    const replay = await send(text, headers);
    expect([first.status, replay.status, replay.body.code]).toEqual([201, 409, 'REPLAYED']);
    expect(replay.body.data).toEqual({ no: first.body.no });
  });

  it('lets a message that could not be taken be sent again', async () => {
    const text = JSON.stringify(body('hook-away'));
    const headers = signed(text);
    api.desk.away = true;
    const away = await send(text, headers);
    api.desk.away = false;
    const again = await send(text, headers);
    expect([away.status, again.status]).toEqual([503, 200]);
    expect((await api.store.issues.get(again.body.no))?.view.stage).toBe('VERIFYING');
  });

  it('refuses a stale, a tampered, an unsigned and a foreign message', async () => {
    const text = JSON.stringify(body('hook-bad'));
    const sixMinutes = 6 * 60_000;
    const stale = await send(text, signed(text, { at: Date.now() - sixMinutes }));
    expect([stale.status, stale.body.code]).toEqual([401, 'SIGNATURE_STALE']);
    expect((await send(text, signed(text, { at: Date.now() + sixMinutes }))).body.code).toBe('SIGNATURE_STALE');
    const tampered = await send(text.replace('野广告', '好广告'), signed(text));
    expect([tampered.status, tampered.body.code]).toEqual([401, 'SIGNATURE_INVALID']);
    const other = await send(
      text,
      signed(text, { secret: `whsec_${Buffer.from('another secret, 24 bytes').toString('base64')}` }),
    );
    expect(other.body.code).toBe('SIGNATURE_INVALID');
    expect((await send(text, { 'content-type': 'application/json' })).body.code).toBe('SIGNATURE_INVALID');
    expect((await send(text, signed(text), 'qa')).body.code).toBe('NOT_FOUND');
    expect(await api.store.intakes.byExternalId('media', 'hook-bad')).toBeNull();
  });

  it('tells nothing about a body before its signature is true', async () => {
    expect((await send('not json', signed('other'))).body.code).toBe('SIGNATURE_INVALID');
    expect((await send('not json', signed('not json'))).body.code).toBe('MALFORMED');
    const empty = JSON.stringify({ type: 'intake.created', data: {} });
    expect((await send(empty, signed(empty))).body.code).toBe('INVALID_INPUT');
    const form = await api.http.post('/api/intakes/media').type('form').send('a=b');
    expect(form.body.code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('starts by the sweep what a crash left between insert and start', async () => {
    const { stored } = await api.store.intakes.insert({
      ...{ source: 'desk', externalId: 'crashed', receivedAt: api.deps.clock.now(), category: 'posters', district: '520103' },
      ...{ street: null, point: null, anonymous: true, channel: 'page', reporter: {}, text: '无人处理', photos: [] },
    });
    expect(await startUnstarted(api.deps)).toBe(0);
    const later = { ...api.deps, clock: { ...api.deps.clock, realNow: () => new Date(Date.now() + 31_000).toISOString() } };
    expect(await startUnstarted(later)).toBe(1);
    expect(await api.desk.head(stored.no)).toMatchObject({ seq: 1 });
    expect((await api.store.intakes.get(stored.no))?.state).toBe('started');
  });
});
