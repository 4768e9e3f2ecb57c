/** Edits that no server has yet, with the revision they began from: kept in the browser, so that a reload loses nothing. */
export type Kept<T> = { base: T; etag: string; document: T };

type Parse<T> = (read: unknown) => T | null;

const keyOf = (kind: string, id: string): string => `liangxin.draft.${kind}.${id}`;

export function keep<T>(kind: string, id: string, kept: Kept<T>): void {
  try {
    localStorage.setItem(keyOf(kind, id), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or is full: the page itself still holds the edits.
  }
}

export function forget(kind: string, id: string): void {
  try {
    localStorage.removeItem(keyOf(kind, id));
  } catch {
    // As above.
  }
}

/** What was kept; nothing when there is none or it is no such document any more. */
export function kept<T>(kind: string, id: string, parse: Parse<T>): Kept<T> | null {
  try {
    const read = JSON.parse(localStorage.getItem(keyOf(kind, id)) ?? 'null') as Partial<Kept<unknown>> | null;
    const [base, document] = [parse(read?.base), parse(read?.document)];
    if (base === null || document === null || typeof read?.etag !== 'string') return null;
    return { base, etag: read.etag, document };
  } catch {
    return null;
  }
}
