import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { createDispatcher, createOutboxRunner } from '../../activities';
import { cityContent } from '../support/cities';
import { type Api, givenIssue, routed, type Signed, sourceSecret, startApi } from './harness';

const secret = `whsec_${Buffer.from('what only cloud and we know').toString('base64')}`;
const otherSecret = `whsec_${Buffer.from('another system altogether').toString('base64')}`;

describe('another system’s word, over the wire', () => {
  let api: Api;
  let clerk: Signed;
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const cloud = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(202).end();
    });
  });

  beforeAll(async () => {
    api = await startApi();
    await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}/`;
    const endpoint = { url, events: [], active: true, description: 'test' };
    await api.store.endpoints.save({ ...endpoint, id: 'cloud' }, secret);
    await api.store.endpoints.save({ ...endpoint, id: 'permits' }, otherSecret);
    const { number: _number, format: _format, ...wide } = cityContent('../cities/wide');
    const by = { author: 'ruleAuthor', approver: 'ruleApprover', at: api.deps.clock.now(), note: '' };
    await api.store.releases.publish({ ...wide, city: 'gy-base' }, by);
    clerk = await api.signIn('verifier1');
  }, 60_000);
  afterAll(async () => {
    await api.stop();
    await new Promise<void>((resolve) => void cloud.close(() => resolve()));
  });

  /** Says something as a system that signs with its secret. */
  const say = (from: string, by: string, data: object, id = `m-${Math.random()}`) => {
    const at = new Date();
    const text = JSON.stringify({ type: 'issue.message', data });
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
    const signature = new Webhook(by).sign(id, at, text);
    return api.http
      .post(`/api/messages/${from}`)
      .set({ ...headers, 'webhook-signature': signature, 'content-type': 'application/json' })
      .send(text);
  };

  const reviewed = async (): Promise<string> => {
    const no = await givenIssue(api, clerk, { street: undefined, district: '520103' });
    await routed(api, no, { unit: 'U1' });
    return no;
  };

  const deliver = async (): Promise<void> => {
    const realNow = () => new Date().toISOString();
    const never = () => Promise.reject(new Error('not of this test'));
    const ports = { store: api.store, pieces: { start: never, command: never }, issues: { command: never, state: never } };
    const dispatch = createDispatcher({ ...ports, now: () => api.deps.clock.now(), realNow });
    const runner = createOutboxRunner(
      { store: api.store, now: realNow, holder: 'test', random: () => 0, dispatch },
      { leaseMs: 30_000, batch: 50, idleMs: { from: 5, to: 20 } },
    );
    for (let quiet = 0; quiet < 2;) quiet = (await runner.runOnce()) > 0 ? 0 : quiet + 1;
  };

  it('asks by a signed request that bears the facts drawn and nobody’s name', async () => {
    const no = await reviewed();
    await deliver();
    const sent = got.map(({ headers, body }) => {
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return JSON.parse(body) as { type: string; data: Record<string, unknown> };
    });
    const mine = sent.filter(({ data }) => data['no'] === no);
    expect(mine).toMatchObject([
      { type: 'issue.call', data: { message: 'cloud', call: 'call1', facts: { category: 'posters', district: '520103' } } },
    ]);
    expect(JSON.stringify(mine)).not.toMatch(/张三丰|13985012345|13885012345/);
  });

  it('takes its answer, once, and of nobody else', async () => {
    const no = await reviewed();
    const word = { no, message: 'cloud', call: 'call1', facts: { depth: 3 } };
    expect((await say('cloud', otherSecret, word)).body.code).toBe('SIGNATURE_INVALID');
    expect((await say('media', sourceSecret, word)).body.code).toBe('FORBIDDEN');
    expect((await say('cloud', secret, { ...word, no: 'GB-2026-999999' })).status).toBe(404);
    const foreign = await say('cloud', secret, { ...word, facts: { grade: 'A' } });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'INVALID_INPUT']);
    const taken = await say('cloud', secret, word, 'the-answer');
    expect([taken.status, taken.body.code]).toEqual([200, 'OK']);
    expect((await say('cloud', secret, word, 'the-answer')).body.code).toBe('REPLAYED');
    expect((await say('cloud', secret, word)).body.code).toBe('NOT_ALLOWED_IN_STATE');
    const page = await clerk.get(`/api/issues/${no}`);
    expect(page.body.view.waiting).toMatchObject([{ kind: 'message', node: 'permit' }]);
    expect(page.body.facts.depth).toBe(3);
  });

  it('is no way in for an intake: only a source may report', async () => {
    const answer = await api.http.post('/api/intakes/cloud').set({ 'content-type': 'application/json' }).send('{}');
    expect(answer.status).toBe(404);
  });
});
