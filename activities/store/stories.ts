import { isDuplicate, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';

export type PublicByline = { role: 'reporter' | 'editor' | 'proofreader' | 'reviewer2' | 'reviewer3'; names: string[] }[];

/** A published story as the public may read it: open, masked text, by names; nothing of the drafts behind it. */
export type PublicStory = {
  /** The piece it came of. */
  id: string;
  issue: string;
  version: number;
  title: string;
  paragraphs: string[];
  media: { hash: string; type: string; caption?: string | undefined }[];
  publishedAt: string;
  byline: PublicByline;
  ai: { attribute: string; provider: string; contentId: string } | null;
  correction: { at: string; text: string } | null;
  withdrawn: boolean;
};

export type Stories = {
  /** Puts a version in place; an earlier one never replaces a later. */
  put(story: PublicStory): Promise<void>;
  /** Takes the text away and leaves the mark that there was one. */
  withdraw(id: string, version: number): Promise<void>;
  get(id: string): Promise<PublicStory | null>;
  /** What stands in public, the newest first. */
  list(filter: { issue?: string }, page?: PageRequest): Promise<Page<PublicStory>>;
};

/** `erased`: the words of this version are deleted and never come back; a later version may stand here. */
export type StoryDoc = Doc & Omit<PublicStory, 'id'> & { erased?: true };

export function createStories(collections: Collections): Stories {
  const docs = collections.of<StoryDoc>('stories');
  return {
    put: async ({ id, ...story }) => {
      try {
        await docs.insertOne({ _id: id, ...story });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const { version } = story;
        const gives = [{ version: { $lt: version } }, { version, erased: { $ne: true as const } }];
        await docs.replaceOne({ _id: id, $or: gives }, story);
      }
    },
    withdraw: async (id, version) => {
      const taken = { withdrawn: true, version, paragraphs: [], media: [] };
      await docs.updateOne({ _id: id, version: { $lte: version } }, { $set: taken });
    },
    get: async (id) => {
      const doc = await docs.findOne({ _id: id });
      return doc === null ? null : toStory(doc);
    },
    list: async ({ issue }, page = {}) => {
      const limit = pageSize(page);
      const narrow = { withdrawn: false, ...(issue === undefined ? {} : { issue }) };
      const found = await docs
        .find({ $and: [narrow, after(page.cursor, 'publishedAt', -1)] })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (doc) => [doc.publishedAt, doc._id]);
      return { items: items.map(toStory), next };
    },
  };
}

const toStory = ({ _id, erased: _erased, ...rest }: StoryDoc): PublicStory => ({ id: _id, ...rest });
