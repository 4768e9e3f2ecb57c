import { StoreError } from './errors';

/** One page of a list; `next` is opaque and null on the last page. */
export type Page<T> = { items: T[]; next: string | null };
export type PageRequest = { limit?: number; cursor?: string | null };

const largestPage = 200;
const usualPage = 50;

export const pageSize = (request: PageRequest): number => Math.min(Math.max(request.limit ?? usualPage, 1), largestPage);

/** The sort keys of the last row, made opaque so that nobody builds on their form. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Throws `BAD_CURSOR` for anything `encodeCursor` did not make with this many keys. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === length && keys.every(isKey)) return keys;
  } catch {
    // falls through to the one refusal below
  }
  throw new StoreError('BAD_CURSOR', 'this cursor was not given by this list');
}

const isKey = (key: unknown): key is string | number => typeof key === 'string' || typeof key === 'number';

/**
 * The filter for rows after the cursor in the order (field, _id), both in the same direction: a keyset, so that rows inserted
 * while somebody pages are neither repeated nor lost.
 */
export function after(cursor: string | null | undefined, field: string, direction: 1 | -1): Record<string, unknown> {
  if (!cursor) return {};
  const [value, id] = decodeCursor(cursor, 2);
  const beyond = direction === 1 ? '$gt' : '$lt';
  return { $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: id } }] };
}

/** Cuts rows fetched with one more than the limit into a page. */
export function toPage<T>(rows: T[], limit: number, keys: (row: T) => (string | number)[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keys(last)) : null };
}
