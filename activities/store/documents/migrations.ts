import type { ClockChange, ClockPolicy, Landing, MigrationBlock, Role, StepMapping } from '#domain';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { pageSize, type Page, type PageRequest } from '../cursor';

/** Running issues on their way to another release (DESIGN 8): what was decided once, for all of them. */
export type Migration = {
  id: string;
  city: string;
  /** Plan hashes and numbers of both releases. */
  from: string;
  to: string;
  fromNumber: number;
  toNumber: number;
  steps: StepMapping;
  clocks: ClockPolicy;
  /** The edition of the new release's calendar, for issues that have not used it. */
  editions: Record<string, number>;
  reason: string;
  /** Who began it, and what they were then: each command is theirs. */
  by: string;
  roles: Role[];
  /** Real times. */
  startedAt: string;
  state: 'running' | 'done';
  finishedAt: string | null;
};

/** What came of it for one issue; `outcome` is null until it is done there. */
export type MigrationItem = {
  no: string;
  outcome: MigrationOutcome | null;
  /** The code of a refusal. */
  code: string | null;
  blocks: MigrationBlock[];
  landings: Landing[];
  moves: ClockChange[];
  /** Cards that went to review (DOMAIN R12). */
  review: number;
  at: string | null;
};
/** `blocked`: it cannot move; `ended`: it was closed before its turn came. */
export type MigrationOutcome = 'moved' | 'blocked' | 'ended' | 'refused';

export type Migrations = {
  /** With an item for each issue; the first with an id stays: a request sent twice is one batch. */
  begin(one: Migration, issues: readonly string[]): Promise<Migration>;
  get(id: string): Promise<Migration | null>;
  /** Newest first. */
  list(city: string): Promise<Migration[]>;
  running(): Promise<Migration[]>;
  end(id: string, at: string): Promise<void>;
  items(id: string, page?: PageRequest): Promise<Page<MigrationItem>>;
  /** Those that nothing has come of yet, at most so many, in the order of their numbers after `after`. */
  waiting(id: string, most: number, after: string | null): Promise<MigrationItem[]>;
  note(id: string, item: MigrationItem): Promise<void>;
  /** How many issues have each outcome; `waiting` have none yet. */
  counts(id: string): Promise<Record<MigrationOutcome | 'waiting', number>>;
};

type MigrationDoc = Doc & Omit<Migration, 'id'>;
type ItemDoc = Doc & MigrationItem & { migration: string };

export function createMigrations(collections: Collections): Migrations {
  const docs = collections.of<MigrationDoc>('migrations');
  const items = collections.of<ItemDoc>('migrationItems');
  const itemId = (id: string, no: string): string => `${id}/${no}`;
  const get = async (id: string): Promise<Migration | null> => {
    const doc = await docs.findOne({ _id: id });
    return doc === null ? null : read(doc);
  };
  const found = async (filter: object, most: number): Promise<MigrationItem[]> =>
    (await items.find(filter).sort({ _id: 1 }).limit(most).toArray()).map(itemOf);
  return {
    get,
    begin: async ({ id, ...one }, issues) => {
      const known = await get(id);
      if (known) return known;
      // Items first: a batch that can be read, and carried out, has all of them.
      for (const no of issues) {
        const _id = itemId(id, no);
        await items.replaceOne({ _id }, { ...untouched(no), migration: id }, { upsert: true });
      }
      const doc = { _id: id, ...one };
      try {
        await docs.insertOne(doc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return (await get(id)) ?? read(doc);
    },
    list: async (city) => (await docs.find({ city }).sort({ startedAt: -1, _id: -1 }).toArray()).map(read),
    running: async () => (await docs.find({ state: 'running' }).toArray()).map(read),
    end: async (id, at) => {
      await docs.updateOne({ _id: id, state: 'running' }, { $set: { state: 'done', finishedAt: at } });
    },
    items: async (id, page = {}) => {
      const limit = pageSize(page);
      const after = page.cursor ? { _id: { $gt: itemId(id, page.cursor) } } : {};
      const all = await found({ migration: id, ...after }, limit + 1);
      const shown = all.slice(0, limit);
      return { items: shown, next: all.length > limit ? (shown.at(-1)?.no ?? null) : null };
    },
    waiting: (id, most, after) =>
      found({ migration: id, outcome: null, ...(after === null ? {} : { _id: { $gt: itemId(id, after) } }) }, most),
    note: async (id, item) => {
      await items.replaceOne({ _id: itemId(id, item.no) }, { ...item, migration: id }, { upsert: true });
    },
    counts: async (id) => {
      const groups = await items
        .aggregate<{ _id: MigrationItem['outcome']; count: number }>([
          { $match: { migration: id } },
          { $group: { _id: '$outcome', count: { $sum: 1 } } },
        ])
        .toArray();
      const counts = { moved: 0, blocked: 0, ended: 0, refused: 0, waiting: 0 };
      for (const { _id, count } of groups) counts[_id ?? 'waiting'] = count;
      return counts;
    },
  };
}

const untouched = (no: string): MigrationItem => ({
  ...{ no, outcome: null, code: null, blocks: [], landings: [], moves: [], review: 0, at: null },
});

const read = ({ _id: id, ...one }: MigrationDoc): Migration => ({ ...one, id });

const itemOf = ({ _id, migration: _migration, ...item }: ItemDoc): MigrationItem => item;
