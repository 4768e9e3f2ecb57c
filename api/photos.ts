import type { PhotoOwner } from '#store';
import type { Deps } from './deps';
import { Refusal } from './problem';

type File = { buffer: Buffer };

/** Keeps what was sent with a form for its owner: the store looks at the bytes, not at names. Throws for what is no photo or too large. */
export async function keepPhotos(
  deps: Deps,
  files: readonly File[],
  owner: PhotoOwner,
): Promise<{ hash: string; type: string; width: number; height: number }[]> {
  const kept = [];
  for (const [at, file] of files.entries()) {
    const result = await deps.store.photos.put(file.buffer, owner);
    if (!result.ok)
      throw new Refusal(result.code === 'PHOTO_TOO_LARGE' ? 'PAYLOAD_TOO_LARGE' : 'UNSUPPORTED_MEDIA_TYPE', {
        fields: [{ path: `body.photos.${at}`, message: result.message }],
      });
    const { hash, type, width, height } = result.photo;
    kept.push({ hash, type, width, height });
  }
  return kept;
}

export const referenceOf = ({ hash, type }: { hash: string; type: string }) => ({ hash, type });
