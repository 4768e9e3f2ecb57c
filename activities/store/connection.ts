import path from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { hashOf } from '#domain';
import { createAudit } from './audit';
import { collectionsOn, type Collections } from './collections';
import { createDirectory } from './directory';
import { createDesignerDocuments } from './documents';
import { createCalendarImports } from './documents/calendar-imports';
import { createDraftChanges } from './documents/changes';
import { createMigrations } from './documents/migrations';
import { createDays } from './documents/days';
import { createBackTests } from './documents/back-tests';
import { createShadows } from './documents/shadows';
import { createReleases } from './documents/releases';
import { createSettings, type Settings } from './documents/settings';
import { createEndpoints } from './endpoints';
import { createErasures } from './erasures';
import { StoreError } from './errors';
import { held } from './held';
import { createFigures } from './figures';
import { createInbox } from './inbox';
import { createOffers } from './offers';
import { createIntakes } from './intakes';
import { createIssues } from './issues';
import { createNotices } from './notices';
import { createOutbox } from './outbox';
import { createPhotos } from './photo-links';
import { photosIn } from './photos';
import { createPieces } from './pieces';
import { createRecords } from './records';
import { createSealing } from './sealing';
import { masterKey, type MasterKey } from './sealing/master-key';
import { createPresences } from './presences';
import { createSessions } from './sessions';
import { createSigning } from './signing';
import { createSimilar } from './similar';
import { createStories } from './stories';
import { createStuck } from './stuck';
import { createThemes } from './themes';
import type { Store, StoreOptions } from './store';

/** A server that does not answer within this fails a local activity while it still can go on as an ordinary one. */
const selectWithinMs = 2_000;
const socketIdleMs = 15_000;
/** Endpoints and gateways change by hand and seldom; every confirmed step asks for them. */
const holdOutletsMs = 2_000;

/** Connects and makes every repository. Throws `STORE_UNREACHABLE` when no server answers. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const connection = await connect(options);
  const collections = collectionsOn(connection);
  const master = await masterKey(options.dataFolder, options.masterKey);
  const repositories = repositoriesOn(collections, master, options);
  return {
    ...repositories,
    ensureIndexes: () => collections.ensureIndexes(),
    ping: () => ping(connection),
    close: () => connection.close(),
  };
}

async function connect({ uri, selectWithinMs: given }: StoreOptions): Promise<Connection> {
  const within = given ?? selectWithinMs;
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: within,
    connectTimeoutMS: within,
    socketTimeoutMS: socketIdleMs,
    // As JSON does: a member that is undefined is not there, else a record read back would have another hash.
    ignoreUndefined: true,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    return await connection.asPromise();
  } catch (cause) {
    await connection.destroy();
    throw new StoreError('STORE_UNREACHABLE', 'no MongoDB server answers', { cause });
  }
}

function repositoriesOn(collections: Collections, master: MasterKey, options: StoreOptions) {
  const clock = options.clock ?? Date.now;
  const now = () => new Date(clock()).toISOString();
  const onPoint = options.onPoint ?? (() => undefined);
  const endpoints = createEndpoints(collections, master);
  const settings = createSettings(collections, master);
  const outlets = held(holdOutletsMs, clock, async () => ({
    endpoints: await endpoints.list(),
    gateways: await gatewaysOf(settings),
  }));
  const records = createRecords({ collections, hashOf, now, onPoint, outlets });
  const sealing = createSealing(collections, master, clock);
  const photoLimits = async () => (await settings.get()).document.photos;
  const files = photosIn(path.join(options.dataFolder, 'photos'), photoLimits);
  const photos = createPhotos({ collections, files, now });
  const similar = createSimilar({ collections, settings, master });
  const [issues, pieces] = [createIssues(collections, records), createPieces(collections, records)];
  return {
    ...createDesignerDocuments(collections),
    records,
    issues,
    pieces,
    figures: createFigures(collections),
    stories: createStories(collections),
    stuck: createStuck(collections),
    inbox: createInbox(collections),
    similar,
    themes: createThemes(collections),
    offers: createOffers(collections),
    intakes: createIntakes({ collections, settings, sealing, photos, similar, master, now, onPoint }),
    sealing,
    days: createDays(collections),
    calendarImports: createCalendarImports(collections),
    migrations: createMigrations(collections),
    releases: createReleases(collections),
    draftChanges: createDraftChanges(collections),
    signing: createSigning(master),
    backTests: createBackTests(collections),
    shadows: createShadows(collections),
    settings,
    directory: createDirectory(collections, clock),
    outbox: createOutbox(collections),
    notices: createNotices(collections),
    endpoints,
    photos,
    erasures: createErasures({ collections, sealing, photos, similar, issues, pieces, onPoint }),
    presences: createPresences(collections),
    sessions: createSessions(collections),
    audit: createAudit(collections),
  };
}

/** The channels that lead out of the desk; none before a city was loaded. */
async function gatewaysOf(settings: Settings): Promise<ReadonlySet<string>> {
  const { gateways } = await settings.get().then(
    ({ document }) => document,
    (error: unknown) => {
      if (error instanceof StoreError && error.code === 'NO_CITY') return { gateways: {} };
      throw error;
    },
  );
  return new Set(Object.entries(gateways).flatMap(([channel, gateway]) => (gateway ? [channel] : [])));
}

async function ping(connection: Connection): Promise<number> {
  const started = performance.now();
  try {
    await connection.db?.command({ ping: 1 });
  } catch (cause) {
    throw new StoreError('STORE_UNREACHABLE', 'MongoDB does not answer', { cause });
  }
  return performance.now() - started;
}
