import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';
import {
  type Actor,
  type CommandAnswer,
  type CommandName,
  commandSchemas,
  deskClock,
  type DeskTime,
  type Facts,
  type IntakeRecord,
  type IssueState,
  personSchema,
  type Release,
  seedEdition,
  unitSchema,
} from '#domain';
import { openStore, type Store } from '#store';
import { connectClient, connectWorker } from '../../worker/connect';
import { createIssueWorker } from '../../worker/run';
import {
  commandUpdate,
  type Head,
  headQuery,
  openedUpdate,
  openedUpdateId,
  stateQuery,
  workflowIdOf,
} from '../../workflows/messages';
import { documentsFor, lifecycleArgs } from '../../workflows/open-issue';
import { cityContent, cityDocument } from './cities';
import { startMongo, startTemporal, temporaryFolder, type TestMongo, type TestTemporal } from './servers';

/** A whole desk for tests of the shell: real Temporal, real MongoDB, a real worker, the documents of a test city. */
export type TestDesk = {
  /** The data folder, with the master key. */
  folder: string;
  store: Store;
  client: Client;
  worker: Worker;
  release: Release;
  mongo: TestMongo;
  temporal: TestTemporal;
  time: DeskTime;
  now: () => string;
  open(
    no: string,
    more?: {
      intake?: Partial<IntakeRecord>;
      facts?: Facts;
      continueAfter?: number;
      planHash?: string;
      /** Does not wait for the first step. */
      unseen?: boolean;
    },
  ): Promise<void>;
  command(no: string, by: string, name: CommandName, data?: Record<string, unknown>, id?: string): Promise<CommandAnswer>;
  /** The code with which a command is refused; fails the test when it is not. */
  refusal(no: string, by: string, name: CommandName, data?: Record<string, unknown>): Promise<string>;
  state(no: string): Promise<IssueState>;
  head(no: string): Promise<Head>;
  actor(id: string): Actor;
  stop(): Promise<void>;
};

/** One more worker on a desk's servers, with connections of its own. */
export type OneMore = { worker: Worker; ended: Promise<void>; close: () => Promise<unknown> };

export async function startWorker(desk: TestDesk, queue = desk.temporal.taskQueue): Promise<OneMore> {
  const { store, now, temporal } = desk;
  const addresses = { temporal: temporal.address, namespace: temporal.namespace };
  const { client, close } = await connectClient(addresses, store);
  const connection = await connectWorker(addresses);
  const worker = await createIssueWorker({ connection, namespace: addresses.namespace, client, store, now, queue });
  return { worker, ended: worker.run(), close: () => Promise.all([close(), connection.close()]) };
}

/** Ends it and its connections. */
export async function stopWorker({ worker, ended, close }: OneMore): Promise<void> {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await ended;
  await close();
}

export async function startDesk(
  options: { city?: string; speed?: number; deskEpoch?: string; own?: boolean } = {},
): Promise<TestDesk> {
  const city = options.city ?? 'gy-base';
  const [mongo, temporal] = await Promise.all([
    startMongo(options.own ? { own: true } : {}),
    startTemporal(options.own ? { own: true } : {}),
  ]);
  const folder = temporaryFolder();
  const store = await openStore({ uri: mongo.uri, dataFolder: folder });
  await store.ensureIndexes();
  const people = personSchema.array().parse(cityDocument(city, 'people'));
  await store.directory.saveUnits(unitSchema.array().parse(cityDocument(city, 'units')));
  await store.directory.savePeople(people);
  const release = await store.releases.publish(cityContent(city), {
    author: 'author',
    approver: 'approver',
    at: new Date().toISOString(),
    note: '',
  });
  const calendar = release.content.policy.calendar;
  await store.days.add(seedEdition(calendar, 2024, 2026));
  const time: DeskTime = {
    realEpoch: new Date().toISOString(),
    deskEpoch: options.deskEpoch ?? new Date().toISOString(),
    speed: options.speed ?? 1,
  };
  const clock = deskClock(time);
  const now = (): string => clock.deskAt(new Date().toISOString());
  const addresses = { temporal: temporal.address, namespace: temporal.namespace };
  const { client, close } = await connectClient(addresses, store);
  const connection = await connectWorker(addresses);
  const worker = await createIssueWorker({
    connection,
    namespace: temporal.namespace,
    client,
    store,
    now,
    queue: temporal.taskQueue,
  });
  const running = worker.run();
  const actor = (id: string): Actor => {
    const person = people.find((p) => p.id === id);
    if (!person) throw new Error(`nobody is called ${id}`);
    return { id, roles: person.roles, unit: person.unit ?? null, district: person.district ?? null };
  };
  const command: TestDesk['command'] = async (no, by, name, data = {}, id = randomBytes(8).toString('hex')) => {
    const sealed = await store.sealing.sealFields(commandSchemas[name], data, no);
    const given = {
      id,
      name,
      at: now(),
      actor: by === 'resident' ? { id: `resident:${no}`, roles: ['citizen' as const], unit: null, district: null } : actor(by),
      data: sealed,
    };
    const answer = await client.workflow
      .getHandle(workflowIdOf(no))
      .executeUpdate(commandUpdate, { args: [given, ...documentsFor(given)], updateId: id });
    if (answer.ok) await store.records.confirm(workflowIdOf(no), answer.seq, answer.hash);
    return answer;
  };
  return {
    folder,
    store,
    client,
    worker,
    release,
    mongo,
    temporal,
    time,
    now,
    actor,
    command,
    open: async (no, more = {}) => {
      const intake: IntakeRecord = {
        no,
        source: 'media',
        externalId: no,
        receivedAt: now(),
        acceptedAt: null,
        category: 'cityAppearance',
        district: '520103',
        street: null,
        point: null,
        anonymous: false,
        channel: 'page',
        reporter: { name: await store.sealing.seal(no, '张三丰'), phone: await store.sealing.seal(no, '13985012345') },
        text: await store.sealing.seal(no, '楼道里贴满野广告，电话 13985012345'),
        photos: [],
        ...more.intake,
      };
      const args = lifecycleArgs({
        no,
        time,
        at: now(),
        intake,
        facts: more.facts ?? {},
        relapseOf: null,
        planHash: more.planHash ?? release.planHash,
        editions: { [calendar]: 1 },
        ...(more.continueAfter ? { continueAfter: more.continueAfter } : {}),
      });
      const begin = { workflowId: workflowIdOf(no), taskQueue: temporal.taskQueue, args };
      if (more.unseen) {
        await client.workflow.start('issueLifecycle', begin);
        return;
      }
      const startWorkflowOperation = new WithStartWorkflowOperation('issueLifecycle', {
        ...begin,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      });
      await client.workflow.executeUpdateWithStart(openedUpdate, { startWorkflowOperation, updateId: openedUpdateId });
    },
    refusal: async (no, by, name, data) => {
      try {
        await command(no, by, name, data);
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
          return error.cause.type ?? '';
        throw error;
      }
      throw new Error(`${name} was not refused`);
    },
    state: async (no) => {
      const state = await client.workflow.getHandle(workflowIdOf(no)).query(stateQuery);
      if (!state) throw new Error(`${no} has no state yet`);
      return state;
    },
    head: (no) => client.workflow.getHandle(workflowIdOf(no)).query(headQuery),
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await connection.close();
      await close();
      await store.close();
      await Promise.all([mongo.stop(), temporal.stop()]);
    },
  };
}

/** How many events the running history has, by type. */
export async function historyOf(
  desk: TestDesk,
  no: string,
): Promise<{ count: number; bytes: number; types: Record<string, number> }> {
  const { events } = await desk.client.workflow.getHandle(workflowIdOf(no)).fetchHistory();
  const types: Record<string, number> = {};
  let bytes = 0;
  for (const event of events ?? []) {
    const type = String(event.eventType);
    types[type] = (types[type] ?? 0) + 1;
    bytes += JSON.stringify(event).length;
  }
  return { count: events?.length ?? 0, bytes, types };
}
