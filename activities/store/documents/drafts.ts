import type { z } from 'zod';

export type Revised<T> = { id: string; revision: number; updatedAt: string; updatedBy: string; document: T };

export type SaveResult<T> =
  | { ok: true; saved: Revised<T> }
  /** Nothing was overwritten: both sides, for the person to choose. `theirs` is null when it was deleted meanwhile. */
  | { ok: false; code: 'REVISION_CONFLICT'; yours: T; theirs: Revised<T> | null };

export type Drafts<T> = {
  get(id: string): Promise<Revised<T> | null>;
  list(): Promise<Revised<T>[]>;
  /** `revision` is the one read, 0 for a new document; the saved one is one higher. */
  save(id: string, document: T, revision: number, by: { person: string; at: string }): Promise<SaveResult<T>>;
  remove(id: string, revision: number): Promise<SaveResult<T | null>>;
};

export type DraftSchema<T> = z.ZodType<T>;
