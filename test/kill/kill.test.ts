import mongoose from 'mongoose';
import { type DeskClock, deskClock, type IssueEvent, type Notice } from '#domain';
import { waitUntil } from '../../worker/servers/wait';
import { lookAtHead } from '../../api/temporal-look';
import { type KillableDesk, type Part, startKillableDesk } from '../support/killable-desk';
import { accountOf } from '../support/stream-account';
import { doubled, type Load, runLoad } from '../support/load';
import { peopleAtWork, type PeopleAtWork } from '../support/people-at-work';

/**
 * kill -9 under load (DESIGN 9): twenty kills, five of them of everything at once and four inside a step. `KILL_MINUTES=30` keeps
 * on killing for as long, in the same order again and again.
 */
const minutes = Number(process.env['KILL_MINUTES'] ?? 0);
jest.setTimeout((minutes + 15) * 60_000);

/** A working day of the desk passes in eight real seconds, so that clocks run out all the time. */
const speed = 3_600;
const perSecond = 22;
const intakesPerSecond = 0.8;

type Blow = Part | 'all' | 'step';
const everything: readonly Part[] = ['worker', 'api', 'temporal', 'mongo'];
// 5 × all, 4 × step, 4 × worker, 3 × mongo, 2 × temporal, 2 × api: 20.
const blows: readonly Blow[] = [
  ...(['worker', 'mongo', 'all', 'step', 'temporal'] as const),
  ...(['api', 'all', 'worker', 'step', 'mongo'] as const),
  ...(['all', 'worker', 'temporal', 'step', 'all'] as const),
  ...(['api', 'mongo', 'step', 'worker', 'all'] as const),
];

type Killed = { blow: Blow; at: string; backMs: number };

describe('kill -9 under load', () => {
  let desk: KillableDesk;
  let people: PeopleAtWork;
  let load: Load;
  const killed: Killed[] = [];

  beforeAll(async () => {
    desk = await startKillableDesk({ speed });
    people = peopleAtWork(desk);
    load = runLoad(people, perSecond, intakesPerSecond);
  }, 240_000);
  afterAll(async () => {
    people.giveUp();
    await desk.stop();
  });

  /** Back means: commands given after the kill have been answered. */
  async function strike(blow: Blow): Promise<void> {
    if (blow === 'step') await desk.killInsideStep(60_000);
    else desk.kill(blow === 'all' ? everything : [blow]);
    const at = Date.now();
    const since = (): number[] => people.acknowledged.filter((one) => one.begunAt > at).map((one) => one.at);
    const back = await waitUntil(
      () => Promise.resolve(since().length >= 20 && everything.every((part) => desk.pid(part) !== undefined)),
      120_000,
    );
    if (!back) throw new Error(`not back two minutes after ${blow}\n${desk.logs().slice(-4_000)}`);
    const backMs = since().sort((a, b) => a - b)[19]! - at;
    killed.push({ blow, at: new Date(at).toISOString(), backMs });
    process.stderr.write(`killed ${blow} at ${new Date(at).toISOString()}: the twentieth answer came after ${backMs} ms\n`);
  }

  it('the desk comes back from each of twenty kills while commands keep coming', async () => {
    expect(await waitUntil(() => Promise.resolve(people.acknowledged.length > 100), 60_000)).toBe(true);
    const until = Date.now() + minutes * 60_000;
    do for (const blow of blows) await strike(blow);
    while (Date.now() < until);
    expect(killed.length).toBeGreaterThanOrEqual(20);
    expect(killed.filter(({ blow }) => blow === 'all').length).toBeGreaterThanOrEqual(5);
    expect(load.begunPerSecond()).toBeGreaterThanOrEqual(20);
    await load.stop();
    expect(load.errors).toEqual([]);
  });

  it('afterwards every issue goes on: it answers, waits for nothing that is past, and what it knows is what the lists show', async () => {
    const stale = async (): Promise<string[]> => {
      const late: string[] = [];
      for (const { no, seq, view } of await everyIssue(desk)) {
        const head = await lookAtHead(desk.client, `issue-${no}`);
        const behind = view.wakeAt !== null && deskNow() - Date.parse(view.wakeAt) > 60_000 * speed;
        if (head.stalled !== null || head.seq !== seq || behind) late.push(no);
      }
      return late;
    };
    let last: string[] = [];
    await waitUntil(async () => (last = await stale()).length === 0, 60_000);
    expect(last).toEqual([]);
    expect((await everyIssue(desk)).length).toBeGreaterThan(50);
  });

  it('no acknowledged command is lost', async () => {
    const lost: string[] = [];
    const hashes = await hashesOf(desk);
    for (const { no, name, seq, hash } of people.acknowledged)
      if (hashes.get(`issue-${no}#${seq}`) !== hash) lost.push(`${no} ${name} ${seq}`);
    expect(people.acknowledged.length).toBeGreaterThan(1_000);
    expect(lost).toEqual([]);
  });

  /** A desk that is down fires nothing: after an outage that covers the instant it has 60 s, in which the next may come. */
  const couldFireAt = (planned: number): number =>
    killed.reduce((mark, { at, backMs }) => {
      const [down, up] = [Date.parse(at), Date.parse(at) + backMs];
      return down <= mark + 60_000 && up > mark ? up : mark;
    }, planned);

  it('no timer came more than 60 s late, and no card or notice came twice', async () => {
    const late: string[] = [];
    const twice: string[] = [];
    let timers = 0;
    for (const { no } of await everyIssue(desk)) {
      const chain = await desk.store.records.chain(`issue-${no}`);
      for (const event of chain.flatMap((record) => record.events as IssueEvent[])) {
        if (event.plannedAt === undefined || event.firedAt === undefined) continue;
        timers += 1;
        const fired = realAt(event.firedAt);
        const lateMs = fired - couldFireAt(realAt(event.plannedAt));
        if (lateMs > 60_000) late.push(`${no} ${event.type} ${lateMs} ms`);
      }
      const keys = chain.flatMap((record) => record.notices.map((notice: Notice) => notice.key));
      twice.push(...keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${no} ${key}`));
      const state = await desk.store.issues.state(no);
      if (state) twice.push(...doubled(state));
    }
    expect(timers).toBeGreaterThan(100);
    expect(late).toEqual([]);
    expect(twice).toEqual([]);
  });

  // By key: a notice stands once or not at all. Letters and record are written side by side and the desk goes on meanwhile, so one may
  // be seen without the other for an instant; what stays so is a fault.
  it('every notice of the chain stands in its inbox once, and none that is not in the chain', async () => {
    expect(await waitUntil(async () => (await desk.store.outbox.backlog()).length === 0, 60_000)).toBe(true);
    const database = await mongoose.createConnection(desk.mongoUri).asPromise();
    const inboxes = database.collection<{ _id: string }>('notices');
    const standing = async (): Promise<Set<string>> =>
      new Set((await inboxes.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
    let fresh = { standing: await standing(), chained: await noticesOf(desk) };
    const onlyStanding = await lasting(without(fresh.standing, fresh.chained), async (keys) =>
      without(keys, await noticesOf(desk)),
    );
    fresh = { standing: await standing(), chained: await noticesOf(desk) };
    const onlyChained = await lasting(without(fresh.chained, fresh.standing), async (keys) => without(keys, await standing()));
    await database.close();
    expect({ onlyStanding, onlyChained }).toEqual({ onlyStanding: [], onlyChained: [] });
    expect(fresh.chained.size).toBeGreaterThan(1_000);
  });

  it('the chains verify, and reproject finds the read model equal to the histories', async () => {
    const { code, output } = await desk.run('worker/reproject.ts', '--check', '--json');
    const counts = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    await sayFaults(counts['list'] as { stream: string }[]);
    expect(counts).toMatchObject({ faults: 0, list: [] });
    expect(code).toBe(0);
  });

  /** Everything that is known of what went wrong: the desk is gone when somebody reads of it. */
  async function sayFaults(faults: { stream: string }[]): Promise<void> {
    for (const fault of faults) process.stderr.write(`${JSON.stringify(fault)}\n`);
    const said = faults.length > 0 ? desk.logs().split('\n') : [];
    for (const stream of new Set(faults.map((fault) => fault.stream))) {
      process.stderr.write(`${await accountOf(desk, stream)}\n`);
      process.stderr.write(
        `${said
          .filter((line) => line.includes(stream))
          .slice(-60)
          .join('\n')}\n`,
      );
    }
  }

  let clock: DeskClock;
  const deskNow = (): number => Date.parse(clock.deskAt(new Date().toISOString()));
  const realAt = (desk: string): number => Date.parse(clock.realAt(desk));
  beforeAll(async () => {
    clock = deskClock((await desk.store.settings.get()).document.clock!);
  });
});

async function allPages<T>(
  read: (page: { cursor?: string; limit: number }) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: { items: T[]; next: string | null } = await read(cursor ? { cursor, limit: 200 } : { limit: 200 });
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

const everyIssue = (desk: KillableDesk) => allPages((page) => desk.store.issues.list({}, page));

async function hashesOf(desk: KillableDesk): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { no } of await everyIssue(desk))
    for (const { stream, seq, hash } of await desk.store.records.chain(`issue-${no}`)) hashes.set(`${stream}#${seq}`, hash);
  return hashes;
}

/** Keys of the notices of every issue's chain. */
async function noticesOf(desk: KillableDesk): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { no } of await everyIssue(desk))
    for (const { stream, notices } of await desk.store.records.chain(`issue-${no}`))
      for (const { key } of notices) keys.add(`${stream}/${key}`);
  return keys;
}

const without = (keys: Iterable<string>, others: ReadonlySet<string>): string[] => [...keys].filter((key) => !others.has(key));

/** What is still left of `found` after up to half a minute of looking again. */
async function lasting(found: string[], look: (found: string[]) => Promise<string[]>): Promise<string[]> {
  let left = found;
  await waitUntil(async () => left.length === 0 || (left = await look(left)).length === 0, 30_000);
  return left;
}
