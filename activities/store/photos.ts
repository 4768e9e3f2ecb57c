export type PhotoVariant = 'full' | 'thumbnail';
export type StoredPhoto = { hash: string; type: string; width: number; height: number; size: number };
export type PhotoResult =
  { ok: true; photo: StoredPhoto } | { ok: false; code: 'NOT_AN_IMAGE' | 'PHOTO_TOO_LARGE'; message: string };

/** Where photos lie; the folder of `photosIn` is one, an S3-like store would be another. */
export type Photos = {
  /** Looks at the bytes, not the name; re-encodes (EXIF gone); the same picture again is one file. */
  put(bytes: Uint8Array): Promise<PhotoResult>;
  get(hash: string, variant: PhotoVariant): Promise<{ type: string; bytes: Buffer } | null>;
};
