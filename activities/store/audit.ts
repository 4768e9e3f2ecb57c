import type { Page, PageRequest } from './cursor';

/** Who looked at what is sealed, and why (DOMAIN 2.9: a purpose, logged). Never holds what was seen. */
export type AuditEntry = {
  id: string;
  at: string;
  person: string;
  action: 'reveal' | 'erase' | 'codec' | 'signIn' | 'signInFailed' | 'publish' | 'directory';
  subject: string;
  purpose: string | null;
  fields: string[];
};

export type Audit = {
  append(entry: Omit<AuditEntry, 'id'>): Promise<AuditEntry>;
  list(
    filter: { person?: string; subject?: string; action?: AuditEntry['action'] },
    page?: PageRequest,
  ): Promise<Page<AuditEntry>>;
};
