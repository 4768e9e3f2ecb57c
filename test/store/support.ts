import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import {
  chainStart,
  hashOf,
  type IssueEvent,
  type IssueState,
  type IssueView,
  type Notice,
  shippedKpiRules,
  shippedSimilar,
} from '#domain';
import { openStore, type AnyRecord, type CitySettings, type Store, type StoreOptions } from '#store';
import { startMongo } from '../support/servers';

/** A database of its own on a real server: the one of the environment, else one started for this file. */
export type TestDatabase = {
  uri: string;
  folder: string;
  open(options?: Partial<StoreOptions>): Promise<Store>;
  /** Everything in every collection, as JSON text. */
  dump(): Promise<string>;
  clear(): Promise<void>;
  stop(): Promise<void>;
};

export async function testDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'liangxin-store-'));
  const server = await startMongo();
  const raw = await mongoose.createConnection(server.uri).asPromise();
  const opened: Store[] = [];
  const collections = async () => (await raw.db!.listCollections().toArray()).map((info) => raw.db!.collection(info.name));
  return {
    uri: server.uri,
    folder,
    open: async (options = {}) => {
      const store = await openStore({ uri: server.uri, dataFolder: folder, ...options });
      opened.push(store);
      return store;
    },
    dump: async () => JSON.stringify(await Promise.all((await collections()).map((collection) => collection.find({}).toArray()))),
    clear: async () => {
      for (const collection of await collections()) await collection.deleteMany({});
    },
    stop: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await raw.dropDatabase();
      await raw.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const aMasterKey = (): string => randomBytes(32).toString('base64');

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 6, 1, minute)).toISOString();

export const aView = (no: string, given: Partial<IssueView> = {}): IssueView => ({
  no,
  release: 'r',
  seq: 1,
  hash: '',
  stage: 'VERIFYING',
  final: false,
  at: at(0),
  openedAt: at(0),
  acceptedAt: null,
  closedAt: null,
  result: null,
  answer: null,
  satisfaction: null,
  stands: [],
  grade: 'C',
  category: 'sanitation',
  district: '520103',
  street: null,
  source: 'web',
  lanes: ['government'],
  units: [],
  offeredTo: [],
  orders: [],
  intakes: [no],
  mergedInto: null,
  relapseOf: null,
  promiseDue: null,
  promisePaused: false,
  provisional: null,
  wakeAt: null,
  waiting: [],
  assignments: [],
  yellow: 0,
  red: 0,
  cards: [],
  ledger: null,
  escalation: 'none',
  incidents: [],
  cycle: 1,
  ...given,
});

export const aNotice = (key: string): Notice => ({
  key,
  template: 'issueReceived',
  address: { to: 'desk', role: 'verifier', district: '520103' },
  channel: 'inbox',
  at: at(0),
  values: {},
});

export type StepGiven = {
  prev?: AnyRecord;
  events?: IssueEvent[];
  notices?: Notice[];
  view?: Partial<IssueView>;
  /** The stream ends with this step. */
  final?: boolean;
  confirmed?: AnyRecord | null;
  /** Makes another record of the same number. */
  by?: string;
};

/** One step of an issue after `prev`, with a true hash. */
export function aStep(no: string, given: StepGiven = {}): AnyRecord {
  const { prev, by = 'li', confirmed = null, notices = [], final = false } = given;
  const seq = (prev?.seq ?? 0) + 1;
  const events = given.events ?? [{ type: 'verified', at: at(seq), by }];
  const bound = {
    stream: `issue-${no}`,
    seq,
    prevHash: prev?.hash ?? chainStart,
    at: at(seq),
    events,
    notices,
    dispatches: [],
  };
  const hash = hashOf(bound);
  const state = { no, seq, hash, final, facts: { by } } as unknown as IssueState;
  const named = confirmed === null ? null : { seq: confirmed.seq, hash: confirmed.hash };
  return { ...bound, hash, view: aView(no, { seq, hash, final, ...given.view }), state, confirmed: named };
}

export const someSettings: CitySettings = {
  kpi: shippedKpiRules,
  presence: { againInMs: 10_000, goneAfterMs: 30_000 },
  city: 'test',
  name: { zh: '测试市', en: 'Test City' },
  zone: 'Asia/Shanghai',
  prefix: 'GY',
  photos: { maxBytes: 300_000, maxPixels: 4_000_000, maxSide: 800, thumbnailSide: 100, quality: 80 },
  delivery: { firstDelayMs: 1_000, factor: 2, maxDelayMs: 60_000, giveUpAfterMs: 3_600_000, timeoutMs: 2_000 },
  gateways: {},
  categories: [],
  districts: [],
  streets: [],
  sources: [],
  open311: { keys: [] },
  emergencyNumbers: [],
  sweeps: { stuck: { everyMs: 300_000, pastByMs: 60_000 } },
  similar: shippedSimilar,
  borders: { metres: 50, lines: [] },
  backTests: { keep: 20, mostIssues: { decisions: 1000, journeys: 1000 }, threads: 1 },
};
