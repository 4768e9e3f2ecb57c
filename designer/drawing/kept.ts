import { flowSchema, type Flow } from '#domain';

/** Edits that no server has yet, with the revision they began from: kept in the browser, so that a reload loses nothing. */
export type Kept = { base: Flow; etag: string; flow: Flow };

const keyOf = (id: string): string => `liangxin.drawing.${id}`;

export function keep(id: string, kept: Kept): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or is full: the page itself still holds the edits.
  }
}

export function forget(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // As above.
  }
}

/** What was kept; nothing when there is none or it is no flow any more. */
export function kept(id: string): Kept | null {
  try {
    const read = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Partial<Kept> | null;
    const [base, flow] = [flowSchema.safeParse(read?.base), flowSchema.safeParse(read?.flow)];
    if (!base.success || !flow.success || typeof read?.etag !== 'string') return null;
    return { base: base.data, etag: read.etag, flow: flow.data };
  } catch {
    return null;
  }
}
