import type { CommandInput, DayEdition } from '#domain';
import type { ImportItem } from '#store';
import { carryImports, type CarryTools } from '../../api/calendar-apply';
import { type Api, type Signed, givenIssue, monday, routed, startApi } from './harness';

type Move = {
  clock: string;
  how: string;
  fromText: string;
  toText: string;
  provisional: unknown;
  toWorking: { days: { date: string; counted: boolean; reason: { en: string } }[] }[];
};

/** Monday 23 November 2026 10:00; a grade C issue is promised, and its unit's reply due, on Monday 30 November 17:00. */
describe('calendars over the api', () => {
  let api: Api;
  let keeper: Signed;
  let clerk: Signed;
  let url: string;
  beforeAll(async () => {
    api = await startApi();
    [keeper, clerk] = await Promise.all([api.signIn('calendarKeeper'), api.signIn('verifier1')]);
    const release = await clerk.get('/api/releases/current');
    url = `/api/calendars/${release.body.hours[0].id as string}`;
  }, 60_000);
  afterAll(() => api.stop());
  beforeEach(() => api.setNow(monday));

  const closure = (date: string) => ({
    change: { kind: 'days', put: [{ date, kind: 'closed', name: { zh: '凝冻停业', en: 'closed by ice' } }] },
  });
  /** No story is open in this database; test/workflows/publication brings an edition to one. */
  const pieces: CarryTools['pieces'] = { command: () => Promise.reject(new Error('no piece is open here')) };
  const tools = (): CarryTools => ({ store: api.store, desk: api.desk, pieces, clock: api.deps.clock, log: api.deps.log });
  const handled = async (): Promise<string> => {
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    return no;
  };
  const duesOf = async (no: string) => {
    const { items } = (await clerk.get(`/api/issues/${no}/clocks`)).body as { items: { kind: string; dueText: string }[] };
    return Object.fromEntries(items.map(({ kind, dueText }) => [kind, dueText]));
  };
  const eventsOf = async (no: string, type: string) =>
    (await clerk.get(`/api/issues/${no}/timeline`)).body.items.filter((event: { type: string }) => event.type === type);

  it('shows every year with its notice and status', async () => {
    const book = (await keeper.get(`${url}/book`)).body;
    expect(book.years.map((one: { year: number }) => one.year)).toEqual([2024, 2025, 2026, 2027]);
    expect(book.years.at(-2)).toMatchObject({ status: 'announced', source: expect.stringContaining('chinese-days') });
    expect(book.years.at(-2).notice.zh).toContain('2026');
    expect(book.years.at(-1)).toMatchObject({ year: 2027, status: 'none', notice: null, days: [] });
  });

  it('previews a closure over every open issue and changes nothing by it', async () => {
    const no = await handled();
    await givenIssue(api, clerk);
    const answer = await keeper.post(`${url}/imports`, closure('2026-11-25'));
    expect([answer.status, answer.body.state, answer.body.edition]).toEqual([201, 'previewed', 2]);
    // the one at verification has only 4 wh of today: Monday 14:00
    expect(answer.body.summary).toEqual({ open: 2, moved: 1, clocks: 2, notices: 2, unread: 0 });
    const { items } = (await keeper.get(`${url}/imports/${answer.body.id as string}/issues`)).body;
    expect(items.map((item: { no: string }) => item.no)).toEqual([no]);
    const moves = items[0].moves as Move[];
    // Tue 24, (Wed 25 closed), Thu 26, Fri 27, Mon 30, Tue 1 December
    expect(moves.map(({ clock, fromText, toText }) => [clock, fromText, toText])).toEqual([
      ['promise', '2026-11-30 17:00', '2026-12-01 17:00'],
      ['a1.reply', '2026-11-30 17:00', '2026-12-01 17:00'],
    ]);
    expect(moves[0]!.toWorking[0]!.days.find(({ date }) => date === '2026-11-25')).toMatchObject({
      counted: false,
      reason: { en: expect.stringContaining('closed by ice') },
    });
    expect(await duesOf(no)).toMatchObject({ promise: '2026-11-30 17:00', reply: '2026-11-30 17:00' });
    expect((await api.store.days.editions(url.split('/').at(-1)!)).length).toBe(1);
  });

  it('applies once, however often it is killed on the way, with one notice each', async () => {
    const [a, b] = [await handled(), await handled()];
    const waiting = await givenIssue(api, clerk);
    const answer = await keeper.post(`${url}/imports`, closure('2026-11-26'), 'apply-with-kills');
    const again = await keeper.post(`${url}/imports`, closure('2026-11-26'), 'apply-with-kills');
    expect(again.body.id).toBe(answer.body.id);
    const path = `${url}/imports/${answer.body.id as string}`;
    expect((await clerk.post(`${path}/apply`)).body.code).toBe('FORBIDDEN');
    const begun = await keeper.post(`${path}/apply`);
    expect([begun.status, begun.body.state]).toEqual([202, 'applying']);
    let kills = 0;
    for (let point = 1; (await keeper.get(path)).body.state !== 'done'; point += 1)
      await carryImports(killedAt(tools(), point)).catch((error: unknown) => {
        expect((error as Error).message).toBe('killed');
        kills += 1;
      });
    expect(kills).toBeGreaterThan(3);
    const done = (await keeper.get(path)).body;
    expect(done.results).toMatchObject({ waiting: 0, refused: 0, ended: 0 });
    expect(done.results.moved).toBeGreaterThanOrEqual(2);
    for (const no of [a, b]) {
      // Tue 24, Wed 25, (Thu 26 closed), Fri 27, Mon 30, Tue 1 December
      expect(await duesOf(no)).toMatchObject({ promise: '2026-12-01 17:00', reply: '2026-12-01 17:00' });
      const moved = await eventsOf(no, 'dueChanged');
      expect(moved.map((event: { data: { clock: string; cause: string } }) => [event.data.clock, event.data.cause])).toEqual([
        ['promise', 'calendarImport'],
        ['a1.reply', 'calendarImport'],
      ]);
      const state = await api.store.issues.state(no);
      expect(Object.values(state!.editions)).toEqual([2]);
    }
    // an issue that nothing moves is on the edition all the same
    expect(Object.values((await api.store.issues.state(waiting))!.editions)).toEqual([2]);
    expect(await eventsOf(waiting, 'dueChanged')).toEqual([]);
    expect((await keeper.post(`${path}/apply`)).body.state).toBe('done');
  });

  it('refuses an import that was previewed on another edition', async () => {
    const [first, second] = [
      await keeper.post(`${url}/imports`, closure('2026-12-09')),
      await keeper.post(`${url}/imports`, closure('2026-12-10')),
    ];
    expect((await keeper.post(`${url}/imports/${first.body.id as string}/apply`)).status).toBe(202);
    const late = await keeper.post(`${url}/imports/${second.body.id as string}/apply`);
    expect([late.status, late.body.code]).toEqual([412, 'REVISION_CONFLICT']);
    await carryImports(tools());
  });

  it('makes a provisional due firm when the year is announced, and says partly when it is in part', async () => {
    api.setNow('2026-12-30T02:00:00.000Z');
    const no = await handled();
    // Wed 30 December: Thu 31, then 2027 without a notice: Fri 1, Mon 4, Tue 5, Wed 6
    expect(await duesOf(no)).toMatchObject({ promise: '2027-01-06 17:00' });
    const file = {
      ...{ format: 'csv', year: 2027, complete: false, source: 'by hand' },
      notice: { zh: '2027年元旦安排', en: "New Year's Day of 2027" },
      text: '开始,结束,类型,名称\n2027-01-01,2027-01-03,放假,元旦\n',
    };
    const part = await keeper.post(`${url}/imports`, { file });
    const { items } = (await keeper.get(`${url}/imports/${part.body.id as string}/issues`)).body;
    const promise = items.find((item: { no: string }) => item.no === no).moves[0] as Move & { provisionalBefore: unknown };
    // Thu 31, (Fri 1 off), Mon 4, Tue 5, Wed 6, Thu 7
    expect([promise.clock, promise.fromText, promise.toText]).toEqual(['promise', '2027-01-06 17:00', '2027-01-07 17:00']);
    expect(promise.provisionalBefore).toEqual({ zh: '2027年安排未公布', en: '2027 not announced' });
    expect(promise.provisional).toEqual({ zh: '2027年安排仅部分公布', en: '2027 partly announced' });
    await keeper.post(`${url}/imports/${part.body.id as string}/apply`);
    await carryImports(tools());
    const whole = await keeper.post(`${url}/imports`, { file: { ...file, complete: true } });
    expect(whole.body.summary).toMatchObject({ moved: expect.any(Number), notices: 0 });
    await keeper.post(`${url}/imports/${whole.body.id as string}/apply`);
    await carryImports(tools());
    const clocks = (await clerk.get(`/api/issues/${no}/clocks`)).body.items as {
      kind: string;
      dueText: string;
      provisional: unknown;
    }[];
    expect(clocks.find(({ kind }) => kind === 'promise')).toMatchObject({ dueText: '2027-01-07 17:00', provisional: null });
    expect((await keeper.get(`${url}/book`)).body.years.at(-1)).toMatchObject({ year: 2027, status: 'announced' });
  });

  it('says what is wrong with a file, line by line, and imports nothing of it', async () => {
    const file = {
      ...{ format: 'csv', year: 2028, complete: true, source: 'by hand', notice: { zh: '通知', en: 'notice' } },
      text: 'from,to,kind,name\n2028-01-01,2028-01-02,off,元旦\n2028-02-31,,off,春节\n2028-05-01,,perhaps,劳动节\n',
    };
    const before = (await keeper.get(`${url}/imports`)).body.items.length;
    const answer = await keeper.post(`${url}/imports`, { file });
    expect([answer.status, answer.body.code]).toEqual([422, 'INVALID_INPUT']);
    expect(answer.body.findings.map((one: { code: string; at: string }) => [one.code, one.at])).toEqual([
      ['NOT_A_DATE', 'line 3'],
      ['UNKNOWN_KIND', 'line 4'],
    ]);
    expect((await keeper.get(`${url}/imports`)).body.items.length).toBe(before);
  });

  it('gives one unit hours of its own', async () => {
    const no = await handled();
    const own = {
      name: { zh: '街道整体搬迁', en: 'the street office moves house' },
      overrides: ['2026-11-24', '2026-11-25'].map((date) => ({ date, kind: 'closed', name: { zh: '搬迁', en: 'moving house' } })),
    };
    const answer = await keeper.post(`${url}/imports`, { change: { kind: 'unit', unit: '普陀路街道办', own } });
    await keeper.post(`${url}/imports/${answer.body.id as string}/apply`);
    await carryImports(tools());
    // The earlier test has closed Thursday 26 November and New Year. The unit: Fri 27, Mon 30, Tue 1, Wed 2, Thu 3; the city from Tue 24
    expect(await duesOf(no)).toMatchObject({ promise: '2026-12-01 17:00', reply: '2026-12-03 17:00', sign: '2026-11-27 17:00' });
    expect((await keeper.get(`${url}/book`)).body.units).toMatchObject([{ unit: '普陀路街道办', own: { name: own.name } }]);
  });
});

/** The same tools, killed at the n-th thing they touch: before it happens, or (every second time) just after. */
function killedAt(tools: CarryTools, point: number): CarryTools {
  let touched = 0;
  const guard =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      touched += 1;
      const isHere = touched === Math.ceil(point / 2);
      if (isHere && point % 2 === 1) throw new Error('killed');
      const result = await work(...args);
      if (isHere) throw new Error('killed');
      return result;
    };
  const { calendarImports: imports, days } = tools.store;
  const calendarImports = {
    ...imports,
    note: guard((id: string, item: ImportItem) => imports.note(id, item)),
    end: guard((id: string, state: 'done' | 'overtaken', at: string) => imports.end(id, state, at)),
  };
  return {
    ...tools,
    desk: { command: guard((no: string, command: CommandInput) => tools.desk.command(no, command)) },
    store: { ...tools.store, calendarImports, days: { ...days, add: guard((edition: DayEdition) => days.add(edition)) } },
  };
}
