import { type Api, type Signed, startApi } from './harness';

const channel = { url: 'https://news.example/hook', events: [], active: true, description: '新华社' };

describe('the systems that are told', () => {
  let api: Api;
  let operator: Signed;
  beforeAll(async () => {
    api = await startApi();
    operator = await api.signIn('operator');
  }, 60_000);
  afterAll(() => api.stop());

  it('are saved with a secret that is shown once, and again when it is renewed', async () => {
    const first = await operator.put('/api/endpoints/xinhua', channel);
    expect([first.status, first.body.endpoint]).toEqual([200, { id: 'xinhua', ...channel }]);
    expect(first.body.secret).toMatch(/^whsec_.{44}$/);
    expect(await api.store.endpoints.secret('xinhua')).toBe(first.body.secret);

    const paused = await operator.put('/api/endpoints/xinhua', { ...channel, active: false });
    expect(paused.body).toEqual({ endpoint: { id: 'xinhua', ...channel, active: false }, secret: null });
    expect(await api.store.endpoints.secret('xinhua')).toBe(first.body.secret);

    const renewed = await operator.put('/api/endpoints/xinhua', { ...channel, renew: true });
    expect(renewed.body.secret).toMatch(/^whsec_.{44}$/);
    expect(renewed.body.secret).not.toBe(first.body.secret);
    expect(await api.store.endpoints.secret('xinhua')).toBe(renewed.body.secret);

    const { body } = await operator.get('/api/endpoints');
    expect(body).toEqual({ items: [{ id: 'xinhua', ...channel }] });
  });

  it('are written down with who changed them, without the secret', async () => {
    const { items } = await api.store.audit.list({ subject: 'endpoint xinhua' });
    expect(items.map(({ person, fields }) => [person, fields.includes('secret')])).toEqual([
      ['operator', true],
      ['operator', false],
      ['operator', true],
    ]);
    expect(JSON.stringify(items)).not.toContain('whsec_');
  });

  it.each([
    [{ ...channel, url: 'ftp://news.example' }, 'body.url'],
    [{ ...channel, events: ['dragonSeen'] }, 'body.events.0'],
  ])('are refused when %j', async (body, path) => {
    const answer = await operator.put('/api/endpoints/people', body);
    expect([answer.status, answer.body.fields[0].path]).toEqual([422, path]);
  });

  it('are removed, and a second time are not there', async () => {
    expect((await operator.delete('/api/endpoints/xinhua')).status).toBe(204);
    expect((await operator.delete('/api/endpoints/xinhua')).status).toBe(404);
    expect(await api.store.endpoints.list()).toEqual([]);
  });

  it('are the operator’s', async () => {
    const verifier = await api.signIn('verifier1');
    expect((await verifier.put('/api/endpoints/xinhua', channel)).body.code).toBe('FORBIDDEN');
    expect((await verifier.get('/api/endpoints')).body.code).toBe('FORBIDDEN');
    expect((await api.http.get('/api/endpoints')).body.code).toBe('NOT_SIGNED_IN');
  });
});
