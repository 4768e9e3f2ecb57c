import type { Role } from '#domain';
import type { PhotoOwner } from '#store';
import { type Signed, mayRead, readsEverything } from './access';
import type { Deps } from './deps';
import { Refusal } from './problem';

/** Who reads drafts of stories: the same as the routes of pieces. */
const newsroom: ReadonlySet<Role> = new Set<Role>([
  'reporter',
  'editor',
  'reviewer2',
  'reviewer3',
  'proofreader',
  'citySupervision',
  'auditor',
  'chief',
]);

/** Whether a photo belongs to something this person may see: a hash alone opens nothing. */
export async function maySeePhoto(deps: Deps, who: Signed, hash: string): Promise<boolean> {
  for (const owner of await deps.store.photos.owners(hash)) if (await maySeeOwner(deps, who, owner)) return true;
  return false;
}

async function maySeeOwner(deps: Deps, who: Signed, { kind, id }: PhotoOwner): Promise<boolean> {
  if (kind === 'upload') return id === who.person.id;
  if (kind === 'number') return maySeeNumber(deps, who, id);
  return who.person.roles.some((role) => newsroom.has(role)) || isPublished(deps, id);
}

/** By the issue that handles the intake now, or handled it before it was merged. */
async function maySeeNumber({ store }: Deps, who: Signed, no: string): Promise<boolean> {
  if (readsEverything(who)) return true;
  const rows = await Promise.all([store.issues.byIntake(no), store.issues.get(no)]);
  return rows.some((row) => row !== null && mayRead(who, row.view));
}

const isPublished = async ({ store }: Deps, piece: string): Promise<boolean> =>
  (await store.stories.get(piece))?.withdrawn === false;

type Reference = { hash: string };

/** Nobody attaches a photo they may not see: naming its hash would open it to others. Throws `INVALID_INPUT`. */
export async function checkPhotos(deps: Deps, who: Signed, photos: readonly Reference[], place: string): Promise<void> {
  const seen = await Promise.all(photos.map(({ hash }) => maySeePhoto(deps, who, hash)));
  const unknown = seen.flatMap((ok, i) => (ok ? [] : [{ path: `${place}.${i}`, message: 'no such photo' }]));
  if (unknown.length > 0) throw new Refusal('INVALID_INPUT', { fields: unknown });
}

/** A source has uploaded nothing here: it may name only photos of its own intakes. Throws `INVALID_INPUT`. */
export async function checkSourcePhotos({ store }: Deps, source: string, photos: readonly Reference[]): Promise<void> {
  const theirs = async ({ kind, id }: PhotoOwner) => kind === 'number' && (await store.intakes.get(id))?.source === source;
  for (const [i, { hash }] of photos.entries()) {
    const owned = await Promise.all((await store.photos.owners(hash)).map(theirs));
    if (!owned.includes(true))
      throw new Refusal('INVALID_INPUT', { fields: [{ path: `body.data.photos.${i}`, message: 'no such photo' }] });
  }
}

/**
 * Runs a command that names photos: they belong to the issue or piece before it is given, so that none in use is ever without an
 * owner, and no longer when it is refused. Throws `INVALID_INPUT` for photos the person may not see.
 */
export async function withPhotos<T>(deps: Deps, who: Signed, given: Given, work: () => Promise<T>): Promise<T> {
  const { photos: store } = deps.store;
  const photos = photosIn(given.data);
  if (photos.length === 0) return work();
  await checkPhotos(deps, who, photos, 'body.data');
  const hashes = await unowned(deps, photos, given.owner);
  await store.link(hashes, given.owner);
  try {
    const done = await work();
    await store.unlink(hashes, { kind: 'upload', id: who.person.id });
    return done;
  } catch (error) {
    // Without an answer nobody knows whether it happened: then the photos stay.
    if (error instanceof Refusal && error.code !== 'UNAVAILABLE')
      await store.unlink(await unrecorded(deps, hashes, given.owner), given.owner);
    throw error;
  }
}

/** A second click may have been accepted meanwhile: what stands in the record stays its own. */
async function unrecorded({ store }: Deps, hashes: readonly string[], { kind, id }: PhotoOwner): Promise<string[]> {
  const text = JSON.stringify((await (kind === 'piece' ? store.pieces.state(id) : store.issues.state(id))) ?? {});
  return hashes.filter((hash) => !text.includes(hash));
}

type Given = { data: unknown; owner: PhotoOwner };

/** Those that the owner does not have yet: only these are taken back when the command is refused. */
async function unowned({ store }: Deps, photos: readonly Reference[], { kind, id }: PhotoOwner): Promise<string[]> {
  const hashes = [...new Set(photos.map(({ hash }) => hash))];
  const owners = await Promise.all(hashes.map((hash) => store.photos.owners(hash)));
  return hashes.filter((_, i) => !owners[i]?.some((owner) => owner.kind === kind && owner.id === id));
}

/** References to photos in a command's data, wherever its schema has them. */
function photosIn(data: unknown): Reference[] {
  if (typeof data !== 'object' || data === null) return [];
  const { photos, media } = data as { photos?: unknown; media?: unknown };
  return [photos, media].flatMap((list) => (Array.isArray(list) ? list.filter(isReference) : []));
}

const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && typeof (value as { hash?: unknown }).hash === 'string';
