import { createHash, timingSafeEqual } from 'node:crypto';
import type { Facts, IntakeRecord } from '#domain';
import { isDuplicate, type Collections, type Doc } from './collections';
import type { Settings } from './documents/settings';
import { createNumbers, type Numbers } from './numbers';
import type { Photos } from './photo-links';
import type { Sealing } from './sealing';
import type { Similar } from './similar';
import type { MasterKey } from './sealing/master-key';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';

/** What a resident or a source submits, in plain text: the store seals it under the number it allocates. */
export type NewIntake = Omit<IntakeRecord, 'no' | 'acceptedAt' | 'promiseDue'> & { facts?: Facts; relapseOf?: string | null };

export type StoredIntake = {
  no: string;
  source: string;
  externalId: string;
  state: 'inserted' | 'started';
  insertedAt: string;
  startedAt: string | null;
  /** Sealed name, phone, address and text. */
  intake: IntakeRecord;
  facts: Facts;
  relapseOf: string | null;
};

export type InsertedIntake = {
  no: string;
  created: boolean;
  /** For the resident's page; the store keeps only its hash. */ token: string;
  stored: StoredIntake;
};

export type Intakes = {
  /** Unique by (source, externalId): the same again answers with the first one's number and token and `created: false`. */
  insert(intake: NewIntake): Promise<InsertedIntake>;
  markStarted(no: string, at: string): Promise<void>;
  unstartedOlderThan(ms: number, now: string, limit?: number): Promise<StoredIntake[]>;
  get(no: string): Promise<StoredIntake | null>;
  byExternalId(source: string, externalId: string): Promise<StoredIntake | null>;
  /** The intake of a number when the token is its own, else null. */
  track(no: string, token: string): Promise<StoredIntake | null>;
  list(
    filter: { source?: string; from?: string; to?: string; numbers?: string[] },
    page?: PageRequest,
  ): Promise<Page<StoredIntake>>;
};

type IntakeDoc = Doc & Omit<StoredIntake, 'no'> & { trackingHash: string };
type Tools = {
  collections: Collections;
  settings: Settings;
  sealing: Sealing;
  photos: Pick<Photos, 'link' | 'release'>;
  similar: Pick<Similar, 'put' | 'remove'>;
  master: MasterKey;
  now: () => string;
  onPoint: (point: string) => void | Promise<void>;
};
type Numbering = Tools & { numbers: Numbers };

export function createIntakes(given: Tools): Intakes {
  const tools: Numbering = { ...given, numbers: createNumbers(given.collections, given.settings) };
  const docs = tools.collections.of<IntakeDoc>('intakes');
  const one = async (filter: Record<string, string>) => toStored(await docs.findOne(filter));
  return {
    insert: (intake) => insert(tools, intake),
    markStarted: async (no, at) => {
      await docs.updateOne({ _id: no }, { $set: { state: 'started', startedAt: at } });
    },
    unstartedOlderThan: async (ms, now, limit = 500) => {
      const before = new Date(Date.parse(now) - ms).toISOString();
      const found = await docs
        .find({ state: 'inserted', insertedAt: { $lt: before } })
        .sort({ insertedAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(storedOf);
    },
    get: (no) => one({ _id: no }),
    byExternalId: (source, externalId) => one({ source, externalId }),
    track: async (no, token) => {
      const doc = await docs.findOne({ _id: no });
      return doc !== null && sameText(doc.trackingHash, hashOfToken(token)) ? storedOf(doc) : null;
    },
    list: (filter, page) => list(tools.collections, filter, page),
  };
}

/** Look, number, seal, insert: a crash between leaves at most an unused number. The unique index decides between two at once. */
async function insert(tools: Numbering, intake: NewIntake): Promise<InsertedIntake> {
  const docs = tools.collections.of<IntakeDoc>('intakes');
  const pair = { source: intake.source, externalId: intake.externalId };
  const known = await docs.findOne(pair);
  if (known !== null) return answerOf(tools, known, false);
  const no = await tools.numbers.next(intake.receivedAt);
  await tools.onPoint('intake:after-number');
  const doc = await docOf(tools, no, intake);
  const owner = { kind: 'number' as const, id: no };
  await tools.photos.link(
    intake.photos.map(({ hash }) => hash),
    owner,
  );
  // While the words are still plain; before the intake, so that none is without its fingerprint.
  await tools.similar.put(no, { ...intake, at: intake.receivedAt });
  try {
    await docs.insertOne(doc);
    return answerOf(tools, doc, true);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  await tools.photos.release(owner);
  await tools.similar.remove([no]);
  const winner = await docs.findOne(pair);
  return winner === null ? insert(tools, intake) : answerOf(tools, winner, false);
}

async function docOf(tools: Tools, no: string, submitted: NewIntake): Promise<IntakeDoc> {
  const { facts = {}, relapseOf = null, ...rest } = submitted;
  const intake = await sealedIntake(tools.sealing, { ...rest, no, acceptedAt: null });
  const { source, externalId } = submitted;
  const trackingHash = hashOfToken(tokenOf(tools.master, no));
  const insertedAt = tools.now();
  return { _id: no, source, externalId, state: 'inserted', insertedAt, startedAt: null, intake, facts, relapseOf, trackingHash };
}

/** Who, where exactly and what (DESIGN 9); the rest are codes. */
async function sealedIntake(sealing: Sealing, intake: IntakeRecord): Promise<IntakeRecord> {
  const seal = await sealing.sealer(intake.no);
  const { name, phone } = intake.reporter;
  const reporter = {
    ...(name === undefined ? {} : { name: seal(name) }),
    ...(phone === undefined ? {} : { phone: seal(phone) }),
  };
  const address = intake.address === undefined ? {} : { address: seal(intake.address) };
  return { ...intake, reporter, ...address, text: seal(intake.text) };
}

/** Made from the number by the master key: a repeated submission is given the same token, and none lies in the database. */
const tokenOf = (master: MasterKey, no: string): string => master.derive(`tracking:${no}`, 18).toString('base64url');
const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
const sameText = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const answerOf = (tools: Tools, doc: IntakeDoc, created: boolean): InsertedIntake => ({
  no: doc._id,
  created,
  token: tokenOf(tools.master, doc._id),
  stored: storedOf(doc),
});

function storedOf(doc: IntakeDoc): StoredIntake {
  const { _id, trackingHash: _trackingHash, ...rest } = doc;
  return { no: _id, ...rest };
}
const toStored = (doc: IntakeDoc | null) => (doc === null ? null : storedOf(doc));

async function list(
  collections: Collections,
  filter: Parameters<Intakes['list']>[0],
  page: PageRequest = {},
): Promise<Page<StoredIntake>> {
  const { source, from, to, numbers } = filter;
  const limit = pageSize(page);
  const narrow = [
    ...(source === undefined ? [] : [{ source }]),
    ...(from === undefined ? [] : [{ insertedAt: { $gte: from } }]),
    ...(to === undefined ? [] : [{ insertedAt: { $lt: to } }]),
    ...(numbers === undefined ? [] : [{ _id: { $in: numbers } }]),
    after(page.cursor, 'insertedAt', -1),
  ];
  const found = await collections
    .of<IntakeDoc>('intakes')
    .find({ $and: narrow })
    .sort({ insertedAt: -1, _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { items, next } = toPage(found, limit, (doc) => [doc.insertedAt, doc._id]);
  return { items: items.map(storedOf), next };
}
