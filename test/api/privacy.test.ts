import path from 'node:path';
import { type Api, type Signed, givenIssue, routed, startApi } from './harness';

const pages = path.resolve(__dirname, '../../designer/public');
const reply = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};
const planted = { name: '欧阳测试甲', phone: '13912349876', address: '暗号路771号', text: '墙上写着密语牡丹亭' };

let api: Api;
let clerk: Signed;
let reviewer: Signed;
let officer: Signed;
let auditor: Signed;
let chief: Signed;
let unit: Signed;
beforeAll(async () => {
  api = await startApi({ web: { dist: path.resolve(__dirname, '../../designer/dist'), pages } });
  const accounts = ['verifier1', 'reviewer1', 'privacyOfficer', 'auditor', 'chief', '普陀路街道办.liaison'] as const;
  const signed = await Promise.all(accounts.map((account) => api.signIn(account)));
  [clerk, reviewer, officer, auditor, chief, unit] = signed as [Signed, Signed, Signed, Signed, Signed, Signed];
}, 90_000);
afterAll(() => api.stop());

type Log = {
  items: { person: string; subject: string; purpose: string; fields: string[]; action: string }[];
  next: string | null;
};
const log = async (query = ''): Promise<Log> => (await auditor.get(`/api/audit${query}`)).body as Log;

/** A tip-off: its reporter is sealed at first review. */
async function tipOff(): Promise<string> {
  const { name, phone, text } = planted;
  const no = await givenIssue(api, clerk, { reporter: { name, phone }, text, anonymous: false });
  await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
  const done = await reviewer.post(`/api/issues/${no}/commands`, { name: 'review', data: { grade: 'C', sensitivity: 'sealed' } });
  expect(done.status).toBe(200);
  return no;
}

describe('a sealed reporter', () => {
  it('is shown to nobody, and revealed field by field to the two who may, with every look in the log', async () => {
    const no = await tipOff();
    for (const reader of [clerk, reviewer, officer, auditor, chief, unit]) {
      const [shown] = (await reader.get(`/api/issues/${no}`)).body.intakes;
      expect([shown.reporter, shown.sealed]).toEqual([{ name: null, phone: null }, ['name', 'phone']]);
    }
    const look = { intake: no, field: 'phone', purpose: '回访核实' };
    const first = await officer.post(`/api/issues/${no}/reveals`, look);
    expect([first.status, first.body.value, first.body.erased]).toEqual([200, planted.phone, false]);
    const second = await auditor.post(`/api/issues/${no}/reveals`, { ...look, field: 'name', purpose: '年度抽查' });
    expect(second.body.value).toBe(planted.name);
    // Newest first; the officer reads the auditor's look and the auditor the officer's.
    const { items } = (await officer.get(`/api/audit?subject=${no}&action=reveal`)).body as Log;
    expect(items).toMatchObject([
      { person: 'auditor', personName: 'auditor', subject: no, purpose: '年度抽查', fields: ['name'] },
      { person: 'privacyOfficer', personName: 'privacyOfficer', subject: no, purpose: '回访核实', fields: ['phone'] },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/欧阳测试甲|13912349876/);
  });

  it('is revealed to no other role, and without a purpose to nobody; nothing of that is a look', async () => {
    const no = await tipOff();
    const look = { intake: no, field: 'name', purpose: '想看看' };
    const others = await Promise.all(
      ['city.sup', 'operator', 'administrator', 'district.sup'].map((account) => api.signIn(account)),
    );
    for (const other of [...others, clerk, reviewer, chief, unit])
      expect((await other.post(`/api/issues/${no}/reveals`, look)).body.code).toBe('FORBIDDEN');
    for (const purpose of [undefined, '', '   ', '看']) {
      const refused = await officer.post(`/api/issues/${no}/reveals`, { ...look, purpose });
      expect([refused.status, refused.body.code, refused.body.fields[0].path]).toEqual([422, 'INVALID_INPUT', 'body.purpose']);
    }
    expect((await officer.post(`/api/issues/${no}/reveals`, { ...look, field: 'text2' })).body.code).toBe('INVALID_INPUT');
    expect((await officer.post(`/api/issues/GB-2026-999999/reveals`, look)).body.code).toBe('NOT_FOUND');
    expect((await officer.post(`/api/issues/${no}/reveals`, { ...look, intake: 'GB-2026-999999' })).body.code).toBe('NOT_FOUND');
    expect((await log(`?subject=${no}`)).items).toEqual([]);
  });

  it('is not told by the purpose either: the log is kept for ever', async () => {
    const no = await tipOff();
    const purpose = `给${planted.name}回电13912349876和13800138000`;
    await officer.post(`/api/issues/${no}/reveals`, { intake: no, field: 'text', purpose });
    expect((await log(`?subject=${no}`)).items[0]?.purpose).toBe('给〔…〕回电〔手机号〕和〔手机号〕');
  });

  it('who stayed unknown is seen by the desk as before, and by the auditor only through a look', async () => {
    const no = await givenIssue(api, clerk, { anonymous: true });
    expect((await clerk.get(`/api/issues/${no}`)).body.intakes[0]).toMatchObject({ reporter: { name: '张三丰' }, sealed: [] });
    const [shown] = (await auditor.get(`/api/issues/${no}`)).body.intakes;
    expect(shown).toMatchObject({ reporter: { name: null, phone: null }, sealed: ['name', 'phone'] });
    const never = await auditor.post(`/api/issues/${no}/reveals`, { intake: no, field: 'address', purpose: '年度抽查' });
    expect(never.body).toMatchObject({ value: null, erased: false });
  });

  it('the log is read page by page, by the two who may', async () => {
    const no = await tipOff();
    for (const field of ['name', 'phone', 'text'])
      await officer.post(`/api/issues/${no}/reveals`, { intake: no, field, purpose: '逐项核实' });
    const fields: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Log = await log(`?subject=${no}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      fields.push(...page.items.flatMap((item) => item.fields));
      cursor = page.next;
    }
    expect([...fields].sort()).toEqual(['name', 'phone', 'text']);
    for (const other of [clerk, chief, unit]) expect((await other.get('/api/audit')).body.code).toBe('FORBIDDEN');
    expect((await officer.get('/api/audit?cursor=nonsense')).body.code).toBe('INVALID_INPUT');
  });
});

describe('an erasure', () => {
  /** An issue with everything planted, at its unit, and its resident's token. */
  async function plantedIssue(): Promise<{ no: string; token: string }> {
    const { name, phone, address, text } = planted;
    const body = { source: 'desk', category: 'posters', street: '520103023', text, address, reporter: { name, phone } };
    const answer = await clerk.post('/api/intakes', { ...body, anonymous: false });
    const no = answer.body.no as string;
    await routed(api, no);
    return { no, token: answer.body.trackingToken as string };
  }
  const ask = async (no: string, more: object = {}) =>
    officer.post('/api/erasures', { no, reason: '本人来电要求删除', ...more }, `ask-${no}-${JSON.stringify(more).length}`);

  it('needs two people: the officer asks, another approves', async () => {
    const { no } = await plantedIssue();
    for (const other of [clerk, auditor, chief, unit])
      expect((await other.post('/api/erasures', { no, reason: '删除' })).body.code).toBe('FORBIDDEN');
    expect((await ask(no, { reason: '' })).body.code).toBe('INVALID_INPUT');
    expect((await ask('GB-2026-999999')).body.code).toBe('NOT_FOUND');
    const asked = await ask(no, { reason: `${planted.name}本人来电要求` });
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { no, scope: 'person', state: 'requested', reason: '〔…〕本人来电要求' },
    ]);
    expect((await ask(no, { reason: `${planted.name}本人来电要求` })).body.id).toBe(asked.body.id);
    const approve = `/api/erasures/${asked.body.id}/approve`;
    expect((await officer.post(approve)).body.code).toBe('SAME_PERSON');
    for (const other of [clerk, auditor, unit]) expect((await other.post(approve)).body.code).toBe('FORBIDDEN');
    expect((await officer.get(`/api/issues/${no}`)).body.intakes[0].text).toBe(planted.text);

    const withdrawn = await officer.post(`/api/erasures/${asked.body.id}/withdraw`);
    expect(withdrawn.body.state).toBe('withdrawn');
    expect((await chief.post(approve)).body.code).toBe('NOT_ALLOWED_IN_STATE');
    expect((await chief.post('/api/erasures/0123456789abcdef0123456789abcdef/approve')).body.code).toBe('NOT_FOUND');
    expect((await auditor.get(`/api/erasures?no=${no}`)).body.items).toMatchObject([{ state: 'withdrawn' }]);
    expect((await officer.get(`/api/issues/${no}`)).body.intakes[0].text).toBe(planted.text);
  });

  it('leaves a mark in every place and an issue that lives on', async () => {
    const { no, token } = await plantedIssue();
    await unit.post(`/api/issues/${no}/commands`, { name: 'sign', data: {} });
    await clerk.post(`/api/issues/${no}/commands`, { name: 'pause', data: { reason: planted.text, question: planted.text } });
    expect((await officer.get(`/api/erasures/extent?no=${no}`)).body).toMatchObject({ numbers: [no], photos: 0, erasedAt: null });
    const { id } = (await ask(no)).body as { id: string };
    const done = await chief.post(`/api/erasures/${id}/approve`);
    expect([done.status, done.body]).toMatchObject([200, { state: 'done', requestedBy: 'privacyOfficer', decidedBy: 'chief' }]);
    expect((await chief.post(`/api/erasures/${id}/approve`)).body).toEqual(done.body);

    const [shown] = (await clerk.get(`/api/issues/${no}`)).body.intakes;
    expect(shown).toMatchObject({ text: null, address: null, reporter: { name: null, phone: null }, point: null, sealed: [] });
    expect(shown.erasedAt).toBe(done.body.finishedAt);
    const listed = (await clerk.get(`/api/issues?no=${no}`)).body.items;
    expect(listed).toMatchObject([{ no, erasedAt: shown.erasedAt }]);
    expect((await clerk.get(`/api/issues/${no}/timeline`)).status).toBe(200);
    expect((await clerk.get(`/api/issues/${no}/why`)).status).toBe(200);
    const tracked = await api.http.get(`/api/public/reports/${no}?token=${token}`);
    expect(tracked.body).toMatchObject({ no, erasedAt: shown.erasedAt, text: null, photos: [] });
    const page = await api.http.get(`/t/${no}/${token}`).set('accept-language', 'zh');
    expect([page.status, page.text.includes('您的个人信息和所反映的内容已按要求删除')]).toEqual([200, true]);
    const open311 = await api.http.get(`/open311/v2/requests/${no}.json`);
    expect(open311.body[0]).toMatchObject({ description: '〔已删除〕', lat: null });
    const look = await officer.post(`/api/issues/${no}/reveals`, { intake: no, field: 'name', purpose: '核对' });
    expect(look.body).toMatchObject({ value: null, erased: true });
    for (const shownText of [page.text, JSON.stringify([shown, listed, tracked.body, open311.body])])
      expect(shownText).not.toMatch(/欧阳测试甲|13912349876|暗号路|牡丹亭/);

    // The unit goes on: what is written from here on has a key of its own.
    const head = await api.signIn('普陀路街道办.head');
    const steps = [
      await unit.post(`/api/issues/${no}/commands`, { name: 'contact', data: { reached: true, note: '已上门' } }),
      await head.post(`/api/issues/${no}/commands`, { name: 'reply', data: reply }),
    ];
    expect(steps.map(({ status }) => status)).toEqual([200, 200]);
    const [share] = (await clerk.get(`/api/issues/${no}`)).body.assignments;
    expect(share.reply.form.did).toBe('已清除');
    expect(await api.store.records.verifyChain(`issue-${no}`)).toMatchObject({ ok: true });
    // Each stage once, however often the approval was sent.
    const stages = (await log(`?subject=${no}&action=erase`)).items.map(({ person, fields }) => [person, fields[0]]);
    expect(stages.sort()).toEqual([
      ['chief', 'approved'],
      ['chief', 'done'],
      ['privacyOfficer', 'requested'],
    ]);
  });

  it('takes with it what a merged resident said after the merge, and leaves the others', async () => {
    const target = await plantedIssue();
    const answer = await clerk.post('/api/intakes', {
      ...{ source: 'desk', category: 'posters', street: '520103023', text: '第二位居民的话', reporter: { name: '李四' } },
      anonymous: false,
    });
    const { no, trackingToken: token } = answer.body as { no: string; trackingToken: string };
    await clerk.post(`/api/issues/${no}/commands`, { name: 'verify', data: {} });
    const merged = await reviewer.post(`/api/issues/${no}/commands`, { name: 'merge', data: { target: target.no } });
    expect(merged.status).toBe(200);
    const withdrawn = await api.http.post(`/api/public/reports/${no}/withdraw`).send({ token, reason: '第二位居民后来的话' });
    expect(withdrawn.status).toBe(200);
    const said = async () => JSON.stringify((await clerk.get(`/api/issues/${target.no}/timeline`)).body);
    expect(await said()).toContain('第二位居民后来的话');
    expect((await officer.get(`/api/erasures/extent?no=${no}`)).body).toMatchObject({ numbers: [no], mergedInto: target.no });
    const { id } = (await ask(no)).body as { id: string };
    expect((await chief.post(`/api/erasures/${id}/approve`)).status).toBe(200);
    expect(await said()).not.toContain('第二位居民后来的话');
    const { intakes } = (await clerk.get(`/api/issues/${target.no}`)).body as { intakes: { no: string; text: string | null }[] };
    expect(intakes.map((one) => [one.no, one.text])).toEqual([
      [target.no, planted.text],
      [no, null],
    ]);
    // The same resident's form, sent again: still known, and nothing of it is kept.
    expect((await officer.get(`/api/erasures/extent?no=${target.no}&scope=issue`)).body.numbers).toEqual([target.no, no].sort());
  });
});

describe('the codec of the Temporal UI', () => {
  const ui = 'http://127.0.0.1:8233';
  const wire = (data: Buffer, encoding = 'json/plain') => ({
    metadata: { encoding: Buffer.from(encoding).toString('base64') },
    data: data.toString('base64'),
  });

  it('logs whose words were asked for before it opens them, and gives back what does not open', async () => {
    const operator = await api.signIn('operator');
    const sealed = await api.store.sealing.seal('GB-2026-000777', planted.name);
    const gone = await api.store.sealing.seal('GB-2026-000778', planted.name);
    await api.store.sealing.destroyKeys(['GB-2026-000778'], '2026-11-23T02:00:00.000Z');
    const payloads = [
      wire(Buffer.from(JSON.stringify({ a: [sealed], b: gone }))),
      wire(Buffer.from('{ no json')),
      wire(Buffer.from('desk:xx:yy'), 'binary/liangxin-sealed'),
      wire(Buffer.from([1, 2, 3]), 'binary/plain'),
    ];
    const answer = await operator.agent.post('/api/codec/decode').set('origin', ui).send({ payloads });
    expect(answer.status).toBe(200);
    const [opened, ...rest] = answer.body.payloads as { data: string }[];
    expect(JSON.parse(Buffer.from(opened!.data, 'base64').toString())).toEqual({ a: [planted.name], b: '〔已删除〕' });
    expect(rest).toEqual(payloads.slice(1));
    expect((await log('?action=codec')).items[0]).toMatchObject({
      ...{ person: 'operator', subject: '4 payloads', fields: ['GB-2026-000777', 'GB-2026-000778', 'desk'] },
    });
  });

  it('is for the operator alone, from the configured page alone', async () => {
    const before = (await log('?action=codec')).items.length;
    for (const other of [clerk, officer, auditor, chief]) {
      const refused = await other.agent.post('/api/codec/decode').set('origin', ui).send({ payloads: [] });
      expect([refused.body.code, refused.headers['access-control-allow-origin']]).toEqual(['FORBIDDEN', ui]);
    }
    const operator = await api.signIn('operator');
    const asks = (origin: string) => operator.agent.options('/api/codec/decode').set('origin', origin);
    const [ours, foreign] = [await asks(ui), await asks('https://elsewhere.example')];
    expect([ours.status, ours.headers['access-control-allow-origin']]).toEqual([204, ui]);
    expect([foreign.status, foreign.headers['access-control-allow-origin']]).toEqual([404, undefined]);
    const elsewhere = await operator.agent
      .post('/api/codec/decode')
      .set('origin', 'https://elsewhere.example')
      .send({ payloads: [] });
    expect(elsewhere.body.code).toBe('CSRF_REFUSED');
    const wrong = await operator.agent.post('/api/codec/decode').set('origin', ui).send({ payloads: 'all' });
    expect(wrong.body.code).toBe('INVALID_INPUT');
    expect((await log('?action=codec')).items).toHaveLength(before);
  });
});
