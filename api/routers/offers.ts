import type { IssueState } from '#domain';
import type { ResultOf, Routes } from '#contract';
import { isListed, type IssueRow, type OfferList } from '#store';
import { type Signed, mayRead } from '../access';
import { allowedNow } from '../commands';
import type { Deps } from '../deps';
import { orderDetail } from '../issue-page';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { readingOf, reporterFor, textOr, unitNames } from '../reading';
import { masked } from '../tracking';

type Offer = ResultOf<Routes['listOffers']>['items'][number];

/** What teams and merchants may take, hold and have done. */
export function offerRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  mount('listOffers', async ({ query, who }) => {
    const { list, cursor, limit } = query;
    const page = await deps.store.offers.list(list, who.branch, { limit, ...(cursor === undefined ? {} : { cursor }) });
    const offers = await Promise.all(page.items.map((row) => offersOf(deps, plans, row, list, who)));
    return reply(200, { items: offers.flat(), next: page.next });
  });
}

async function offersOf(deps: Deps, plans: Plans, row: IssueRow, list: OfferList, who: Signed): Promise<Offer[]> {
  const { state } = await readingOf(deps, plans, row);
  const orders = row.view.orders.filter((order) => isListed(list, who.branch, order));
  const allowed = await allowedNow(plans, state, row, who.actor);
  const names = await unitNames(
    deps,
    orders.flatMap(({ holder }) => holder ?? []),
  );
  const { category, district, street, grade } = row.view;
  return orders.flatMap((order) => {
    const full = state.orders.find(({ id }) => id === order.id);
    if (!full) return [];
    return {
      ...{ issue: row.no, category, district, street, grade, order },
      detail: orderDetail(full, who.branch),
      holderName: order.holder === null ? null : (names[order.holder] ?? null),
      ...wordsFor(who, row, state),
      allowed: allowed.filter(({ assignment }) => assignment === null || assignment === order.id),
      dueAt: order.next?.dueAt ?? null,
    };
  });
}

/** Words and contact: masked and none until the reader may read the issue itself. */
function wordsFor(who: Signed, row: IssueRow, state: IssueState): Pick<Offer, 'text' | 'contact'> {
  const own = state.intakes[0];
  if (!own) return { text: null, contact: null };
  if (!mayRead(who, row.view)) return { text: masked(own.text), contact: null };
  return { text: textOr(own.text), contact: { ...reporterFor(who, state, own), address: textOr(own.address) } };
}
