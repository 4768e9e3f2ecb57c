import path from 'node:path';
import sharp from 'sharp';
import { type Api, type Signed, routed, startApi } from './harness';

const pages = path.resolve(__dirname, '../../designer/public');

const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
const fields = {
  category: 'posters',
  street: '520103023',
  text: '楼道3栋2单元贴满野广告，电话13885012345',
  name: '张三丰',
  phone: '13985012345',
};
let form = 0;
const nextForm = () => `form-${String(++form).padStart(8, '0')}`;

describe('what residents reach', () => {
  let api: Api;
  let verifier: Signed;
  beforeAll(async () => {
    api = await startApi({ web: { dist: path.resolve(__dirname, '../../designer/dist'), pages } });
    verifier = await api.signIn('verifier1');
  }, 60_000);
  afterAll(() => api.stop());

  const report = async (more: Record<string, string> = {}) => {
    const answer = await api.http
      .post('/api/public/reports')
      .field({ ...fields, formId: nextForm(), ...more })
      .attach('photos', await picture(), 'wall.jpg');
    expect(answer.status).toBe(201);
    return { no: answer.body.no as string, token: answer.body.trackingToken as string };
  };

  it('takes a report with its photo, once for one form', async () => {
    const formId = nextForm();
    const first = await api.http.post('/api/public/reports').field({ ...fields, formId });
    const again = await api.http.post('/api/public/reports').field({ ...fields, formId });
    expect([first.status, again.status, again.body.no]).toEqual([201, 200, first.body.no]);
    const { no, token } = await report();
    const stored = await api.store.intakes.get(no);
    expect([stored?.source, stored?.intake.photos.length]).toEqual(['page', 1]);
    const hash = stored?.intake.photos[0]?.hash ?? '';
    const photo = await api.http.get(`/api/public/reports/${no}/photos/${hash}?token=${token}&size=thumb`);
    expect([photo.status, photo.headers['content-type']]).toEqual([200, expect.stringMatching(/^image\//)]);
    expect((await api.http.get(`/api/public/reports/${no}/photos/${'0'.repeat(64)}?token=${token}`)).status).toBe(404);
  });

  it('refuses what is no photo, whatever it is called', async () => {
    const answer = await api.http
      .post('/api/public/reports')
      .field({ ...fields, formId: nextForm() })
      .attach('photos', Buffer.from('<script>'), 'x.jpg');
    expect([answer.status, answer.body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('shows only category and place before first review, then the masked text', async () => {
    const { no, token } = await report();
    const early = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    expect(early.body).toMatchObject({ status: 'open', text: null, photos: [], category: { code: 'posters' } });
    expect(early.body.place).toEqual({ zh: '云岩区普陀路街道', en: 'Yunyan District, Putuo Road Street' });
    await routed(api, no);
    const later = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    expect(later.body.text).toBe('楼道〔地址〕贴满野广告，电话〔手机号〕');
    expect(later.body.promise).toMatchObject({ state: 'running', dueText: '2026-11-30 17:00' });
    expect(later.body.units.map((unit: { code: string }) => unit.code)).toEqual(['普陀路街道办']);
    expect(JSON.stringify(later.body)).not.toMatch(/张三丰|1398501|1388501/);
  });

  it('gives a resident back what was typed when the act is refused', async () => {
    const { no, token } = await report();
    const words = '昨天又贴上了，请再看看';
    const page = await api.http.post(`/t/${no}/${token}/reopen`).type('form').send({ reason: words });
    expect(page.status).toBe(409);
    expect(page.text).toContain(words);
  });

  it('says why something is not accepted, by its code and without the desk’s remark', async () => {
    const { no, token } = await report();
    await verifier.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
    const reviewer = await api.signIn('reviewer1');
    const data = { reasonCode: 'litigation', remark: '法院立案号 1234' };
    await reviewer.post(`/api/issues/${no}/commands`, { name: 'reject', data });
    const page = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    const reasons = page.body.timeline.map(({ event, because }: Record<string, unknown>) => [event, because]);
    expect(reasons).toEqual([
      ['received', null],
      ['verified', null],
      ['rejected', 'litigation'],
    ]);
    expect(JSON.stringify(page.body)).not.toContain('1234');
    const shown = await api.http.get(`/t/${no}/${token}?lang=zh`);
    expect(shown.text).toContain('原因：已进入诉讼、仲裁或行政复议程序，请在原程序中提出。');
  });

  it('opens to number and token together alone', async () => {
    const { no } = await report();
    expect((await api.http.get(`/api/public/reports/${no}?token=${'x'.repeat(24)}`)).body.code).toBe('NOT_FOUND');
    expect((await api.http.get(`/api/public/reports/${no}`)).status).toBe(422);
  });

  it('lets the resident answer a question, withdraw, and nothing that is not awaited', async () => {
    const { no, token } = await report();
    const early = await api.http
      .post(`/api/public/reports/${no}/rate`)
      .send({ token, answer: 'solved', satisfaction: 'satisfied' });
    expect([early.status, early.body.code]).toEqual([409, 'NOT_ALLOWED_IN_STATE']);
    await verifier.post(`/api/issues/${no}/commands`, { name: 'requestInfo', data: { question: '哪一层？打 13811112222 告知' } });
    const asked = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    expect(asked.body.question.text).toBe('哪一层？打 〔手机号〕 告知');
    expect(asked.body.can).toMatchObject({ giveInfo: true, rate: false, withdraw: true, reopen: false });
    const answered = await api.http.post(`/api/public/reports/${no}/info`).field({ token, text: '三层' });
    expect([answered.status, answered.body.stage]).toEqual([200, 'VERIFYING']);
    const withdrawn = await api.http.post(`/api/public/reports/${no}/withdraw`).send({ token });
    expect(withdrawn.body).toMatchObject({ status: 'closed', stage: 'WITHDRAWN' });
  });

  it('goes to the end by the resident’s rating, and can be reopened', async () => {
    const { no, token } = await report();
    await routed(api, no);
    const [liaison, head, reviewer] = await Promise.all(
      ['普陀路街道办.liaison', '普陀路街道办.head', 'reviewer2'].map((id) => api.signIn(id)),
    );
    const give = async (who: Signed | undefined, name: string, data: object = {}) => {
      const answer = await who!.post(`/api/issues/${no}/commands`, { name, data });
      expect([name, answer.status, answer.body.code]).toEqual([name, 200, 'OK']);
    };
    await give(liaison, 'sign');
    await give(liaison, 'contact', { reached: true });
    const reply = {
      did: '已清除，联系13885012345',
      when: '今天',
      evidence: '照片',
      contact: '已电话',
      legalBasis: '条例',
      longTermMeasure: '每周巡查',
    };
    await give(head, 'reply', reply);
    await give(reviewer, 'reviewReply', { approve: true });
    const before = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    expect(before.body).toMatchObject({ stage: 'CALLBACK', reply: '已清除，联系〔手机号〕', can: { rate: true } });
    expect(before.body.promise.state).toBe('kept');
    const rated = await api.http
      .post(`/api/public/reports/${no}/rate`)
      .send({ token, answer: 'solved', satisfaction: 'satisfied' });
    expect(rated.body).toMatchObject({ status: 'closed', stage: 'CLOSED', can: { reopen: true } });
    const reopened = await api.http.post(`/api/public/reports/${no}/reopen`).send({ token, reason: '又贴上了' });
    expect(reopened.body).toMatchObject({ status: 'open', stage: 'HANDLING' });
  });

  it('names everything that is wrong with a form at once, from the top down, and keeps what was typed', async () => {
    const formId = nextForm();
    const sent = await api.http.post('/report?lang=zh').field({ formId, name: '罗先生', phone: '123' });
    expect(sent.status).toBe(422);
    const named = [...sent.text.matchAll(/<li><a href="#(\w+)">/g)].map((match) => match[1]);
    expect(named).toEqual(['text', 'category', 'district', 'phone']);
    expect(sent.text).toContain('value="罗先生"');
    expect(sent.text).toContain('号码看起来不对');
  });

  it('is served as pages that need no script, in both languages', async () => {
    const home = await api.http.get('/').set('accept-language', 'zh-CN');
    expect([home.status, home.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(home.text).toContain('反映一个问题');
    expect(home.headers['content-security-policy']).toMatch(/script-src 'self'/);
    expect((await api.http.get('/?lang=en')).text).toContain('<html lang="en">');
    // the cookie keeps a language until another one is asked for
    expect((await api.http.get('/')).text).toContain('<html lang="en">');
    expect((await api.http.get('/?lang=zh')).text).toContain('<html lang="zh-CN">');
    const formId = /name="formId" value="([^"]+)"/.exec(home.text)?.[1] ?? '';
    const sent = await api.http.post('/report').field({ ...fields, formId });
    expect(sent.status).toBe(303);
    const received = await api.http.get(sent.headers['location'] ?? '').set('accept-language', 'zh-CN');
    expect(received.text).toContain('已收到');
    const page = await api.http.get((sent.headers['location'] ?? '').replace('/received', '')).set('accept-language', 'zh-CN');
    expect([page.status, page.text.includes('张三丰')]).toEqual([200, false]);
    const act = /action="([^"]+\/withdraw)"/.exec(page.text)?.[1] ?? '';
    const done = await api.http.post(act).type('form').send({ reason: '' });
    expect([done.status, done.headers['location']]).toEqual([303, expect.stringMatching(/\?done=withdraw$/)]);
  });

  it('has no page for wrong numbers, and takes no form from elsewhere', async () => {
    const wrong = await api.http.get('/find?no=GB-2026-000001&token=nope');
    expect(wrong.status).toBe(404);
    const missing = await api.http.get('/t/GB-2026-000001/nope').set('accept-language', 'zh-CN');
    expect([missing.status, missing.text.includes('没有这个页面')]).toEqual([404, true]);
    expect(
      (
        await api.http
          .post('/report')
          .set('origin', 'https://elsewhere.example')
          .field({ ...fields, formId: nextForm() })
      ).status,
    ).toBe(403);
  });

  it('lists stories, none yet', async () => {
    expect((await api.http.get('/api/public/stories')).body).toEqual({ items: [], next: null });
    expect((await api.http.get('/api/public/stories/none')).status).toBe(404);
    expect((await api.http.get('/stories')).status).toBe(200);
  });

  it('tells the city’s own lists', async () => {
    const { body } = await api.http.get('/api/city');
    expect(body).toMatchObject({ city: 'gy-base', zone: 'Asia/Shanghai', now: '2026-11-23T02:00:00.000Z', speed: 1 });
    expect(JSON.stringify(body)).not.toContain('whsec_');
  });
});
