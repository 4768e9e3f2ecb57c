import type { DayEdition } from '#domain';

/** The days of a calendar in numbered, immutable editions (DESIGN 7). */
export type Days = {
  /** The edition must be the one after the last (1 at first); else `ok: false` with the last one's number. */
  add(edition: DayEdition): Promise<{ ok: true } | { ok: false; code: 'REVISION_CONFLICT'; last: number }>;
  get(calendar: string, edition: number): Promise<DayEdition | null>;
  latest(calendar: string): Promise<DayEdition | null>;
  editions(calendar: string): Promise<number[]>;
};
