import { hashOf } from '#domain';
import type { AnyRecord, Store } from '#store';
import { aNotice, aStep, someSettings, testDatabase, type TestDatabase } from './support';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.open();
  await store.ensureIndexes();
}, 180_000);
afterAll(() => database.stop());
beforeEach(() => database.clear());

const NO = 'GY-2026-000001';
const STREAM = `issue-${NO}`;
const write = async (...steps: AnyRecord[]) => {
  for (const step of steps) await store.records.write(step);
};
const confirm = (step: AnyRecord) => store.records.confirm(step.stream, step.seq, step.hash);
const verifier = { id: 'wang', roles: ['verifier' as const], unit: null, district: '520103' };
/** What stands in the inbox, and what waits to leave the desk. */
const sent = async () => [
  ...(await store.notices.forActor(verifier)).items.map(({ id }) => id).sort(),
  ...(await store.outbox.waiting({})).items.map(({ key }) => `out:${key}`).sort(),
];

describe('a step record', () => {
  it('is tentative when written: nothing of it is in the read model, the chain or the outbox', async () => {
    const one = aStep(NO, { notices: [aNotice('n1')] });
    expect(await store.records.write(one)).toBe('written');
    expect(await store.issues.get(NO)).toBeNull();
    expect(await store.records.chain(STREAM)).toEqual([]);
    expect(await sent()).toEqual([]);
  });

  it('written again with the same hash is the same', async () => {
    const one = aStep(NO);
    await write(one);
    expect(await store.records.write(one)).toBe('same');
    await confirm(one);
    expect(await store.records.write(one)).toBe('same');
  });

  it('of another hash replaces a tentative one and drops what was built on it', async () => {
    const one = aStep(NO);
    const lost = aStep(NO, { prev: one, by: 'lost', notices: [aNotice('lost')] });
    const alsoLost = aStep(NO, { prev: lost, by: 'lost' });
    const kept = aStep(NO, { prev: one, by: 'kept', notices: [aNotice('kept')] });
    await write(one, lost, alsoLost);
    expect(await store.records.write(kept)).toBe('written');
    expect(await store.records.confirm(STREAM, 3, alsoLost.hash)).toEqual({
      ok: false,
      code: 'RECORD_MISSING',
      seq: 3,
      found: null,
    });
    expect(await confirm(kept)).toEqual({ ok: true, confirmed: 2 });
    expect(await sent()).toEqual([`${STREAM}/kept`]);
    expect(await database.dump()).not.toContain('"by":"lost"');
  });

  it('never replaces a confirmed one', async () => {
    const one = aStep(NO);
    await write(one);
    await confirm(one);
    await expect(store.records.write(aStep(NO, { by: 'other' }))).rejects.toMatchObject({ code: 'RECORD_CONFLICT' });
    expect((await store.records.chain(STREAM)).map(({ hash }) => hash)).toEqual([one.hash]);
  });

  it('confirms the steps before it that it names', async () => {
    const one = aStep(NO, { notices: [aNotice('n1')] });
    const two = aStep(NO, { prev: one, notices: [aNotice('n2')] });
    const three = aStep(NO, { prev: two, confirmed: two });
    await write(one, two, three);
    expect((await store.issues.get(NO))?.seq).toBe(2);
    expect(await sent()).toEqual([`${STREAM}/n1`, `${STREAM}/n2`]);
    expect(await store.records.head(STREAM)).toEqual({ seq: 2, hash: two.hash });
  });
});

describe('confirming', () => {
  it('projects view and state into the row, and keeps them in the chain only where the stream has ended', async () => {
    const one = aStep(NO);
    const two = aStep(NO, { prev: one, view: { stage: 'CLOSED' }, final: true });
    await write(one);
    await confirm(one);
    await write(two);
    await confirm(two);
    const row = await store.issues.get(NO);
    expect(row).toMatchObject({ no: NO, seq: 2, hash: two.hash, view: { stage: 'CLOSED' } });
    expect(row).not.toHaveProperty('state');
    // Read back it has what states have had since: orders.
    expect(await store.issues.state(NO)).toEqual({ ...(two.state as object), orders: [] });
    const [first, second] = await store.records.chain(STREAM);
    expect(first).not.toHaveProperty('state');
    expect(second?.state).toEqual(two.state);
  });

  it('twice changes nothing the second time', async () => {
    const one = aStep(NO, { notices: [aNotice('n1')] });
    await write(one);
    expect(await confirm(one)).toEqual({ ok: true, confirmed: 1 });
    expect(await confirm(one)).toEqual({ ok: true, confirmed: 0 });
    expect(await sent()).toEqual([`${STREAM}/n1`]);
  });

  it('of a hash that is not there says what stands in its place', async () => {
    const one = aStep(NO);
    await write(one);
    const other = aStep(NO, { by: 'other' });
    expect(await confirm(other)).toEqual({ ok: false, code: 'RECORD_MISSING', seq: 1, found: one.hash });
    expect(await store.issues.get(NO)).toBeNull();
  });

  it('never sets the read model back', async () => {
    const one = aStep(NO);
    const two = aStep(NO, { prev: one });
    await write(one, two);
    await confirm(two);
    await confirm(one);
    expect((await store.issues.get(NO))?.seq).toBe(2);
  });

  it('by ten callers at once gives one chain, one row, one of each letter', async () => {
    const one = aStep(NO, { notices: [aNotice('a')] });
    const two = aStep(NO, { prev: one, notices: [aNotice('b')] });
    await write(one, two);
    await Promise.all(Array.from({ length: 10 }, (_, i) => confirm(i % 2 === 0 ? one : two)));
    expect((await store.records.chain(STREAM)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect((await store.issues.get(NO))?.seq).toBe(2);
    expect(await sent()).toEqual([`${STREAM}/a`, `${STREAM}/b`]);
  });
});

describe('a process that dies', () => {
  const points = ['confirm:after-fan-out', 'confirm:after-chain', 'confirm:after-project'];
  /** A store whose process ends at the n-th passing of a point: nothing after it is carried out. */
  const dyingAt = (point: string, passing = 1) => {
    let passed = 0;
    return database.open({
      onPoint: (name) => {
        if (name === point && ++passed === passing) throw new Error('killed');
      },
    });
  };

  it.each(points)('at %s of the step that comes next is finished by confirming again', async (point) => {
    const one = aStep(NO, { notices: [aNotice('a')] });
    const two = aStep(NO, { prev: one, notices: [aNotice('b')] });
    await write(one);
    await confirm(one);
    await write(two);
    const dying = await dyingAt(point);
    await expect(dying.records.confirm(STREAM, 2, two.hash)).rejects.toThrow('killed');
    const now = new Date(Date.now() + 60_000).toISOString();
    expect((await store.records.tentativeOlderThan(30_000, now)).map(({ seq }) => seq)).toEqual([2]);
    expect(await confirm(two)).toEqual({ ok: true, confirmed: 1 });
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: true, length: 2, hash: two.hash });
    expect(await store.issues.get(NO)).toMatchObject({ seq: 2, hash: two.hash });
    expect(await sent()).toEqual([`${STREAM}/a`, `${STREAM}/b`]);
    expect(await store.records.tentativeOlderThan(0, now)).toEqual([]);
  });

  it.each(points)('at %s is finished by confirming again', async (point) => {
    const one = aStep(NO, { notices: [aNotice('a')] });
    const two = aStep(NO, { prev: one, notices: [aNotice('b')] });
    await write(one, two);
    const dying = await dyingAt(point);
    await expect(dying.records.confirm(STREAM, 2, two.hash)).rejects.toThrow('killed');
    const now = new Date(Date.now() + 60_000).toISOString();
    const left = await store.records.tentativeOlderThan(30_000, now);
    // The sweep sees what is unfinished, whatever was done of it.
    expect(left.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await confirm(two)).toMatchObject({ ok: true });
    expect((await store.records.chain(STREAM)).map(({ seq, hash }) => [seq, hash])).toEqual([
      [1, one.hash],
      [2, two.hash],
    ]);
    expect((await store.issues.get(NO))?.seq).toBe(2);
    expect(await sent()).toEqual([`${STREAM}/a`, `${STREAM}/b`]);
    expect(await store.records.tentativeOlderThan(0, now)).toEqual([]);
  });

  it('between the first and the second of two records leaves a chain that goes on', async () => {
    const one = aStep(NO, { notices: [aNotice('a')] });
    const two = aStep(NO, { prev: one, notices: [aNotice('b')] });
    await write(one, two);
    const dying = await dyingAt('confirm:after-fan-out', 2);
    await expect(dying.records.confirm(STREAM, 2, two.hash)).rejects.toThrow('killed');
    expect(await store.issues.get(NO)).toBeNull();
    await confirm(two);
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: true, length: 2, hash: two.hash });
    expect(await sent()).toEqual([`${STREAM}/a`, `${STREAM}/b`]);
  });

  it('while replacing a lost step leaves it tentative, and the next try replaces it', async () => {
    const lost = aStep(NO, { by: 'lost' });
    const kept = aStep(NO, { by: 'kept' });
    await write(lost, aStep(NO, { prev: lost, by: 'lost' }));
    const dying = await dyingAt('replace:after-drop');
    await expect(dying.records.write(kept)).rejects.toThrow('killed');
    expect(await store.records.write(kept)).toBe('written');
    expect(await confirm(kept)).toEqual({ ok: true, confirmed: 1 });
    expect(await database.dump()).not.toContain('"by":"lost"');
  });

  it('after delivery of what it then sends again: the letter is not delivered twice', async () => {
    const one = aStep(NO, { notices: [{ ...aNotice('a'), channel: 'sms' }] });
    await store.settings.save({ ...someSettings, gateways: { sms: { url: 'http://127.0.0.1:9/', secret: 's' } } }, 0);
    await write(one);
    const dying = await dyingAt('confirm:after-fan-out');
    await expect(dying.records.confirm(STREAM, 1, one.hash)).rejects.toThrow('killed');
    expect(await sent()).toEqual([`${STREAM}/a`, `out:${STREAM}/a`]);
    const request = { now: new Date(Date.now() + 1_000).toISOString(), leaseMs: 1_000, limit: 10, holder: 'r1', exceptLanes: [] };
    const [message] = await store.outbox.claim(request);
    const ended = { ...message!, outcome: 'delivered' as const, via: 'sms', endedAt: request.now };
    await store.outbox.settle('r1', [ended]);
    await confirm(one);
    expect(await store.outbox.claim({ ...request, now: new Date(Date.now() + 9_000).toISOString() })).toEqual([]);
    expect(await sent()).toEqual([`${STREAM}/a`]);
  });
});

describe('the chain', () => {
  const threeSteps = async (final = false) => {
    const one = aStep(NO);
    const two = aStep(NO, { prev: one });
    const three = aStep(NO, { prev: two, final });
    await write(one, two, three);
    await confirm(three);
    return [one, two, three] as const;
  };
  const raw = async <T>(work: (records: ReturnType<typeof rawRecords>) => Promise<T>) => {
    const connection = await rawConnection();
    try {
      return await work(rawRecords(connection));
    } finally {
      await connection.close();
    }
  };
  const rawConnection = async () => (await import('mongoose')).createConnection(database.uri).asPromise();
  const rawRecords = (connection: Awaited<ReturnType<typeof rawConnection>>) =>
    connection.db!.collection<{ _id: string }>('records');

  it('verifies when nobody touched it', async () => {
    const [, , three] = await threeSteps();
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: true, length: 3, hash: three.hash });
  });

  it('shows a changed event, a changed link and a missing step', async () => {
    await threeSteps();
    await raw((records) => records.updateOne({ _id: `${STREAM}#2` }, { $set: { 'events.0.by': 'somebody else' } }));
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: false, seq: 2, fault: 'HASH' });

    // An event and its own hash changed together: the next step's link gives it away.
    const [changed] = await store.records.chain(STREAM, { fromSeq: 2, limit: 1 });
    await raw((records) => records.updateOne({ _id: `${STREAM}#2` }, { $set: { hash: hashOf(changed!) } }));
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: false, seq: 3, fault: 'PREV_HASH' });

    await raw((records) => records.deleteOne({ _id: `${STREAM}#2` }));
    expect(await store.records.verifyChain(STREAM)).toEqual({ ok: false, seq: 2, fault: 'HOLE' });
  });

  it('rebuilds the row of a stream that has ended; that of a running one is its history’s to tell', async () => {
    const [, , three] = await threeSteps(true);
    const before = await store.issues.get(NO);
    const connection = await rawConnection();
    await connection.db!.collection('issues').deleteMany({});
    await connection.close();
    expect(await store.records.streams('issue-')).toEqual([STREAM]);
    expect(await store.records.reproject(STREAM)).toBe(true);
    expect(await store.issues.get(NO)).toEqual(before);
    expect((await store.issues.get(NO))?.hash).toBe(three.hash);
    const running = aStep('GY-2026-000002');
    await write(running);
    await confirm(running);
    expect(await store.records.reproject(running.stream)).toBe(false);
  });

  it('is told as a timeline in pages that end after whole steps', async () => {
    await threeSteps();
    const first = await store.issues.timeline(NO, { limit: 2 });
    expect(first.items.map(({ seq }) => seq)).toEqual([1, 2]);
    const second = await store.issues.timeline(NO, { limit: 2, cursor: first.next });
    expect(second.items.map(({ seq }) => seq)).toEqual([3]);
    expect(second.next).toBeNull();
  });
});

describe('what the database must not change', () => {
  it('is a name with a dot or a dollar, and a member that is not there', async () => {
    const data = { 'verify.ok': 'v', $set: 1, gone: undefined as never, none: null };
    const step = aStep(NO, { events: [{ type: 'verified', at: '2026-05-06T01:00:00.000Z', by: 'li', data }] });
    const withState = { ...step, state: { signatures: { 'review.reject': 'x' }, bounces: { 'a>b': 1 } } };
    await write(withState);
    expect(await confirm(step)).toMatchObject({ ok: true });
    expect(await store.records.verifyChain(STREAM)).toMatchObject({ ok: true });
    expect(await store.records.state(STREAM)).toEqual(withState.state);
  });
});

describe('a stray of a writer that was given up', () => {
  it('beside a confirmed step is cleared away by the next sweep', async () => {
    const one = aStep(NO);
    await write(one);
    await confirm(one);
    const connection = await (await import('mongoose')).createConnection(database.uri).asPromise();
    const stray = aStep(NO, { by: 'stray' });
    const [view, state] = [JSON.stringify(stray.view), JSON.stringify(stray.state)];
    const doc = { ...stray, view, state, _id: `${STREAM}#1`, writtenAt: '2026-05-06T01:00:00.000Z' };
    await connection.db!.collection<typeof doc>('steps').insertOne(doc);
    await connection.close();
    const now = new Date().toISOString();
    expect(await store.records.tentativeOlderThan(0, now)).toHaveLength(1);
    expect(await confirm(one)).toEqual({ ok: true, confirmed: 0 });
    expect(await store.records.tentativeOlderThan(0, now)).toEqual([]);
    expect((await store.records.chain(STREAM))[0]?.hash).toBe(one.hash);
  });
});

describe('the sweep', () => {
  it('finds tentative streams by age, oldest first, and drops what a lost step left behind', async () => {
    let clock = Date.parse('2026-05-06T00:00:00.000Z');
    const timed = await database.open({ clock: () => clock });
    const early = aStep('GY-2026-000002');
    await timed.records.write(early);
    clock += 40_000;
    await timed.records.write(aStep('GY-2026-000003'));
    const now = new Date(clock).toISOString();
    expect((await timed.records.tentativeOlderThan(30_000, now)).map(({ stream }) => stream)).toEqual(['issue-GY-2026-000002']);
    expect(await timed.records.dropTentativeAfter('issue-GY-2026-000002', 0)).toBe(1);
    expect(await timed.records.tentativeOlderThan(30_000, now)).toEqual([]);
  });
});
