import { after, pageSize, toPage, type Page, type PageRequest } from './cursor';
import type { Collections } from './collections';
import { rowOf, type IssueRow } from './issues';
import { rowFields, type ProjectedIssue } from './projection';

/** Which orders of a branch: those it may take, those it holds, those it has done. */
export type OfferList = 'open' | 'mine' | 'done';

export type Offers = {
  /** Issues with such an order; open and held ones by their due, done ones newest first. `branch`: units that ask. */
  list(list: OfferList, branch: readonly string[], page?: PageRequest): Promise<Page<IssueRow>>;
};

const openStates = ['POSTED', 'OFFERED', 'QUOTED'];
const heldStates = ['CLAIMED', 'ASSIGNED', 'AGREED', 'IN_SERVICE', 'DONE'];

/** One order must fit in all respects; the field beside it is there for the index. */
function fits(list: OfferList, branch: readonly string[]): Record<string, unknown> {
  switch (list) {
    case 'open':
      return {
        'view.offeredTo': { $in: branch },
        'view.orders': { $elemMatch: { teams: { $in: branch }, state: { $in: openStates }, assigning: false } },
      };
    case 'mine':
      return {
        'view.units': { $in: branch },
        'view.orders': { $elemMatch: { holder: { $in: branch }, state: { $in: heldStates }, settledAt: null } },
      };
    case 'done':
      return {
        'view.units': { $in: branch },
        'view.orders': { $elemMatch: { holder: { $in: branch }, settledAt: { $ne: null } } },
      };
  }
}

/** Whether an order is the one the list is about: the same tests as the database's. */
export function isListed(list: OfferList, branch: readonly string[], order: IssueRow['view']['orders'][number]): boolean {
  const held = order.holder !== null && branch.includes(order.holder);
  if (list === 'open')
    return openStates.includes(order.state) && !order.assigning && order.teams.some((team) => branch.includes(team));
  return held && (list === 'done' ? order.settledAt !== null : heldStates.includes(order.state) && order.settledAt === null);
}

export function createOffers(collections: Collections): Offers {
  const rows = collections.of<ProjectedIssue>('issues');
  return {
    list: async (list, branch, page = {}) => {
      const limit = pageSize(page);
      const [field, direction] = list === 'done' ? (['openedAt', -1] as const) : (['dueKey', 1] as const);
      const found = await rows
        .find({ $and: [fits(list, branch), after(page.cursor, field, direction)] }, rowFields)
        .sort({ [field]: direction, _id: direction })
        .limit(limit + 1)
        .toArray();
      const { items, next } = toPage(found, limit, (row) => [row[field], row._id]);
      return { items: items.map(rowOf), next };
    },
  };
}
