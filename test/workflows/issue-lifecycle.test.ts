import { historyOf, startDesk, type TestDesk } from '../support/desk';

const reply = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

describe('the life of an issue on real Temporal', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  }, 120_000);
  afterAll(() => desk.stop());

  it('a plain issue goes from intake to closing in fewer than 90 events and 60 kB of history', async () => {
    const no = 'P-1';
    await desk.open(no, { facts: { units: ['U1'] } });
    expect((await desk.command(no, 'verifier1', 'verify')).ok).toBe(true);
    await desk.command(no, 'reviewer1', 'review', { grade: 'C' });
    await desk.command(no, 'U1.liaison', 'sign');
    await desk.command(no, 'U1.liaison', 'contact', { reached: true });
    await desk.command(no, 'U1.head', 'reply', reply);
    await desk.command(no, 'reviewer2', 'reviewReply', { approve: true });
    await desk.command(no, 'callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' });
    expect((await desk.state(no)).stage).toBe('CLOSED');
    const history = await historyOf(desk, no);
    process.stderr.write(JSON.stringify(history) + '\n');
    expect(history.count).toBeLessThan(90);
    expect(await desk.store.records.verifyChain(`issue-${no}`)).toMatchObject({ ok: true });
  }, 60_000);

  it('refuses what the state does not allow, with its code and without history', async () => {
    const no = 'P-2';
    await desk.open(no, { facts: { units: ['U1'] } });
    await desk.command(no, 'verifier1', 'verify');
    const before = await historyOf(desk, no);
    expect(await desk.refusal(no, 'verifier1', 'sign')).toBe('FORBIDDEN');
    expect(await desk.refusal(no, 'U1.liaison', 'sign')).toBe('NOT_ALLOWED_IN_STATE');
    expect((await historyOf(desk, no)).count).toBe(before.count);
  }, 60_000);
});
