import { Webhook } from 'standardwebhooks';
import { readPack } from '../../worker/city-pack';
import { type Api, type Signed, sourceSecret, startApi } from './harness';

/** The second city through the same doors: nothing of the api knows either by name. */
describe('the desk of xixiu', () => {
  let api: Api;
  let verifier: Signed;
  let reviewer: Signed;
  let n = 0;
  let handled = '';

  const sources = readPack('xixiu').settings.sources.map((one) => (one.key === 'cyber' ? { ...one, secret: sourceSecret } : one));
  const topic = (externalId: string, more: object = {}) => ({
    type: 'intake.created',
    data: { externalId, category: 'noise', street: '520402002', text: '网民热议：东街深夜施工噪音扰民', ...more },
  });
  const send = (source: string, body: object, secret = sourceSecret) => {
    const [text, id, at] = [JSON.stringify(body), `m-${(n += 1)}`, new Date()];
    return api.http
      .post(`/api/intakes/${source}`)
      .set({
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, text),
        'content-type': 'application/json',
      })
      .send(text);
  };
  const act = (who: Signed, no: string, name: string, data: object = {}) =>
    who.post(`/api/issues/${no}/commands`, { name, data }, `${no}-${name}-${(n += 1)}`);

  beforeAll(async () => {
    api = await startApi({ city: 'xixiu', settings: { sources } });
    verifier = await api.signIn('verifier1');
    reviewer = await api.signIn('reviewer1');
  }, 60_000);
  afterAll(() => api.stop());

  it('takes a hot topic by the signature of the cyber-emergency centre, the same one once', async () => {
    const first = await send('cyber', topic('W-1'));
    expect(first.status).toBe(201);
    expect(first.body.no).toMatch(/^XX-2026-\d{6}$/);
    const again = await send('cyber', topic('W-1'));
    expect([again.status, again.body.no]).toEqual([200, first.body.no]);
    expect((await api.store.issues.state(first.body.no))?.facts).toMatchObject({
      ...{ source: 'cyber', category: 'noise', district: '520402', street: '520402002', grade: 'C' },
      keywords: ['噪音', '扰民'],
    });
  });

  it('takes none by a wrong signature, from a source without a secret, or of a kind the city does not know', async () => {
    const other = `whsec_${Buffer.from('somebody else’s secret!!').toString('base64')}`;
    expect((await send('cyber', topic('W-2'), other)).body.code).toBe('SIGNATURE_INVALID');
    expect((await send('page', topic('W-2'))).body.code).toBe('NOT_FOUND');
    expect((await send('cyber', topic('W-2', { category: 'service' }))).body.fields).toEqual([
      { path: 'body.category', message: 'unknown' },
    ]);
  });

  it('whistles to those the topic concerns before anybody is given work', async () => {
    const { body } = await send('cyber', topic('W-3'));
    expect((await act(verifier, body.no, 'verify')).status).toBe(200);
    expect((await act(reviewer, body.no, 'review')).body.stage).toBe('ROUTING');
    const state = await api.store.issues.state(body.no);
    expect(state?.whistles.map(({ kind, called }) => [kind, called.map(({ unit }) => unit)])).toEqual([
      ['daily', ['HB-520402', 'GA-520402', 'WX-520402', 'RM-520402']],
    ]);
    expect(state?.assignments.filter((share) => share.required)).toEqual([]);
    const unit = await api.signIn('HB-520402.liaison');
    expect((await act(unit, body.no, 'reportIn', { place: '东街' })).status).toBe(200);
    const why = await unit.get(`/api/issues/${body.no}/why`);
    expect(why.body.waiting.map(({ text }: { text: { en: string } }) => text.en)).toContainEqual(
      expect.stringMatching(/^"The whistle" waits for Xixiu Police Branch/),
    );
    const chief = await api.signIn('chief1');
    expect((await act(chief, body.no, 'endWhistle')).body.stage).toBe('HANDLING');
    handled = body.no;
  });

  it('lets a grid worker of the district look back once the echo has been watched', async () => {
    const reply = { did: 'x', when: 'x', evidence: 'x', contact: 'x', legalBasis: 'x', longTermMeasure: 'x' };
    for (const unit of ['GA-520402', 'HB-520402'])
      expect((await act(await api.signIn(`${unit}.head`), handled, 'reply', reply)).status).toBe(200);
    const approver = await api.signIn('replyreviewer1');
    expect((await act(approver, handled, 'reviewReply', { approve: true })).body.stage).toBe('CALLBACK');
    // Monday, and three natural days after it: over at the end of Thursday the 26th in the city.
    api.setNow('2026-11-26T16:00:02.000Z');
    await api.desk.tick(handled);
    const grid = await api.signIn('grid1');
    const { body } = await grid.get('/api/inbox');
    expect(body.items.map((item: { issue: { no: string } }) => item.issue.no)).toEqual([handled]);
    const cooled = { node: 'lookBack', outcome: 'cooled' };
    expect((await act(grid, handled, 'choose', cooled)).body.stage).toBe('CLOSED');
  });

  it('takes a lead that a roving reporter writes down, and gives it to the media centre', async () => {
    const roving = await api.signIn('roving1');
    const told = { source: 'roving', externalId: 'L-1', category: 'merit', street: '520402109', text: '旧州镇村民跳水救人' };
    const { status, body } = await roving.post('/api/intakes', told);
    expect(status).toBe(201);
    await act(verifier, body.no, 'verify');
    await act(reviewer, body.no, 'review');
    const state = await api.store.issues.state(body.no);
    expect(state?.assignments.map(({ unit, lane }) => [unit, lane])).toEqual([['RM-520402', 'media']]);
    expect(state?.whistles).toEqual([]);
  });

  it('offers a wish to the teams of its project', async () => {
    const told = { source: 'app', externalId: 'X-1', category: 'wish', street: '520402001', text: '心愿：想要一个书包' };
    const { body } = await verifier.post('/api/intakes', told);
    await act(verifier, body.no, 'verify');
    await act(reviewer, body.no, 'review');
    const state = await api.store.issues.state(body.no);
    expect([state?.facts['project'], state?.orders[0]?.teams]).toEqual(['微心愿', ['WXY', 'BST']]);
  });

  it('names its sources, and the channels by which stories leave', async () => {
    const { body } = await api.http.get('/api/city');
    expect(body.sources.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(['cyber', 'app', 'practice', 'roving']),
    );
    expect(body.channels.map(({ key }: { key: string }) => key)).toEqual([
      ...['site', 'xiu', 'duocai', 'gzrb', 'xinhua', 'people', 'xuexi'],
    ]);
  });
});
