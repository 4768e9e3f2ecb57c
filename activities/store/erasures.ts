import { isDuplicate, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import { clearOpenTexts } from './erasure-texts';
import type { Issues } from './issues';
import type { PhotoOwner, Photos } from './photo-links';
import type { Pieces } from './pieces';
import type { Sealing } from './sealing';
import type { Similar } from './similar';

/** Whose data: what one number's resident handed in, or everybody's on an issue, with all that was merged into it. */
export type ErasureScope = 'person' | 'issue';

/** What an erasure is about. `keys` are frozen when it is approved: words written later have a key of their own and stay. */
export type ErasureExtent = { numbers: string[]; pieces: string[]; keys: string[] };

/** A person's data to be deleted: asked by one, approved by another, carried out in steps that may be repeated. */
export type Erasure = ErasureExtent & {
  id: string;
  no: string;
  scope: ErasureScope;
  reason: string;
  state: 'requested' | 'approved' | 'done' | 'withdrawn';
  requestedBy: string;
  requestedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  finishedAt: string | null;
  /** Photos of the numbers and pieces: deleted, or kept because another issue uses them too. */
  photos: { deleted: number; kept: number };
};

export type Erasures = {
  /** How far an erasure of this number would go now. `null` for a number that was never given. */
  extentOf(no: string, scope: ErasureScope): Promise<(ErasureExtent & { photos: number }) | null>;
  /** Asks for one; the id is the caller's idempotency key, so that the same request again answers the first. */
  request(asked: Pick<Erasure, 'id' | 'no' | 'scope' | 'reason' | 'requestedBy' | 'requestedAt'>): Promise<Erasure | null>;
  get(id: string): Promise<Erasure | null>;
  list(filter: { no?: string; state?: Erasure['state'] }, page?: PageRequest): Promise<Page<Erasure>>;
  /** Decides a requested one, and freezes how far it goes. False when it was decided before. */
  decide(id: string, decision: 'approved' | 'withdrawn', by: string, at: string): Promise<boolean>;
  /** Does what was approved. Whatever cut it short, calling it again finishes it; done, it changes nothing. */
  carryOut(id: string, at: string): Promise<Erasure | null>;
  /** Takes a piece's published words back from site and channels: for whoever was publishing while its key was destroyed. */
  takeBackStory(piece: string, at: string): Promise<void>;
};

type ErasureDoc = Doc & Omit<Erasure, 'id'>;
type Tools = {
  collections: Collections;
  sealing: Sealing;
  photos: Photos;
  similar: Pick<Similar, 'remove'>;
  issues: Issues;
  pieces: Pieces;
  onPoint: (point: string) => void | Promise<void>;
};

export function createErasures(tools: Tools): Erasures {
  const docs = tools.collections.of<ErasureDoc>('erasures');
  const get = async (id: string) => toErasure(await docs.findOne({ _id: id }));
  return {
    extentOf: async (no, scope) => {
      const extent = await extentOf(tools, no, scope);
      return extent && { ...extent, photos: (await tools.photos.ownedBy(ownersOf(extent))).size };
    },
    request: async ({ id, ...asked }) => {
      const extent = await extentOf(tools, asked.no, asked.scope);
      if (extent === null) return null;
      const undecided = { state: 'requested' as const, decidedBy: null, decidedAt: null, finishedAt: null };
      try {
        await docs.insertOne({ _id: id, ...asked, ...extent, ...undecided, photos: { deleted: 0, kept: 0 } });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return get(id);
    },
    get,
    list: (filter, page) => list(tools.collections, filter, page),
    decide: async (id, decision, by, at) => {
      const asked = await docs.findOne({ _id: id });
      const extent = asked && (await extentOf(tools, asked.no, asked.scope));
      if (!extent) return false;
      const answer = await docs.updateOne(
        { _id: id, state: 'requested' },
        { $set: { state: decision, decidedBy: by, decidedAt: at, ...extent } },
      );
      return answer.matchedCount === 1;
    },
    carryOut: (id, at) => carryOut(tools, id, at),
    takeBackStory: (piece, at) => clearOpenTexts(tools.collections, piece, at),
  };
}

/** The numbers with their pieces, and the keys that open their words today. Pieces of a merged issue went with it. */
async function extentOf(
  { collections, sealing, issues, pieces }: Tools,
  no: string,
  scope: ErasureScope,
): Promise<ErasureExtent | null> {
  if ((await collections.of('intakes').findOne({ _id: no }, { projection: { _id: 1 } })) === null) return null;
  const merged = scope === 'issue' ? ((await issues.get(no))?.view.intakes ?? []) : [];
  const numbers = [...new Set([no, ...merged])].sort();
  const stories = (await Promise.all(numbers.map((number) => piecesOf(issues, pieces, number)))).flat();
  const found = [...new Set(stories)].sort();
  return { numbers, pieces: found, keys: await sealing.liveKeys([...numbers, ...found.map((id) => `piece-${id}`)]) };
}

/** Begun ones stand in the issue's state before their own first step is in the read model. */
async function piecesOf(issues: Issues, pieces: Pieces, no: string): Promise<string[]> {
  const begun = (await issues.state(no))?.followUps.map(({ id }) => id) ?? [];
  const projected: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Pieces['list']>> = await pieces.list({ issue: no }, { cursor, limit: 200 });
    projected.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  return [...begun, ...projected];
}

const ownersOf = ({ numbers, pieces }: ErasureExtent): PhotoOwner[] => [
  ...numbers.map((id) => ({ kind: 'number' as const, id })),
  ...pieces.map((id) => ({ kind: 'piece' as const, id })),
];

/**
 * Keys first: from then on nothing sealed opens, whatever comes of the rest. Then what no key guards: photos, published copies
 * and their letters. The mark `done` comes last.
 */
async function carryOut(tools: Tools, id: string, at: string): Promise<Erasure | null> {
  const docs = tools.collections.of<ErasureDoc>('erasures');
  const erasure = await docs.findOne({ _id: id });
  if (erasure?.state !== 'approved') return toErasure(erasure);
  await tools.sealing.destroyKeys(erasure.keys, at);
  await tools.onPoint('erase:after-keys');
  await tools.similar.remove(erasure.numbers);
  const { photos } = erasure;
  for (const owner of ownersOf(erasure)) {
    const { deleted, kept } = await tools.photos.release(owner);
    photos.deleted += deleted;
    photos.kept += kept;
    // Counted as they go: what a crash cuts short has let go of its photos already.
    await docs.updateOne({ _id: id }, { $set: { photos } });
  }
  await tools.onPoint('erase:after-photos');
  for (const piece of erasure.pieces) await clearOpenTexts(tools.collections, piece, at);
  await tools.onPoint('erase:after-texts');
  await docs.updateOne({ _id: id, state: 'approved' }, { $set: { state: 'done', finishedAt: at } });
  return toErasure(await docs.findOne({ _id: id }));
}

async function list(
  collections: Collections,
  filter: { no?: string; state?: Erasure['state'] },
  page: PageRequest = {},
): Promise<Page<Erasure>> {
  const limit = pageSize(page);
  const found = await collections
    .of<ErasureDoc>('erasures')
    .find({ $and: [filter, after(page.cursor, 'requestedAt', -1)] })
    .sort({ requestedAt: -1, _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { items, next } = toPage(found, limit, (doc) => [doc.requestedAt, doc._id]);
  return { items: items.map(erasureOf), next };
}

const erasureOf = ({ _id, ...rest }: ErasureDoc): Erasure => ({ id: _id, ...rest });
const toErasure = (doc: ErasureDoc | null): Erasure | null => (doc === null ? null : erasureOf(doc));
