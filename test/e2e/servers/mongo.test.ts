import { createConnection } from 'mongoose';
import { startMongo } from '../../support/servers';
import type { TestMongo } from '../../support/servers';

jest.setTimeout(120_000);

describe('the local MongoDB server', () => {
  let mongo: TestMongo;
  beforeAll(async () => (mongo = await startMongo({ own: true })));
  afterAll(() => mongo.stop());

  it('keeps every acknowledged write, whole, when it is killed under load', async () => {
    const connection = await createConnection(mongo.uri, { serverSelectionTimeoutMS: 30_000 }).asPromise();
    const notes = connection.collection<{ _id: number; n: number }>('notes');
    await notes.createIndex({ n: 1 }, { unique: true }, {});
    const acknowledged: number[] = [];
    let next = 0;
    const write = async (): Promise<void> => {
      try {
        for (;;) {
          const id = (next += 1);
          await notes.insertOne({ _id: id, n: id });
          acknowledged.push(id);
          if (acknowledged.length === 500) process.kill(mongo.child!.pid()!, 'SIGKILL');
        }
      } catch {
        // The kill: what was not answered may be there or not.
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(500);

    const after = await createConnection(mongo.uri, { serverSelectionTimeoutMS: 30_000 }).asPromise();
    const kept = after.collection<{ _id: number; n: number }>('notes');
    const found = new Set((await kept.find({ _id: { $in: acknowledged } }).toArray()).map((note) => note._id));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);

    // No half of a write: a lost document left no index entry that would refuse it now.
    const all = new Set((await kept.find({}).toArray()).map((note) => note._id));
    const lost = Array.from({ length: next }, (_, index) => index + 1).filter((id) => !all.has(id));
    for (const id of lost) await kept.insertOne({ _id: id, n: id });
    expect(await kept.countDocuments({ n: { $gt: 0 } })).toBe(next);
    await Promise.all([connection.close(), after.close()]);
  });

  it('refuses the second of two equal unique keys, also when both come at once', async () => {
    const connection = await createConnection(mongo.uri).asPromise();
    const keys = connection.collection('keys');
    await keys.createIndex({ key: 1 }, { unique: true }, {});
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => keys.insertOne({ key: 'same' })));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(tries.filter((one) => one.status === 'rejected').map((one) => (one.reason as { code: number }).code)).toEqual(
      Array.from({ length: 19 }, () => 11000),
    );
    await connection.close();
  });

  it('lets one of many conditional updates win', async () => {
    const connection = await createConnection(mongo.uri).asPromise();
    const steps = connection.collection<{ _id: string; seq: number }>('steps');
    await steps.insertOne({ _id: 'one', seq: 0 });
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => steps.updateOne({ _id: 'one', seq: 0 }, { $inc: { seq: 1 } })),
    );
    expect(tries.reduce((sum, one) => sum + one.modifiedCount, 0)).toBe(1);
    expect((await steps.findOne({ _id: 'one' }))?.seq).toBe(1);
    await connection.close();
  });
});
