import { dayEditionSchema, type DayEdition } from '#domain';
import { isDuplicate, type Collections, type Doc } from '../collections';
import { parsed } from '../parsed';

/** The days of a calendar in numbered, immutable editions (DESIGN 7). */
export type Days = {
  /** The edition must be the one after the last (1 at first); else `ok: false` with the last one's number. */
  add(edition: DayEdition): Promise<{ ok: true } | { ok: false; code: 'REVISION_CONFLICT'; last: number }>;
  get(calendar: string, edition: number): Promise<DayEdition | null>;
  latest(calendar: string): Promise<DayEdition | null>;
  editions(calendar: string): Promise<number[]>;
};

type DaysDoc = Doc & { calendar: string; edition: number; document: unknown };

export function createDays(collections: Collections): Days {
  const docs = collections.of<DaysDoc>('days');
  const read = (doc: DaysDoc | null) => (doc === null ? null : parsed(dayEditionSchema, doc.document, `days/${doc._id}`));
  const editions = async (calendar: string) => {
    const found = await docs.find({ calendar }, { projection: { edition: 1 } }).toArray();
    return found.map(({ edition }) => edition).sort((a, b) => a - b);
  };
  const lastOf = async (calendar: string) => (await editions(calendar)).at(-1) ?? 0;
  // An edition never changes: read and parsed once, as every intake asks for the latest.
  const held = new Map<string, DayEdition>();
  const get = async (calendar: string, edition: number) => {
    const name = `${calendar}/${edition}`;
    const known = held.get(name) ?? read(await docs.findOne({ _id: name }));
    if (known !== null) held.set(name, known);
    return known;
  };
  return {
    get,
    editions,
    latest: async (calendar) => get(calendar, await lastOf(calendar)),
    add: async (given) => {
      const document = parsed(dayEditionSchema, given, `day edition ${given.calendar}/${given.edition}`);
      const { calendar, edition } = document;
      const last = await lastOf(calendar);
      if (edition !== last + 1) return { ok: false, code: 'REVISION_CONFLICT', last };
      try {
        await docs.insertOne({ _id: `${calendar}/${edition}`, calendar, edition, document });
        return { ok: true };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return { ok: false, code: 'REVISION_CONFLICT', last: edition };
      }
    },
  };
}
