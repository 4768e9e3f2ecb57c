import { type Api, type Signed, startApi } from './harness';

describe('who else has a draft open', () => {
  let api: Api;
  let author: Signed;
  let approver: Signed;
  beforeAll(async () => {
    api = await startApi();
    [author, approver] = await Promise.all([api.signIn('ruleAuthor'), api.signIn('ruleApprover')]);
  }, 60_000);
  afterAll(() => api.stop());
  const stay = async (who: Signed, page: string, place: string | null = null) => {
    const answer = await who.post('/api/presence/flow/guiyang', { page, place });
    expect(answer.status).toBe(200);
    return answer.body as { items: { person: string; name: string; place: string | null; self: boolean }[]; againInMs: number };
  };

  it('is told to each, by name and place, and another page of one’s own as such', async () => {
    expect((await stay(author, 'page-of-author')).items).toEqual([]);
    const seen = await stay(approver, 'page-of-approver', 'handle');
    expect(seen.items).toEqual([expect.objectContaining({ person: 'ruleAuthor', name: 'ruleAuthor', place: null, self: false })]);
    expect(seen.againInMs).toBeGreaterThan(0);
    expect((await stay(author, 'page-of-author', 'verify')).items.map(({ place }) => place)).toEqual(['handle']);
    const second = await stay(author, 'second-of-author');
    expect(second.items.map(({ person, self, place }) => [person, self, place])).toEqual([
      ['ruleAuthor', true, 'verify'],
      ['ruleApprover', false, 'handle'],
    ]);
    // Another draft is another room.
    expect((await author.post('/api/presence/table/guiyang', { page: 'page-of-author' })).body.items).toEqual([]);
  });

  it('forgets who leaves, and who falls silent', async () => {
    const { presences } = api.deps.store;
    const at = (second: number): string => new Date(Date.UTC(2026, 4, 6, 1, 0, second)).toISOString();
    await presences.stay('flow/x', { person: 'li', page: 'p1', place: null, at: at(0) }, at(0));
    await presences.stay('flow/x', { person: 'wang', page: 'p2', place: 'a', at: at(10) }, at(0));
    const third = { person: 'zhao', page: 'p3', place: null, at: at(35) };
    // 30 s of silence are allowed: who last spoke at 0 s is gone at 35 s, who spoke at 10 s is not.
    expect((await presences.stay('flow/x', third, at(5))).map(({ person, since }) => [person, since])).toEqual([
      ['wang', at(10)],
    ]);
    await presences.leave('flow/x', { person: 'wang', page: 'p2' });
    expect(await presences.stay('flow/x', third, at(5))).toEqual([]);
  });

  it('refuses what is no draft, and who may not read drafts', async () => {
    expect((await author.post('/api/presence/people/guiyang', { page: 'page-of-author' })).body.code).toBe('INVALID_INPUT');
    const verifier = await api.signIn('verifier1');
    expect((await verifier.post('/api/presence/flow/guiyang', { page: 'page-of-verifier' })).body.code).toBe('FORBIDDEN');
  });
});
