import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { CitySettings } from './documents/settings';

export type PhotoVariant = 'full' | 'thumbnail';
export type StoredPhoto = { hash: string; type: string; width: number; height: number; size: number };
export type PhotoResult =
  { ok: true; photo: StoredPhoto } | { ok: false; code: 'NOT_AN_IMAGE' | 'PHOTO_TOO_LARGE'; message: string };

/** Where photos lie; the folder of `photosIn` is one, an S3-like store would be another. */
export type PhotoFiles = {
  /** Looks at the bytes, not the name; re-encodes (EXIF gone). `named` is told the hash before the file is there. */
  put(bytes: Uint8Array, named: (hash: string) => Promise<void>): Promise<PhotoResult>;
  get(hash: string, variant: PhotoVariant): Promise<{ type: string; bytes: Buffer } | null>;
  /** Deletes a photo unless it is wanted: asked once the file is out of sight, so that whoever comes meanwhile writes it anew. */
  remove(hash: string, isWanted: () => Promise<boolean>): Promise<'deleted' | 'kept'>;
};

type Limits = CitySettings['photos'];

/** Photos as files named by their content: `<folder>/<2 digits>/<hash>.jpg` and `.thumbnail.jpg`. */
export function photosIn(folder: string, limits: () => Promise<Limits>): PhotoFiles {
  const fileOf = (hash: string, variant: PhotoVariant) =>
    path.join(folder, hash.slice(0, 2), variant === 'full' ? `${hash}.jpg` : `${hash}.thumbnail.jpg`);
  return {
    put: async (bytes, named) => {
      const allowed = await limits();
      if (bytes.length > allowed.maxBytes) return tooLarge(`${bytes.length} bytes, at most ${allowed.maxBytes}`);
      const picture = isPicture(bytes) ? await reencoded(bytes, allowed) : null;
      if (picture === null) return { ok: false, code: 'NOT_AN_IMAGE', message: 'not a JPEG, PNG, WebP or GIF picture' };
      if ('tooMany' in picture) return tooLarge(`more than ${allowed.maxPixels} pixels`);
      const hash = createHash('sha256').update(picture.full).digest('hex');
      await named(hash);
      await writeOnce(fileOf(hash, 'thumbnail'), picture.thumbnail);
      await writeOnce(fileOf(hash, 'full'), picture.full);
      const { width, height } = picture;
      return { ok: true, photo: { hash, type: 'image/jpeg', width, height, size: picture.full.length } };
    },
    get: async (hash, variant) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null;
      const bytes = await readFile(fileOf(hash, variant)).catch(orNull);
      return bytes === null ? null : { type: 'image/jpeg', bytes };
    },
    remove: async (hash, isWanted) => {
      const files = [fileOf(hash, 'full'), fileOf(hash, 'thumbnail')];
      for (const file of files) await rename(file, leaving(file)).catch(orNull);
      const kept = await isWanted();
      for (const file of files) await (kept ? putBack(file) : rm(leaving(file), { force: true }));
      return kept ? 'kept' : 'deleted';
    },
  };
}

const tooLarge = (message: string): PhotoResult => ({ ok: false, code: 'PHOTO_TOO_LARGE', message });

const signatures: readonly { at: number; bytes: number[] }[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff] },
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
];

/** By its first bytes: what an SVG or a PDF could do inside a decoder is not tried. */
const isPicture = (bytes: Uint8Array): boolean =>
  signatures.some(({ at, bytes: signature }) => signature.every((byte, i) => bytes[at + i] === byte));

type Picture = { full: Buffer; thumbnail: Buffer; width: number; height: number };

/** Turned upright, fitted and written anew without metadata; `null` when the bytes only pretend to be a picture. */
async function reencoded(bytes: Uint8Array, limits: Limits): Promise<Picture | { tooMany: true } | null> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > limits.maxPixels) return { tooMany: true };
    const fitted = (side: number) =>
      sharp(bytes, { limitInputPixels: limits.maxPixels })
        .rotate()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: limits.quality })
        .toBuffer({ resolveWithObject: true });
    const [full, thumbnail] = [await fitted(limits.maxSide), await fitted(limits.thumbnailSide)];
    return { full: full.data, thumbnail: thumbnail.data, width: full.info.width, height: full.info.height };
  } catch {
    return null;
  }
}

/** A name no reader knows; the same each time, so that a deletion that was cut short is finished by the next. */
const leaving = (file: string): string => `${file}.leaving`;

async function putBack(file: string): Promise<void> {
  await rename(leaving(file), file).catch(orNull);
}

/** Whole or not at all: written aside, then renamed. */
async function writeOnce(file: string, bytes: Buffer): Promise<void> {
  if ((await stat(file).catch(orNull)) !== null) return;
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, bytes, { flush: true });
  await rename(aside, file);
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
