import { Webhook } from 'standardwebhooks';
import { readPack } from '../../worker/city-pack';
import { startDesk, type TestDesk } from '../support/desk';
import { type Newsroom, newsroomOn, type Receiver, receiver } from '../support/newsroom';

const reply = { did: 'x', when: 'x', evidence: 'x', contact: 'x', legalBasis: 'x', longTermMeasure: 'x' };
const story = { title: '旧州镇村民跳水救人', body: '村民跳入河中，救起一名儿童。', claims: [{ text: '救起一名儿童', seq: 1 }] };

/** A lead of a roving reporter in xixiu, written up and pushed to the upper media: one of them takes it late, one never. */
describe('a story pushed to upper media', () => {
  const piece = 'XX-1-p1';
  const upper = ['xiu', 'duocai', 'gzrb', 'xinhua', 'people'];
  const secrets = new Map<string, string>();
  const hooks = new Map<string, Receiver>();
  let refusesGuizhou = true;
  let desk: TestDesk;
  let newsroom: Newsroom;

  const results = async () => (await newsroom.state(piece)).channels.map(({ channel, state, code }) => [channel, state, code]);

  beforeAll(async () => {
    desk = await startDesk({ city: 'xixiu' });
    const { settings } = readPack('xixiu');
    await desk.store.settings.save(settings, 0);
    newsroom = newsroomOn(desk);
    for (const id of upper) {
      const hook = await receiver(() => (id === 'gzrb' && refusesGuizhou ? 410 : 200));
      hooks.set(id, hook);
      const saved = await desk.store.endpoints.save({ id, url: hook.url, events: [], active: true, description: id });
      secrets.set(id, saved.secret ?? '');
    }
    await desk.open('XX-1', { intake: { source: 'roving', category: 'merit', district: '520402', street: '520402109' } });
    await desk.command('XX-1', 'verifier1', 'verify');
    await desk.command('XX-1', 'reviewer1', 'review');
    await desk.command('XX-1', 'RM-520402.liaison', 'sign');
    await desk.command('XX-1', 'RM-520402.head', 'reply', reply);
    await desk.command('XX-1', 'replyreviewer1', 'reviewReply', { approve: true });
    await newsroom.settle();
  }, 120_000);
  afterAll(async () => {
    await Promise.all([...hooks.values()].map((hook) => hook.stop()));
    await desk.stop();
  });

  it('begins when the lead is closed, without a callback, for the channels of the drawing', async () => {
    expect((await desk.state('XX-1')).stage).toBe('CLOSED');
    expect((await newsroom.state(piece)).channels.map(({ channel }) => channel)).toEqual(['site', ...upper, 'xuexi']);
  });

  it('has a result of its own in every channel: one refuses, one is not set up, the rest have it', async () => {
    await newsroom.act(piece, 'reporter1', 'write', { ...story, aiGenerated: false });
    await newsroom.act(piece, 'reporter1', 'submit');
    expect(await newsroom.review(piece)).toEqual(['R2', 'R3', 'R3']);
    await newsroom.act(piece, 'finalreviewer1', 'sign');
    expect(await newsroom.act(piece, 'editor1', 'publishNow')).toBe('PUBLISHED');
    await newsroom.settle();
    expect(await results()).toEqual([
      ['site', 'sent', null],
      ['xiu', 'sent', null],
      ['duocai', 'sent', null],
      ['gzrb', 'failed', 'HTTP_410'],
      ['xinhua', 'sent', null],
      ['people', 'sent', null],
      // the operator has not said yet where it is
      ['xuexi', 'failed', 'ENDPOINT_GONE'],
    ]);
  }, 60_000);

  it('is signed for each by its own secret', () => {
    const { headers, body } = hooks.get('xinhua')!.got[0]!;
    const read = (id: string) =>
      new Webhook(secrets.get(id) ?? '').verify(body, headers as Record<string, string>, { jsonParse: true });
    expect(read('xinhua')).toMatchObject({ type: 'story.publish', data: { id: piece, title: story.title, attempt: 1 } });
    expect(() => read('people')).toThrow();
  });

  it('is retried alone where it failed; the others hear nothing twice', async () => {
    refusesGuizhou = false;
    await newsroom.act(piece, 'editor1', 'retryChannel', { channel: 'gzrb' });
    expect(await newsroom.act(piece, 'editor1', 'retryChannel', { channel: 'xinhua' })).toBe('NOT_ALLOWED_IN_STATE');
    await newsroom.settle();
    expect((await results()).filter(([, state]) => state !== 'sent')).toEqual([['xuexi', 'failed', 'ENDPOINT_GONE']]);
    expect(upper.map((id) => [id, hooks.get(id)!.got.length])).toEqual([
      ['xiu', 1],
      ['duocai', 1],
      ['gzrb', 2],
      ['xinhua', 1],
      ['people', 1],
    ]);
  }, 60_000);
});
