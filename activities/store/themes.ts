import { type Theme, themeStates, type ThemeState } from '#domain';
import { isDuplicate, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';

/** A theme as it is kept: with the revision its next change must name. */
export type StoredTheme = { revision: number; theme: Theme };

export type Themes = {
  /** False when a theme of this id is there: another sweep was first. */
  propose(theme: Theme): Promise<boolean>;
  /** Adds submissions to an open theme; those it has stay once. */
  join(id: string, intakes: readonly string[]): Promise<void>;
  get(id: string): Promise<StoredTheme | null>;
  /** Compare and set: false when somebody changed it meanwhile. */
  save(theme: Theme, revision: number): Promise<boolean>;
  list(filter: { state?: ThemeState }, page?: PageRequest): Promise<Page<StoredTheme>>;
  /** How many wait for a decision. */
  countProposed(): Promise<number>;
  /** The newest theme that one of these submissions belongs to; dismissed ones bind nobody. */
  ofIntakes(intakes: readonly string[]): Promise<StoredTheme | null>;
  /** By category: how many there were, the end of the last window, and those that are open. */
  soFar(): Promise<ReadonlyMap<string, { count: number; to: string; open: Theme[] }>>;
};

type ThemeDoc = Doc & { revision: number; state: ThemeState; category: string; to: string; theme: Theme };

export function createThemes(collections: Collections): Themes {
  const docs = collections.of<ThemeDoc>('themes');
  const get = async (id: string) => toStored(await docs.findOne({ _id: id }));
  const save = async (theme: Theme, revision: number) =>
    (await docs.replaceOne({ _id: theme.id, revision }, docOf(theme, revision + 1))).matchedCount === 1;
  return {
    propose: async (theme) => {
      try {
        await docs.insertOne({ _id: theme.id, ...docOf(theme, 1) });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    join: async (id, intakes) => {
      for (;;) {
        const found = await get(id);
        if (found === null) return;
        const more = intakes.filter((no) => !found.theme.intakes.includes(no));
        if (more.length === 0) return;
        if (await save({ ...found.theme, intakes: [...found.theme.intakes, ...more] }, found.revision)) return;
      }
    },
    get,
    save,
    list: async ({ state }, page = {}) => {
      const limit = pageSize(page);
      const found = await docs
        .find({ $and: [state === undefined ? {} : { state }, after(page.cursor, 'to', -1)] })
        .sort({ to: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (doc) => [doc.to, doc._id]);
      return { items: items.map(storedOf), next };
    },
    countProposed: () => docs.countDocuments({ state: 'PROPOSED' }),
    ofIntakes: async (intakes) => {
      const shown = themeStates.filter((state) => state !== 'DISMISSED');
      const found = await docs
        .find({ 'theme.intakes': { $in: [...intakes] }, state: { $in: shown } })
        .sort({ to: -1, _id: -1 })
        .limit(1)
        .toArray();
      return toStored(found[0] ?? null);
    },
    soFar: async () => {
      const known = new Map<string, { count: number; to: string; open: Theme[] }>();
      for (const { category, to, theme } of await docs.find({}).sort({ to: 1, _id: 1 }).toArray()) {
        const before = known.get(category) ?? { count: 0, to, open: [] };
        const isOpen = theme.state === 'PROPOSED' || theme.state === 'ACCEPTED';
        known.set(category, { count: before.count + 1, to, open: [...before.open, ...(isOpen ? [theme] : [])] });
      }
      return known;
    },
  };
}

const docOf = (theme: Theme, revision: number): Omit<ThemeDoc, '_id'> => ({
  ...{ revision, state: theme.state, category: theme.category, to: theme.window.to, theme },
});
const storedOf = ({ revision, theme }: ThemeDoc): StoredTheme => ({ revision, theme });
const toStored = (doc: ThemeDoc | null): StoredTheme | null => (doc === null ? null : storedOf(doc));
