import { type Api, givenIssue, routed, startApi } from './harness';

/** The figures of DOMAIN 3 over HTTP, from the read model. The desk's clock stands where the tests put it. */
let api: Api;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

type Stats = {
  open: number;
  kpi: {
    received: number;
    from: string;
    to: string;
    figures: { id: string; numerator: number; denominator: number; value: number | null; interval: unknown; target: unknown }[];
    catalogue: Record<string, { name: { zh: string }; formula: { zh: string }; cohort: { zh: string } }>;
    groups: { key: string; name: { zh: string } | null; cases: number; rank: number | null }[];
    stages: Record<string, number>;
  };
};
const local = (text: string): string => new Date(`${text}:00+08:00`).toISOString();
const office = '普陀路街道办';
const form = { did: 'a', when: 'b', evidence: 'c', contact: 'd', legalBasis: 'e', longTermMeasure: 'f' };

async function act(account: string, no: string, name: string, data: object = {}): Promise<void> {
  const person = await api.signIn(account);
  const answer = await person.post(`/api/issues/${no}/commands`, { name, data }, `${no}-${name}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

async function stats(account: string, query = ''): Promise<Stats> {
  const answer = await (await api.signIn(account)).get(`/api/stats${query}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as Stats;
}
const figure = ({ kpi }: Stats, id: string) => kpi.figures.find((one) => one.id === id);

describe('GET /api/stats', () => {
  it('answers on an empty desk', async () => {
    const { kpi } = await stats('city.sup');
    expect(kpi.received).toBe(0);
    expect(kpi.figures.find(({ id }) => id === 'response')).toMatchObject({ value: null, interval: null });
    expect(kpi.groups).toEqual([]);
  });

  it('reckons a plain issue from its confirmed steps, for those who may see it', async () => {
    // Monday 23 November 2026, nine o'clock
    api.setNow(local('2026-11-23T09:00'));
    const no = await givenIssue(api, await api.signIn('verifier1'));
    await routed(api, no);
    api.setNow(local('2026-11-23T11:00'));
    await act(`${office}.liaison`, no, 'sign');
    await act(`${office}.liaison`, no, 'contact', { reached: true });
    api.setNow(local('2026-11-24T10:00'));
    await act(`${office}.head`, no, 'reply', form);
    await act('reviewer2', no, 'reviewReply', { approve: true });
    await act('callback1', no, 'callBack', { answer: 'partly', satisfaction: 'fair' });
    api.setNow(local('2026-12-01T10:00'));
    const november = '?from=2026-11-01&to=2026-11-30';
    const city = await stats('city.sup', november);
    expect(city.kpi).toMatchObject({ received: 1, from: local('2026-11-01T00:00'), to: local('2026-12-01T00:00') });
    expect(figure(city, 'response')).toMatchObject({ numerator: 1, denominator: 1 });
    expect(figure(city, 'resolution')).toMatchObject({ value: 0.5 });
    expect(figure(city, 'satisfaction')).toMatchObject({ value: 0.6, target: { atLeast: 0.85 } });
    // five working days from the 23rd end on the 30th: due in the period, replied long before
    expect(figure(city, 'onTimeReply')).toMatchObject({ numerator: 1, denominator: 1 });
    // 100 × (0.30·1 + 0.35·0.5 + 0.35·0.6)
    expect(figure(city, 'composite')?.value).toBeCloseTo(68.5, 10);
    // dispatched at 09:00, contacted at 11:00; replied a working day and an hour after the dispatch
    expect(figure(city, 'contactHours')?.value).toBe(2);
    expect(figure(city, 'replyHours')?.value).toBe(9);
    expect(city.kpi.groups).toMatchObject([{ key: office, name: { zh: office }, cases: 1, rank: null }]);
    expect(city.kpi.stages).toMatchObject({ CLOSED: 1 });
    expect(city.kpi.catalogue['response']).toMatchObject({ name: { zh: '响应率' } });

    expect((await stats(`${office}.head`, november)).kpi.received).toBe(1);
    const other = await stats('U1.head', november);
    expect(other.kpi).toMatchObject({ received: 0, groups: [] });
    expect((await stats('city.sup', '?from=2026-12-01&to=2026-12-01')).kpi.received).toBe(0);
    expect((await stats('city.sup', `${november}&by=district`)).kpi.groups).toMatchObject([{ key: '520103', cases: 1 }]);
  });

  it('refuses a period that ends before it begins, and strangers', async () => {
    const person = await api.signIn('city.sup');
    const answer = await person.get('/api/stats?from=2026-11-30&to=2026-11-01');
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'INVALID_INPUT']);
    expect((await api.http.get('/api/stats')).status).toBe(401);
  });
});
