import { mongo } from 'mongoose';

/** Surprises of the store. Expected refusals are values with a `code`; these are thrown. */
export type StoreErrorCode =
  /** A confirmed step would have been changed: the caller works on a past that never was. */
  | 'RECORD_CONFLICT'
  /** A stored document does not fit its schema; the message names collection and id. */
  | 'BAD_DOCUMENT'
  /** No city was loaded into this database yet: there are no settings in code. */
  | 'NO_CITY'
  | 'BAD_CURSOR'
  /** The key was destroyed on request; nothing more can be sealed under it. */
  | 'ERASED'
  /** The master key in use is not the one this database was sealed with. */
  | 'MASTER_KEY_WRONG'
  | 'STORE_UNREACHABLE';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** The server did not answer: whether a write happened is not known, and the same again is safe. */
export const isAway = (error: unknown): boolean =>
  (error instanceof StoreError && error.code === 'STORE_UNREACHABLE') ||
  error instanceof mongo.MongoNetworkError ||
  error instanceof mongo.MongoServerSelectionError ||
  error instanceof mongo.MongoNotConnectedError;
