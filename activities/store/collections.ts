import { Schema, type Connection, type IndexDirection, type mongo } from 'mongoose';
import { StoreError } from './errors';

type Keys = Record<string, IndexDirection>;
type IndexRule = { keys: Keys; unique?: true };

/**
 * Every collection with the indexes of its lists. The unique ones over `_id` and one more field look superfluous: the fallback
 * server answers a compare-and-set from an index only when a unique index has exactly the fields of the filter.
 */
const declared = {
  records: [{ keys: { stream: 1, seq: 1 } }, { keys: { seq: 1, stream: 1 } }],
  steps: [{ keys: { stream: 1, seq: 1 } }, { keys: { writtenAt: 1 } }],
  issues: [
    { keys: { _id: 1, seq: 1 }, unique: true },
    { keys: { openedAt: -1, _id: -1 } },
    { keys: { dueKey: 1, _id: 1 } },
    { keys: { 'view.stage': 1, openedAt: -1, _id: -1 } },
    { keys: { 'view.stage': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.units': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.offeredTo': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.district': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.grade': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.waiting.roles': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.waiting.unit': 1, dueKey: 1, _id: 1 } },
    { keys: { 'view.final': 1, 'view.wakeAt': 1 } },
    { keys: { 'view.red': 1, 'view.at': 1 } },
    { keys: { 'view.release': 1, 'view.final': 1 } },
    { keys: { 'view.release': 1, openedAt: -1, _id: -1 } },
  ],
  figures: [{ keys: { _id: 1, seq: 1 }, unique: true }, { keys: { until: 1, openedAt: 1 } }],
  pieces: [
    { keys: { _id: 1, seq: 1 }, unique: true },
    { keys: { openedAt: -1, _id: -1 } },
    { keys: { stage: 1, openedAt: -1, _id: -1 } },
    { keys: { issue: 1, openedAt: -1, _id: -1 } },
    { keys: { final: 1, 'view.wakeAt': 1 } },
  ],
  themes: [
    { keys: { _id: 1, revision: 1 }, unique: true },
    { keys: { to: -1, _id: -1 } },
    { keys: { state: 1, to: -1, _id: -1 } },
    { keys: { 'theme.intakes': 1 } },
  ],
  stories: [{ keys: { publishedAt: -1, _id: -1 } }, { keys: { issue: 1, publishedAt: -1, _id: -1 } }],
  intakes: [
    { keys: { source: 1, externalId: 1 }, unique: true },
    { keys: { state: 1, insertedAt: 1 } },
    { keys: { state: 1, startedAt: 1 } },
    { keys: { insertedAt: -1, _id: -1 } },
    { keys: { source: 1, insertedAt: -1, _id: -1 } },
  ],
  prints: [{ keys: { at: 1, _id: 1 } }],
  printBuckets: [],
  counters: [{ keys: { _id: 1, n: 1 }, unique: true }],
  keys: [],
  erasures: [
    { keys: { _id: 1, state: 1 }, unique: true },
    { keys: { no: 1, requestedAt: -1 } },
    { keys: { requestedAt: -1, _id: -1 } },
  ],
  photoLinks: [{ keys: { hash: 1 } }, { keys: { owner: 1, kind: 1 } }, { keys: { kind: 1, at: 1 } }],
  drafts: [{ keys: { _id: 1, revision: 1 }, unique: true }, { keys: { kind: 1, _id: 1 } }],
  draftChanges: [{ keys: { _id: 1, state: 1 }, unique: true }, { keys: { flow: 1, at: -1, _id: -1 } }],
  releases: [{ keys: { city: 1, number: 1 }, unique: true }],
  currentReleases: [],
  days: [{ keys: { calendar: 1, edition: -1 } }],
  calendarImports: [{ keys: { _id: 1, state: 1 }, unique: true }, { keys: { calendar: 1, previewedAt: -1 } }],
  calendarItems: [{ keys: { import: 1, _id: 1 } }],
  migrations: [{ keys: { _id: 1, state: 1 }, unique: true }, { keys: { city: 1, startedAt: -1 } }],
  migrationItems: [{ keys: { migration: 1, _id: 1 } }, { keys: { migration: 1, outcome: 1, _id: 1 } }],
  backTests: [{ keys: { flow: 1, startedAt: -1 } }],
  backTestItems: [{ keys: { test: 1, n: 1 } }],
  shadows: [{ keys: { _id: 1, mark: 1 }, unique: true }],
  shadowIssues: [{ keys: { mark: 1, openedAt: -1, _id: -1 } }],
  settings: [{ keys: { _id: 1, revision: 1 }, unique: true }],
  units: [{ keys: { parent: 1 } }, { keys: { district: 1 } }],
  people: [{ keys: { unit: 1 } }, { keys: { roles: 1, district: 1 } }],
  credentials: [],
  revisions: [],
  outbox: [{ keys: { dueAt: 1 } }, { keys: { lane: 1, dueAt: 1 } }, { keys: { holder: 1 } }, { keys: { stream: 1 } }],
  deliveries: [
    { keys: { endedAt: -1, _id: -1 } },
    { keys: { lane: 1, endedAt: -1, _id: -1 } },
    { keys: { stream: 1, endedAt: -1, _id: -1 } },
    { keys: { outcome: 1, endedAt: -1, _id: -1 } },
  ],
  notices: [
    { keys: { 'address.person': 1, at: -1, _id: -1 } },
    { keys: { 'address.unit': 1, at: -1, _id: -1 } },
    { keys: { 'address.role': 1, 'address.district': 1, at: -1, _id: -1 } },
    { keys: { 'address.intake': 1, at: -1 } },
  ],
  endpoints: [],
  stuck: [{ keys: { foundAt: 1, _id: 1 } }],
  sweeps: [],
  presences: [{ keys: { draft: 1, at: 1 } }],
  sessions: [{ keys: { expiresAt: 1 } }, { keys: { person: 1 } }],
  audit: [{ keys: { at: -1, _id: -1 } }, { keys: { subject: 1, at: -1 } }, { keys: { person: 1, at: -1 } }],
} satisfies Record<string, IndexRule[]>;

export type CollectionName = keyof typeof declared;

/** Stored documents bear text ids; what else they hold is the repository's affair, parsed where people may have edited it. */
export type Doc = { _id: string };

export type Collections = {
  of<T extends Doc>(name: CollectionName): mongo.Collection<T>;
  ensureIndexes(): Promise<void>;
};

/** Models are dumb storage (STYLE 5): mongoose declares collections and indexes, the repositories speak to the driver below it. */
export function collectionsOn(connection: Connection): Collections {
  const database = connection.db;
  if (database === undefined) throw new StoreError('STORE_UNREACHABLE', 'the connection is not open');
  const models = Object.entries<IndexRule[]>(declared).map(([name, rules]) => connection.model(name, storageOf(rules), name));
  return {
    of: <T extends Doc>(name: CollectionName) => database.collection<T>(name),
    ensureIndexes: async () => {
      for (const model of models) await model.createIndexes();
    },
  };
}

function storageOf(rules: IndexRule[]): Schema {
  const schema = new Schema({ _id: String }, { strict: false, versionKey: false, autoIndex: false, autoCreate: false });
  for (const { keys, unique } of rules) schema.index(keys, unique === undefined ? {} : { unique });
  return schema;
}

/** A unique index said no. */
export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;

/** Inserts what is not there yet; documents with a known key stay as they are. */
export async function insertAbsent<T extends Doc>(collection: mongo.Collection<T>, docs: T[]): Promise<void> {
  if (docs.length === 0) return;
  try {
    await collection.insertMany(docs as mongo.OptionalUnlessRequiredId<T>[], { ordered: false });
  } catch (error) {
    if (!isDuplicate(error) || !onlyDuplicates(error)) throw error;
  }
}

function onlyDuplicates(error: unknown): boolean {
  const list = (error as { writeErrors?: unknown }).writeErrors;
  const errors: unknown[] = Array.isArray(list) ? list : list === undefined ? [] : [list];
  return errors.every(isDuplicate);
}
