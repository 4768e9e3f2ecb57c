import {
  type CalendarChange,
  type ClockChange,
  type DayEdition,
  type WorkingStep,
  calendarChangeSchema,
  dayEditionSchema,
} from '#domain';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { pageSize, type Page, type PageRequest } from '../cursor';
import { parsed } from '../parsed';

/** Previewed, being carried to the issues, done; or overtaken by another edition before it was applied. */
export type ImportState = 'previewed' | 'applying' | 'done' | 'overtaken';

/** A change of a calendar on its way to being an edition (DOMAIN R7): what was previewed is what is applied. */
export type CalendarImport = {
  id: string;
  calendar: string;
  change: CalendarChange;
  /** The edition it makes, whole; its number is that of the edition it was previewed on plus one. */
  edition: DayEdition;
  by: string;
  /** Real times. */
  previewedAt: string;
  state: ImportState;
  /** Open issues looked at, those that move, clocks that move, notices that go out, dues that stop or start to be provisional. */
  summary: { open: number; moved: number; clocks: number; notices: number; unread: number };
  appliedBy: string | null;
  appliedAt: string | null;
  finishedAt: string | null;
  /** When issues that had begun on the old edition meanwhile were looked for a last time. */
  settledAt: string | null;
};

/** One clock that moves, with both workings as they were at the time. */
export type MovedClock = ClockChange & { fromWorking: WorkingStep[]; toWorking: WorkingStep[]; provisionalBefore: string | null };

/** What an import does to one issue. `outcome` is null until it is done there. */
export type ImportItem = {
  no: string;
  moves: MovedClock[];
  notices: number;
  /** Cards that go to review (DOMAIN R9). */
  review: number;
  outcome: 'moved' | 'unchanged' | 'ended' | 'refused' | null;
  code: string | null;
  at: string | null;
};

export type CalendarImports = {
  /** The first with an id stays: a request sent twice is one import. */
  put(one: CalendarImport, items: readonly ImportItem[]): Promise<CalendarImport>;
  get(id: string): Promise<CalendarImport | null>;
  /** Newest first. */
  list(calendar: string): Promise<CalendarImport[]>;
  /** From `previewed` on, once; false when it had left that state. */
  begin(id: string, by: { person: string; at: string }): Promise<boolean>;
  end(id: string, state: 'done' | 'overtaken', at: string): Promise<void>;
  settle(id: string, at: string): Promise<void>;
  /** Being applied, and those done whose last look is still owed. */
  unfinished(): Promise<CalendarImport[]>;
  items(id: string, page?: PageRequest): Promise<Page<ImportItem>>;
  item(id: string, no: string): Promise<ImportItem | null>;
  note(id: string, item: ImportItem): Promise<void>;
  /** How many items have each outcome; `waiting` have none yet. */
  counts(id: string): Promise<Record<NonNullable<ImportItem['outcome']> | 'waiting', number>>;
};

type ImportDoc = Doc & Omit<CalendarImport, 'id'>;
type ItemDoc = Doc & ImportItem & { import: string };

export function createCalendarImports(collections: Collections): CalendarImports {
  const docs = collections.of<ImportDoc>('calendarImports');
  const items = collections.of<ItemDoc>('calendarItems');
  const get = async (id: string) => {
    const doc = await docs.findOne({ _id: id });
    return doc === null ? null : read(doc);
  };
  const itemId = (id: string, no: string) => `${id}/${no}`;
  return {
    get,
    put: async ({ id, ...one }, given) => {
      const known = await get(id);
      if (known) return known;
      // Items first: an import that can be read has all of them.
      for (const item of given) await items.replaceOne({ _id: itemId(id, item.no) }, { ...item, import: id }, { upsert: true });
      const doc = { _id: id, ...one };
      try {
        await docs.insertOne(doc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return (await get(id)) ?? read(doc);
    },
    list: async (calendar) => (await docs.find({ calendar }).sort({ previewedAt: -1, _id: -1 }).toArray()).map(read),
    begin: async (id, { person, at }) => {
      const change = { $set: { state: 'applying' as const, appliedBy: person, appliedAt: at } };
      return (await docs.updateOne({ _id: id, state: 'previewed' }, change)).matchedCount === 1;
    },
    end: async (id, state, at) => {
      await docs.updateOne({ _id: id, state: 'applying' }, { $set: { state, finishedAt: at } });
    },
    settle: async (id, at) => {
      await docs.updateOne({ _id: id, state: 'done' }, { $set: { settledAt: at } });
    },
    unfinished: async () => {
      const found = await docs.find({ settledAt: null, state: { $in: ['applying', 'done'] } }).toArray();
      return found.map(read);
    },
    items: async (id, page = {}) => {
      const limit = pageSize(page);
      const after = page.cursor ? { _id: { $gt: itemId(id, page.cursor) } } : {};
      const found = await items
        .find({ import: id, ...after })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray();
      const shown = found.slice(0, limit);
      return { items: shown.map(itemOf), next: found.length > limit ? (shown.at(-1)?.no ?? null) : null };
    },
    item: async (id, no) => {
      const doc = await items.findOne({ _id: itemId(id, no) });
      return doc === null ? null : itemOf(doc);
    },
    note: async (id, item) => {
      await items.replaceOne({ _id: itemId(id, item.no) }, { ...item, import: id }, { upsert: true });
    },
    counts: async (id) => {
      const groups = await items
        .aggregate<{ _id: ImportItem['outcome']; count: number }>([
          { $match: { import: id } },
          { $group: { _id: '$outcome', count: { $sum: 1 } } },
        ])
        .toArray();
      const counts = { moved: 0, unchanged: 0, ended: 0, refused: 0, waiting: 0 };
      for (const { _id, count } of groups) counts[_id ?? 'waiting'] = count;
      return counts;
    },
  };
}

function read({ _id: id, ...one }: ImportDoc): CalendarImport {
  const at = `calendarImports/${id}`;
  const change = parsed(calendarChangeSchema, one.change, at);
  return { ...one, id, change, edition: parsed(dayEditionSchema, one.edition, at) };
}

const itemOf = ({ _id, import: _import, ...item }: ItemDoc): ImportItem => item;
