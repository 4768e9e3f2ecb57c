import type { Facts, IntakeRecord } from '#domain';
import type { Page, PageRequest } from './cursor';

/** What a resident or a source submits, in plain text: the store seals it under the number it allocates. */
export type NewIntake = Omit<IntakeRecord, 'no' | 'acceptedAt' | 'promiseDue'> & { facts?: Facts; relapseOf?: string | null };

export type StoredIntake = {
  no: string;
  source: string;
  externalId: string;
  state: 'inserted' | 'started';
  insertedAt: string;
  startedAt: string | null;
  /** Sealed name, phone, address and text. */
  intake: IntakeRecord;
  facts: Facts;
  relapseOf: string | null;
};

export type InsertedIntake = {
  no: string;
  created: boolean;
  /** For the resident's page; the store keeps only its hash. */ token: string;
  stored: StoredIntake;
};

export type Intakes = {
  /** Unique by (source, externalId): the same again answers with the first one's number and token and `created: false`. */
  insert(intake: NewIntake): Promise<InsertedIntake>;
  markStarted(no: string, at: string): Promise<void>;
  unstartedOlderThan(ms: number, now: string, limit?: number): Promise<StoredIntake[]>;
  get(no: string): Promise<StoredIntake | null>;
  byExternalId(source: string, externalId: string): Promise<StoredIntake | null>;
  /** The intake of a number when the token is its own, else null. */
  track(no: string, token: string): Promise<StoredIntake | null>;
  list(
    filter: { source?: string; from?: string; to?: string; numbers?: string[] },
    page?: PageRequest,
  ): Promise<Page<StoredIntake>>;
};
