import type { Actor, IssueView, Waiting } from '#domain';
import type { Collections } from './collections';
import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import { rowOf } from './issues';
import { rowFields, type ProjectedIssue } from './projection';

/** An issue with the work in it that this actor may take. */
export type InboxItem = { no: string; view: IssueView; dueAt: string | null; mine: Waiting[] };

export type Inbox = {
  /** `branch`: the actor's unit and all below it (`directory.branch`). Earliest due first. */
  list(actor: Actor, branch: string[], page?: PageRequest): Promise<Page<InboxItem>>;
  count(actor: Actor, branch: string[]): Promise<number>;
};

export function createInbox(collections: Collections): Inbox {
  const rows = collections.of<ProjectedIssue>('issues');
  return {
    list: async (actor, branch, page = {}) => {
      const limit = pageSize(page);
      const found = await rows
        .find({ $and: [waitingFor(actor, branch), after(page.cursor, 'dueKey', 1)] }, rowFields)
        .sort({ dueKey: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (row) => [row.dueKey, row._id]);
      return { items: items.map((doc) => itemOf(doc, actor, branch)), next };
    },
    count: (actor, branch) => rows.countDocuments(waitingFor(actor, branch)),
  };
}

function itemOf(doc: ProjectedIssue, actor: Actor, branch: string[]): InboxItem {
  const { no, view, dueAt } = rowOf(doc);
  return { no, view, dueAt, mine: view.waiting.filter((waiting) => isFor(waiting, actor, branch)) };
}

/** One entry must fit in all of role, unit and district; the same three tests as `isFor`. */
function waitingFor(actor: Actor, branch: string[]): Record<string, unknown> {
  const district = actor.district === null ? {} : { district: { $in: [null, actor.district] } };
  const fits = { roles: { $in: actor.roles }, unit: { $in: [null, ...branch] }, ...district };
  return { 'view.waiting': { $elemMatch: fits } };
}

/** Whether this open work is one the actor may take: by role, by its unit's branch, by district (DESIGN 10). */
function isFor(waiting: Waiting, actor: Actor, branch: string[]): boolean {
  const byRole = waiting.roles.some((role) => actor.roles.includes(role));
  const byUnit = waiting.unit === null || branch.includes(waiting.unit);
  const byDistrict = waiting.district === null || actor.district === null || waiting.district === actor.district;
  return byRole && byUnit && byDistrict;
}
