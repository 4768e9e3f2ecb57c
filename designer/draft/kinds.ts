import { routes } from '#contract';
import {
  type Conflict,
  type Decision,
  decisionSchema,
  type Flow,
  flowSchema,
  mergeDecisions,
  type Merged,
  mergeFlows,
  mergeTrees,
  type Policy,
  policySchema,
  takeDecisionOfTheirs,
  takeFlowOfTheirs,
  takeTheirsInTree,
  type WeeklyHours,
  weeklyHoursSchema,
} from '#domain';
import { exchange } from '../client';

/** One revision of a draft as the server has it. */
export type Revision<T> = { document: T; etag: string };

/** What the editing of a kind of document needs to know of it. */
export type DraftKind<T> = {
  name: 'flow' | 'table' | 'policy' | 'hours';
  /** `null` for what is no such document. */
  parse: (read: unknown) => T | null;
  read: (id: string) => Promise<Revision<T>>;
  save: (id: string, document: T, etag: string) => Promise<string>;
  merge: (base: T, mine: T, theirs: T) => Merged<T>;
  takeTheirs: (document: T, conflict: Conflict) => T;
};

const tagOf = (etag: string | null, revision: number): string => etag ?? `"${revision}"`;

const parseFlow = (read: unknown): Flow | null => flowSchema.safeParse(read).data ?? null;
const parseDecision = (read: unknown): Decision | null => decisionSchema.safeParse(read).data ?? null;

export const flowDraft: DraftKind<Flow> = {
  name: 'flow',
  parse: parseFlow,
  read: async (id) => {
    const { body, etag } = await exchange(routes.readFlow, { params: { id } });
    return { document: flowSchema.parse(body.document), etag: tagOf(etag, body.revision) };
  },
  save: async (id, document, ifMatch) => {
    const { body, etag } = await exchange(routes.saveFlow, { params: { id }, body: document }, { ifMatch });
    return tagOf(etag, body.revision);
  },
  merge: mergeFlows,
  takeTheirs: takeFlowOfTheirs,
};

export const tableDraft: DraftKind<Decision> = {
  name: 'table',
  parse: parseDecision,
  read: async (id) => {
    const { body, etag } = await exchange(routes.readTable, { params: { id } });
    return { document: decisionSchema.parse(body.document), etag: tagOf(etag, body.revision) };
  },
  save: async (id, document, ifMatch) => {
    const { body, etag } = await exchange(routes.saveTable, { params: { id }, body: document }, { ifMatch });
    return tagOf(etag, body.revision);
  },
  merge: mergeDecisions,
  takeTheirs: takeDecisionOfTheirs,
};

export const policyDraft: DraftKind<Policy> = {
  name: 'policy',
  parse: (read) => policySchema.safeParse(read).data ?? null,
  read: async (id) => {
    const { body, etag } = await exchange(routes.readPolicy, { params: { id } });
    return { document: policySchema.parse(body.document), etag: tagOf(etag, body.revision) };
  },
  save: async (id, document, ifMatch) => {
    const { body, etag } = await exchange(routes.savePolicy, { params: { id }, body: document }, { ifMatch });
    return tagOf(etag, body.revision);
  },
  merge: mergeTrees,
  takeTheirs: takeTheirsInTree,
};

export const hoursDraft: DraftKind<WeeklyHours> = {
  name: 'hours',
  parse: (read) => weeklyHoursSchema.safeParse(read).data ?? null,
  read: async (id) => {
    const { body, etag } = await exchange(routes.readCalendar, { params: { id } });
    return { document: weeklyHoursSchema.parse(body.document), etag: tagOf(etag, body.revision) };
  },
  save: async (id, document, ifMatch) => {
    const { body, etag } = await exchange(routes.saveCalendar, { params: { id }, body: document }, { ifMatch });
    return tagOf(etag, body.revision);
  },
  merge: mergeTrees,
  takeTheirs: takeTheirsInTree,
};
