import type { Actor, Json, Notice } from '#domain';
import { insertAbsent, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';

/** A letter in the desk's own inbox, or on a resident's page. Values may hold sealed text. */
export type StoredNotice = {
  id: string;
  stream: string | null;
  template: string;
  address: Notice['address'];
  channel: Notice['channel'];
  at: string;
  values: Record<string, Json>;
  readBy: string[];
};

export type Notices = {
  insert(notices: StoredNotice[]): Promise<void>;
  /** To this person, to the desks of its roles, to its unit. Newest first. */
  forActor(actor: Actor, page?: PageRequest & { unread?: boolean }): Promise<Page<StoredNotice>>;
  unreadCount(actor: Actor): Promise<number>;
  forIntake(no: string): Promise<StoredNotice[]>;
  markRead(id: string, person: string): Promise<void>;
};

export type NoticeDoc = Doc & Omit<StoredNotice, 'id'>;

export function createNotices(collections: Collections): Notices {
  const docs = collections.of<NoticeDoc>('notices');
  const forActor: Notices['forActor'] = async (actor, page = {}) => {
    const limit = pageSize(page);
    const unread = page.unread === true ? { readBy: { $ne: actor.id } } : {};
    const found = await docs
      .find({ $and: [addressedTo(actor), unread, after(page.cursor, 'at', -1)] })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .toArray();
    const { items, next } = toPage(found, limit, (doc) => [doc.at, doc._id]);
    return { items: items.map(toNotice), next };
  };
  return {
    insert: (notices) => insertAbsent(docs, notices.map(noticeDocOf)),
    forActor,
    unreadCount: (actor) => docs.countDocuments({ $and: [addressedTo(actor), { readBy: { $ne: actor.id } }] }),
    forIntake: async (no) => (await docs.find({ 'address.intake': no }).sort({ at: 1, _id: 1 }).toArray()).map(toNotice),
    markRead: async (id, person) => {
      await docs.updateOne({ _id: id }, { $addToSet: { readBy: person } });
    },
  };
}

/** To the person; to a desk of one of its roles, in its district (somebody of no district serves all); to its unit, by its part there. */
function addressedTo(actor: Actor): Record<string, unknown> {
  const person = { 'address.to': 'person', 'address.person': actor.id };
  const district = actor.district === null ? {} : { 'address.district': { $in: [null, actor.district] } };
  const desk = { 'address.to': 'desk', 'address.role': { $in: actor.roles }, ...district };
  const unit = { 'address.to': 'unit', 'address.unit': actor.unit, 'address.as': { $in: partsIn(actor) } };
  return { $or: actor.unit === null ? [person, desk] : [person, desk, unit] };
}

/** The duty desk of a unit is everybody who works there. */
function partsIn(actor: Actor): string[] {
  const head = actor.roles.includes('unitHead') ? ['head'] : [];
  const liaison = actor.roles.includes('unitLiaison') ? ['liaison'] : [];
  return [...head, ...liaison, 'dutyDesk'];
}

export const noticeDocOf = ({ id, ...rest }: StoredNotice): NoticeDoc => ({ _id: id, ...rest });
const toNotice = ({ _id, ...rest }: NoticeDoc): StoredNotice => ({ id: _id, ...rest });
