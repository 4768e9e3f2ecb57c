import { hashPassword } from '../../api';
import { type Api, monday, password, startApi } from './harness';

describe('signing in', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  }, 60_000);
  afterAll(() => api.stop());

  it('gives an HttpOnly, SameSite=Lax cookie and the token that changes need', async () => {
    const answer = await api.http.post('/api/session').send({ account: 'verifier1', password });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: 'verifier1', roles: ['clerk', 'verifier'], unit: null, mustChangePassword: false });
    expect(answer.body.csrfToken).toHaveLength(32);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^liangxin\.sid=.*HttpOnly.*SameSite=Lax/i);
  });

  it('takes a new session id at each sign-in, so that one fixed beforehand is worth nothing', async () => {
    const first = await api.http.post('/api/session').send({ account: 'verifier1', password });
    const second = await api.http.post('/api/session').send({ account: 'verifier1', password });
    const sid = (answer: typeof first) => /liangxin\.sid=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1];
    expect(sid(second)).toBeDefined();
    expect(sid(second)).not.toBe(sid(first));
  });

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await api.http.post('/api/session').send({ account: 'chief', password: 'not it' });
    const nobody = await api.http.post('/api/session').send({ account: 'nobody', password: 'not it' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'BAD_CREDENTIALS']);
    expect([nobody.status, nobody.body.code]).toEqual([401, 'BAD_CREDENTIALS']);
    expect(wrong.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('stops guessing at one account after the tries its city allows', async () => {
    // the city's settings allow 10 failed tries in 15 minutes
    const codes: string[] = [];
    for (let n = 0; n < 11; n++) {
      const answer = await api.http.post('/api/session').send({ account: 'city.sup', password: `guess ${n}` });
      codes.push(answer.body.code);
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'BAD_CREDENTIALS'));
    expect(codes[10]).toBe('TOO_MANY_REQUESTS');
    const right = await api.http.post('/api/session').send({ account: 'city.sup', password });
    expect(right.status).toBe(429);
    expect(right.headers['retry-after']).toBe('900');
  });

  it('lets a one-time password do nothing but change itself', async () => {
    const passwordHash = await hashPassword('one-time-only');
    await api.store.directory.setCredentials({ person: 'callback1', passwordHash, oneTime: true, changedAt: monday });
    const agent = api.http;
    const first = await agent.post('/api/session').send({ account: 'callback1', password: 'one-time-only' });
    expect(first.body.mustChangePassword).toBe(true);
    expect((await agent.get('/api/issues')).body.code).toBe('PASSWORD_CHANGE_REQUIRED');
    const csrf = first.body.csrfToken as string;
    const body = { current: 'one-time-only', next: 'a new long password' };
    const changed = await agent.put('/api/session/password').set('x-csrf-token', csrf).send(body);
    expect([changed.status, changed.body.mustChangePassword]).toEqual([200, false]);
    expect((await agent.get('/api/issues')).status).toBe(200);
  });

  it('wants a new password that is long enough and new', async () => {
    const who = await api.signIn('dispatcher1');
    const short = await who.put('/api/session/password', { current: password, next: 'short' });
    expect([short.status, short.body.fields[0].path]).toEqual([422, 'body.next']);
    const same = await who.put('/api/session/password', { current: password, next: password });
    expect(same.body.code).toBe('INVALID_INPUT');
    const wrong = await who.put('/api/session/password', { current: 'no', next: 'quite another one' });
    expect(wrong.body.code).toBe('BAD_CREDENTIALS');
  });

  it('signs out', async () => {
    const who = await api.signIn('chief');
    expect((await who.get('/api/session')).body.id).toBe('chief');
    expect((await who.delete('/api/session')).status).toBe(204);
    expect((await who.get('/api/session')).body.code).toBe('NOT_SIGNED_IN');
  });

  it('refuses what does not come from its own pages', async () => {
    const who = await api.signIn('reviewer1');
    const without = await who.agent.delete('/api/session');
    expect([without.status, without.body.code]).toEqual([403, 'CSRF_REFUSED']);
    const wrong = await who.agent.delete('/api/session').set('x-csrf-token', 'x'.repeat(32));
    expect(wrong.body.code).toBe('CSRF_REFUSED');
    const foreign = await who.delete('/api/session').set('origin', 'https://elsewhere.example');
    expect(foreign.body.code).toBe('CSRF_REFUSED');
    const framed = await who.delete('/api/session').set('sec-fetch-site', 'cross-site');
    expect(framed.body.code).toBe('CSRF_REFUSED');
    const signIn = await api.http
      .post('/api/session')
      .set('origin', 'https://elsewhere.example')
      .send({ account: 'reviewer1', password });
    expect(signIn.body.code).toBe('CSRF_REFUSED');
  });

  it('counts a change of roles and a deactivation at once', async () => {
    const admin = await api.signIn('administrator');
    const author = await api.signIn('ruleAuthor');
    expect((await author.get('/api/flows')).status).toBe(200);
    const person = { id: 'ruleAuthor', name: 'ruleAuthor', roles: ['volunteer'], unit: null, district: null, active: true };
    expect((await admin.put('/api/people/ruleAuthor', person)).status).toBe(200);
    expect((await author.get('/api/flows')).body.code).toBe('FORBIDDEN');
    expect((await admin.put('/api/people/ruleAuthor', { ...person, active: false })).status).toBe(200);
    expect((await author.get('/api/flows')).body.code).toBe('NOT_SIGNED_IN');
  });

  it('lets nobody edit their own rights', async () => {
    const admin = await api.signIn('administrator');
    const self = { id: 'administrator', name: 'x', roles: ['administrator', 'chief'], unit: null, district: null, active: true };
    const answer = await admin.put('/api/people/administrator', self);
    expect([answer.status, answer.body.code]).toEqual([409, 'SAME_PERSON']);
    expect((await admin.post('/api/people/administrator/password')).body.code).toBe('SAME_PERSON');
  });

  it('issues a one-time password that signs in and ends what was open', async () => {
    const admin = await api.signIn('administrator');
    const unit = await api.signIn('U2.liaison');
    const issued = await admin.post('/api/people/U2.liaison/password');
    expect(issued.body.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await unit.get('/api/session')).body.code).toBe('NOT_SIGNED_IN');
    const again = await api.http.post('/api/session').send({ account: 'U2.liaison', password: issued.body.password });
    expect([again.status, again.body.mustChangePassword]).toEqual([200, true]);
    expect((await admin.post('/api/people/nobody/password')).status).toBe(404);
  });
});
