import type { Actor, Json, Notice } from '#domain';
import type { Page, PageRequest } from './cursor';

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
