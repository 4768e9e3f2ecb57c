import { rmSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { type DeskTime, type Person, personSchema, type Release, seedEdition, unitSchema } from '#domain';
import { openStore, type Store } from '#store';
import { clientConverter } from '../../api/temporal-codec';
import { cityContent, cityDocument } from '../support/cities';
import { startMongo, startTemporal, temporaryFolder, type TestMongo, type TestTemporal } from '../support/servers';

/** Servers of a bench's own, and a store with the base city in it. */
export type Lab = {
  mongo: TestMongo;
  temporal: TestTemporal;
  store: Store;
  data: string;
  people: Person[];
  release: Release;
  time: DeskTime;
  /** As the api speaks to Temporal. */
  client: Client;
  /** As anybody speaks to Temporal, without our converters. */
  plainClient: Client;
  stop(): Promise<void>;
};

const city = 'gy-base';

export async function openLab(): Promise<Lab> {
  const [mongo, temporal] = await Promise.all([startMongo({ own: true }), startTemporal({ own: true })]);
  const data = temporaryFolder();
  const store = await openStore({ uri: mongo.uri, dataFolder: data });
  await store.ensureIndexes();
  const people = personSchema.array().parse(cityDocument(city, 'people'));
  await store.directory.saveUnits(unitSchema.array().parse(cityDocument(city, 'units')));
  await store.directory.savePeople(people);
  const now = new Date().toISOString();
  const release = await store.releases.publish(cityContent(city), { author: 'a', approver: 'b', at: now, note: 'bench' });
  await store.days.add(seedEdition(release.content.policy.calendar, 2024, 2026));
  const connection = await Connection.connect({ address: temporal.address });
  const { namespace } = temporal;
  return {
    ...{ mongo, temporal, store, data, people, release, time: { realEpoch: now, deskEpoch: now, speed: 1 } },
    client: new Client({ connection, namespace, dataConverter: clientConverter(store) }),
    plainClient: new Client({ connection, namespace }),
    stop: async () => {
      await connection.close();
      await store.close();
      await Promise.all([mongo.stop(), temporal.stop()]);
      rmSync(data, { recursive: true, force: true });
    },
  };
}
