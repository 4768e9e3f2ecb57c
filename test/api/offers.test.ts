import path from 'node:path';
import { type Api, type Signed, givenIssue, monday, startApi } from './harness';

const pages = path.resolve(__dirname, '../../designer/public');
const secret = /张三丰|13985012345|13885012345|3栋2单元/;

describe('offers to teams and merchants', () => {
  let api: Api;
  let clerk: Signed;
  let reviewer: Signed;
  let team: Signed;
  let other: Signed;
  let shop: Signed;
  beforeAll(async () => {
    api = await startApi({ web: { dist: path.resolve(__dirname, '../../designer/dist'), pages } });
    [clerk, reviewer, team, other, shop] = (await Promise.all(
      ['verifier1', 'reviewer1', '百事通.head', '戎耀西秀.head', '爽贵阳.head'].map((who) => api.signIn(who)),
    )) as [Signed, Signed, Signed, Signed, Signed];
  }, 60_000);
  afterAll(() => api.stop());
  beforeEach(() => api.setNow(monday));

  const give = (who: Signed, no: string, name: string, data: object = {}) =>
    who.post(`/api/issues/${no}/commands`, { name, data });
  const listed = async (who: Signed, list: string, no: string) =>
    ((await who.get(`/api/offers?list=${list}&limit=200`)).body.items as { issue: string }[]).filter(({ issue }) => issue === no);
  const onOffer = async (category: string, more: object = {}): Promise<string> => {
    const no = await givenIssue(api, clerk, { category, address: '普陀路3栋2单元', ...more });
    await give(clerk, no, 'verify');
    expect((await give(reviewer, no, 'review')).body.stage).toBe('HANDLING');
    return no;
  };

  it('shows a team what is asked and nobody’s name or place until it has claimed', async () => {
    const no = await onOffer('wish');
    const [open] = await listed(team, 'open', no);
    expect(open).toMatchObject({
      category: 'wish',
      contact: null,
      order: { id: 'o1', kind: 'volunteer', state: 'POSTED', teams: ['百事通', '戎耀西秀'], holder: null },
      allowed: [{ name: 'claim', node: 'volunteer', assignment: 'o1' }],
    });
    expect(JSON.stringify(open)).not.toMatch(secret);
    const page = await team.get(`/api/issues/${no}`);
    expect([page.status, page.body.intakes[0].address, page.body.facts]).toEqual([200, null, {}]);
    expect(JSON.stringify(page.body)).not.toMatch(secret);
    for (const part of ['timeline', 'clocks', 'why']) expect((await team.get(`/api/issues/${no}/${part}`)).status).toBe(403);
    expect(await listed(shop, 'open', no)).toEqual([]);
    expect((await shop.get(`/api/issues/${no}`)).body.code).toBe('FORBIDDEN_UNIT');

    expect((await give(team, no, 'claim', { order: 'o1' })).status).toBe(200);
    expect(await listed(team, 'open', no)).toEqual([]);
    const [mine] = await listed(team, 'mine', no);
    expect(mine).toMatchObject({
      contact: { name: '张三丰', phone: '13985012345', address: '普陀路3栋2单元' },
      order: { state: 'CLAIMED', holder: '百事通' },
      holderName: { zh: '百事通志愿服务队' },
    });
    expect((await team.get(`/api/issues/${no}/timeline`)).status).toBe(200);
  });

  it('names the winner to whoever comes second, also when the lists know it already', async () => {
    const no = await onOffer('wish');
    expect((await give(other, no, 'claim')).status).toBe(200);
    const late = await give(team, no, 'claim');
    expect([late.status, late.body.code, late.body.data]).toEqual([409, 'ALREADY_CLAIMED', { order: 'o1', winner: '戎耀西秀' }]);
    expect(JSON.stringify((await team.get(`/api/issues/${no}`)).body)).not.toMatch(secret);
  });

  it('takes what was released back from the team that knew it', async () => {
    const no = await onOffer('wish');
    await give(team, no, 'claim');
    expect((await give(team, no, 'release', { reason: '人手不够' })).status).toBe(200);
    expect(JSON.stringify(await listed(team, 'open', no))).not.toMatch(secret);
    expect((await team.get(`/api/issues/${no}/timeline`)).body.code).toBe('FORBIDDEN_UNIT');
  });

  it('lists what was served with its hours, once the beneficiary has rated it on the page', async () => {
    const report = await api.http
      .post('/api/public/reports')
      .field({ category: 'wish', district: '520103', text: '独居老人修灯', formId: 'form-offers-1' });
    const { no, trackingToken: token } = report.body as { no: string; trackingToken: string };
    await give(clerk, no, 'verify');
    await give(reviewer, no, 'review');
    await give(team, no, 'claim');
    await give(team, no, 'start', { volunteers: ['甲', '乙'] });
    await give(team, no, 'complete', { hours: 1.5 });
    const before = await api.http.get(`/t/${no}/${token}`);
    expect(before.text).toContain('百事通志愿服务队已完成服务');
    const rated = await api.http
      .post(`/t/${no}/${token}/rate`)
      .type('form')
      .send({ answer: 'solved', satisfaction: 'satisfied' });
    expect(rated.status).toBe(303);
    expect(await listed(team, 'mine', no)).toEqual([]);
    const [done] = await listed(team, 'done', no);
    expect(done).toMatchObject({
      order: { state: 'RATED' },
      detail: {
        hoursAdded: [
          { volunteer: '甲', hours: 1.5 },
          { volunteer: '乙', hours: 1.5 },
        ],
      },
    });
    expect((await api.http.get(`/api/public/reports/${no}?token=${token}`)).body).toMatchObject({
      stage: 'CLOSED',
      orders: [{ state: 'RATED', holder: { zh: '百事通志愿服务队' } }],
      can: { rate: false, agree: false },
    });
  });

  it('keeps a merchant from contact data until the resident agrees, and hands a dispute to market regulation', async () => {
    const report = await api.http.post('/api/public/reports').field({
      ...{ category: 'service', district: '520103', address: '普陀路3栋2单元', text: '空调漏水', formId: 'form-offers-2' },
      ...{ name: '张三丰', phone: '13985012345', anonymous: 'yes' },
    });
    const { no, trackingToken: token } = report.body as { no: string; trackingToken: string };
    await give(clerk, no, 'verify');
    await give(reviewer, no, 'review');
    expect((await give(shop, no, 'contact')).body.code).toBe('CONSENT_MISSING');
    const quote = { amount: 120, terms: '上门费已含', serviceBy: '2026-11-25T15:00:00+08:00' };
    expect((await give(shop, no, 'quote', quote)).status).toBe(200);
    const [quoted] = await listed(shop, 'open', no);
    expect(quoted).toMatchObject({ contact: null, order: { state: 'QUOTED', quotes: 1 }, detail: { quotes: [{ amount: 120 }] } });
    expect(JSON.stringify([quoted, (await shop.get(`/api/issues/${no}`)).body])).not.toMatch(secret);

    const page = await api.http.get(`/t/${no}/${token}`);
    expect(page.text).toContain('120 元');
    expect(page.text).toContain('上门费已含');
    const without = await api.http.post(`/t/${no}/${token}/agree`).type('form').send({ order: 'o1', unit: '爽贵阳' });
    expect([without.status, without.text.includes('同意报价需要同意')]).toEqual([409, true]);
    const agreed = await api.http
      .post(`/t/${no}/${token}/agree`)
      .type('form')
      .send({ order: 'o1', unit: '爽贵阳', consent: 'yes' });
    expect(agreed.status).toBe(303);
    const [mine] = await listed(shop, 'mine', no);
    // The resident stays unknown to units, not to the merchant they agreed with.
    expect(mine).toMatchObject({ order: { state: 'AGREED' }, contact: { name: '张三丰', phone: '13985012345' } });

    const disputed = await api.http.post(`/api/public/reports/${no}/dispute`).send({ token, reason: '乱收费' });
    expect(disputed.body).toMatchObject({
      stage: 'HANDLING',
      units: [{ code: 'MR', lead: true }],
      orders: [{ state: 'DISPUTED' }],
    });
    const market = await api.signIn('MR.head');
    expect((await market.get(`/api/issues/${no}`)).body.view.assignments).toMatchObject([{ unit: 'MR', state: 'DISPATCHED' }]);
  });
});
