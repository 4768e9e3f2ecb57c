import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import type { PieceView } from '#domain';
import type { CalendarImport } from '#store';
import { carryToPieces } from '../../api/calendar-pieces';
import { clockOver } from '../../api/deps';
import { someSettings } from '../store/support';
import { startDesk, type TestDesk } from '../support/desk';
import { type Newsroom, newsroomOn, realNow, type Receiver, receiver } from '../support/newsroom';

/** Everything readable in a value: texts, and bytes as text. (`instanceof` fails here: the client's bytes are of another realm.) */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (ArrayBuffer.isView(value)) return [Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const reply = { did: 'x', when: 'x', evidence: 'x', contact: 'x', legalBasis: 'x', longTermMeasure: 'x' };

const story = {
  title: '楼道野广告清除了',
  body: '街道当天清除了楼道里的野广告。\n此后每周巡查。',
  claims: [{ text: '当天清除', seq: 1 }],
  aiGenerated: true,
  aiLabel: { attribute: 'AI 辅助生成', provider: '测试', contentId: 'c-1' },
};

describe('the life of a piece on real Temporal', () => {
  let desk: TestDesk;
  let newsroom: Newsroom;
  let hook: Receiver;
  let secret: string;
  let refuseFirst = true;

  const act: Newsroom['act'] = (...given) => newsroom.act(...given);
  const state: Newsroom['state'] = (piece) => newsroom.state(piece);
  const settle: Newsroom['settle'] = () => newsroom.settle();
  const review: Newsroom['review'] = (piece) => newsroom.review(piece);
  const begin = async (piece: string, issue: string, more: { replyApproved?: boolean; channels?: string[] } = {}) => {
    const { planHash, content } = desk.release;
    await newsroom.pieces.start({
      ...{ id: piece, issue, release: planHash, editions: { [content.policy.calendar]: 1 }, facts: {}, at: desk.now() },
      ...{ channels: ['site', 'webhook'], replyApproved: true, ...more },
    });
    await settle();
  };

  /** An issue of guiyang that the media follow: handled, approved, rated; its drawing then begins a story. */
  const walkToStory = async (): Promise<void> => {
    const unit = '普陀路街道办';
    await desk.open('S-1', { intake: { category: 'posters', district: '520103', street: '520103023' } });
    await desk.command('S-1', 'verifier1', 'verify', { facts: { follow: true } });
    await desk.command('S-1', 'reviewer1', 'review');
    await desk.command('S-1', `${unit}.liaison`, 'sign');
    await desk.command('S-1', `${unit}.liaison`, 'contact', { reached: true });
    await desk.command('S-1', `${unit}.head`, 'reply', reply);
    await desk.command('S-1', 'replyreviewer1', 'reviewReply', { approve: true });
    await desk.command('S-1', 'resident', 'rate', { answer: 'solved', satisfaction: 'satisfied' });
    await settle();
  };

  beforeAll(async () => {
    desk = await startDesk({ city: 'guiyang' });
    await desk.store.settings.save(someSettings, 0);
    newsroom = newsroomOn(desk);
    hook = await receiver(() => (refuseFirst ? 410 : 200));
    const saved = await desk.store.endpoints.save({
      ...{ id: 'webhook', url: hook.url, events: [], active: true, description: '' },
    });
    secret = saved.secret ?? '';
    await walkToStory();
  }, 120_000);
  afterAll(async () => {
    await hook.stop();
    await desk.stop();
  });

  it('from draft through six signatures to the public site and a signed webhook, each with its own result', async () => {
    expect((await state('S-1-p1')).replyApproved).toBe(true);
    expect(await act('S-1-p1', 'editor2', 'write', story)).toBe('DRAFT');
    expect(await act('S-1-p1', 'editor2', 'submit')).toBe('R1');
    expect(await act('S-1-p1', 'editor2', 'review', { approve: true })).toBe('SAME_REVIEWER');
    expect(await review('S-1-p1')).toEqual(['R2', 'R3', 'R3']);
    expect(await act('S-1-p1', 'finalreviewer1', 'sign')).toBe('SIGNED');
    expect(await act('S-1-p1', 'editor1', 'publishNow')).toBe('PUBLISHED');
    await settle();

    expect(await desk.store.stories.get('S-1-p1')).toMatchObject({
      issue: 'S-1',
      title: '楼道野广告清除了',
      paragraphs: ['街道当天清除了楼道里的野广告。', '此后每周巡查。'],
      ai: story.aiLabel,
      withdrawn: false,
    });
    const failed = await state('S-1-p1');
    expect(failed.channels.map((one) => [one.channel, one.state, one.code])).toEqual([
      ['site', 'sent', null],
      ['webhook', 'failed', 'HTTP_410'],
    ]);

    refuseFirst = false;
    await act('S-1-p1', 'editor1', 'retryChannel', { channel: 'webhook' });
    await settle();
    const call = hook.got.at(-1)!;
    const body = new Webhook(secret).verify(call.body, call.headers as Record<string, string>, { jsonParse: true });
    expect(body).toMatchObject({
      type: 'story.publish',
      data: { id: 'S-1-p1', issue: 'S-1', version: 1, attempt: 2, title: '楼道野广告清除了', ai: story.aiLabel },
    });
    expect((await state('S-1-p1')).channels[1]).toMatchObject({ state: 'sent', id: call.headers['webhook-id'] });
    expect(await desk.store.records.verifyChain('piece-S-1-p1')).toMatchObject({ ok: true });
    expect((await desk.state('S-1')).followUps).toMatchObject([{ id: 'S-1-p1', done: true }]);
    const row = await desk.store.pieces.get('S-1-p1');
    expect((row?.view as PieceView).stage).toBe('PUBLISHED');
  }, 90_000);

  it('keeps the open text out of its history', async () => {
    const { events } = await desk.client.workflow.getHandle('piece-S-1-p1').fetchHistory();
    const text = textsIn(events).join('\n');
    expect(text.includes('publishNow')).toBe(true);
    expect(text.includes('野广告')).toBe(false);
  }, 30_000);

  it('is voided by an edit and says what is left that must be masked', async () => {
    await begin('S-1-p2', 'S-1');
    await act('S-1-p2', 'editor2', 'write', story);
    await act('S-1-p2', 'editor2', 'submit');
    await act('S-1-p2', 'editor1', 'review', { approve: true });
    expect(await act('S-1-p2', 'secondreviewer1', 'write', { ...story, body: '电话13985012345' })).toBe('PROOF_FAILED');
    expect((await state('S-1-p2')).signatures).toHaveLength(1);
    expect(await act('S-1-p2', 'secondreviewer1', 'write', { ...story, body: '电话〔手机号〕' })).toBe('R1');
    expect(await state('S-1-p2')).toMatchObject({ author: 'secondreviewer1', signatures: [] });
    expect(await act('S-1-p2', 'editor2', 'write', { ...story, claims: [{ text: 'x', seq: 999 }] })).toBe('PROOF_FAILED');
  }, 60_000);

  it('takes another edition of the calendar as an issue does: its limit is reckoned again', async () => {
    const { calendar } = desk.release.content.policy;
    await begin('S-1-p9', 'S-1');
    await act('S-1-p9', 'editor2', 'write', story);
    await act('S-1-p9', 'editor2', 'submit');
    const before = (await state('S-1-p9')).clocks[0]!.dueAt;
    const first = (await desk.store.days.get(calendar, 1))!;
    // closed for twenty days from today on: four working hours come after all of them
    const day = (n: number) => new Date(Date.parse(desk.now()) + n * 86_400_000).toISOString().slice(0, 10);
    const closed = Array.from({ length: 20 }, (_, n) => ({
      date: day(n),
      kind: 'closed' as const,
      name: { zh: '停业', en: 'closed' },
    }));
    const edition = { ...first, edition: 2, overrides: closed };
    await desk.store.days.add({ ...edition, import: 'i1', importedAt: realNow() });
    const carried = await carryToPieces(
      { store: desk.store, pieces: newsroom.pieces, clock: clockOver(desk.time), log: pino({ level: 'silent' }) },
      {
        id: 'i1',
        calendar,
        edition,
        by: 'keeper1',
        appliedBy: null,
      } as CalendarImport,
    );
    expect(carried).toBe(true);
    await settle();
    const after = await state('S-1-p9');
    expect(after.editions).toEqual({ [calendar]: 2 });
    expect(after.clocks[0]!.dueAt > before && after.clocks[0]!.dueAt.slice(0, 10) >= day(19)).toBe(true);
    // the published story has no limit that runs, and is on the edition all the same
    expect((await state('S-1-p1')).editions).toEqual({ [calendar]: 2 });
  }, 60_000);

  it('is flagged when its issue is reopened after publication', async () => {
    await desk.command('S-1', 'resident', 'reopen', { reason: '又贴上了' });
    await settle();
    const flagged = await state('S-1-p1');
    expect(flagged.factsChangedAt).not.toBeNull();
    expect(await act('S-1-p1', 'editor1', 'standBy', { reason: '报道当日属实' })).toBe('PUBLISHED');
  }, 60_000);

  it('hears of the approval, which lets it be signed, and is over when a withdrawal has taken it off the site', async () => {
    await begin('S-1-p3', 'S-1', { replyApproved: false, channels: ['site'] });
    await act('S-1-p3', 'editor2', 'write', story);
    await act('S-1-p3', 'editor2', 'submit');
    await review('S-1-p3');
    expect(await act('S-1-p3', 'finalreviewer1', 'sign')).toBe('REPLY_NOT_APPROVED');
    const tell = (key: string, message: 'replyApproved' | 'factsChanged') => ({
      ...{ key, stream: 'issue-S-1', createdAt: realNow() },
      body: {
        kind: 'dispatch' as const,
        dispatch: { key, kind: 'tellPiece' as const, piece: 'S-1-p3', message, at: desk.now() },
      },
    });
    await desk.store.outbox.add([tell('t1', 'replyApproved')]);
    await settle();
    expect(await act('S-1-p3', 'finalreviewer1', 'sign')).toBe('SIGNED');
    await act('S-1-p3', 'editor1', 'publishNow');
    await desk.store.outbox.add([tell('t2', 'factsChanged')]);
    await settle();
    expect((await state('S-1-p3')).factsChangedAt).not.toBeNull();
    expect((await desk.store.stories.list({ issue: 'S-1' })).items.map(({ id }) => id)).toContain('S-1-p3');
    expect(await act('S-1-p3', 'editor1', 'withdrawPiece', { reason: '失实' })).toBe('WITHDRAWN');
    await settle();
    await desk.client.workflow.getHandle('piece-S-1-p3').result();
    expect(await desk.store.stories.get('S-1-p3')).toMatchObject({ withdrawn: true, paragraphs: [] });
  }, 60_000);
});
