import { randomUUID } from 'node:crypto';
import { insertAbsent, type Collections, type Doc } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';

/** Who looked at what is sealed, and why (DOMAIN 2.9: a purpose, logged). Never holds what was seen. Only ever added to. */
export type AuditEntry = {
  id: string;
  at: string;
  person: string;
  action:
    | 'reveal'
    | 'erase'
    | 'codec'
    | 'signIn'
    | 'signInFailed'
    | 'publish'
    | 'migrate'
    | 'restore'
    | 'import'
    | 'scenario'
    | 'directory';
  subject: string;
  purpose: string | null;
  fields: string[];
};

export type Audit = {
  /** With an id of the caller's, the same entry again is one. */
  append(entry: Omit<AuditEntry, 'id'> & { id?: string }): Promise<AuditEntry>;
  list(
    filter: { person?: string; subject?: string; action?: AuditEntry['action'] },
    page?: PageRequest,
  ): Promise<Page<AuditEntry>>;
};

type AuditDoc = Doc & Omit<AuditEntry, 'id'>;

export function createAudit(collections: Collections): Audit {
  const docs = collections.of<AuditDoc>('audit');
  return {
    append: async ({ id = randomUUID(), ...entry }) => {
      await insertAbsent(docs, [{ _id: id, ...entry }]);
      return { id, ...entry };
    },
    list: async ({ person, subject, action }, page = {}) => {
      const limit = pageSize(page);
      const given = Object.entries({ person, subject, action }).filter(([, value]) => value !== undefined);
      const found = await docs
        .find({ $and: [Object.fromEntries(given), after(page.cursor, 'at', -1)] })
        .sort({ at: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (doc) => [doc.at, doc._id]);
      return { items: items.map(({ _id, ...entry }) => ({ id: _id, ...entry })), next };
    },
  };
}
