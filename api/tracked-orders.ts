import { isOpenOrder, type Bilingual, type IssueState, type Order } from '#domain';
import type { Tracking } from '#contract';
import type { IssueRow } from '#store';
import type { Deps } from './deps';
import { textOr, unitNames } from './reading';

const both = (text: string): Bilingual => ({ zh: text, en: text });

/** Orders that are open or were served, as the resident they are for reads them: every quote is theirs to see. */
export async function ordersFor(deps: Deps, row: IssueRow, state: IssueState): Promise<Tracking['orders']> {
  const shown = state.orders.filter((order) => isOpenOrder(order) || order.holder !== null);
  const names = await unitNames(
    deps,
    shown.flatMap(({ holder, quotes }) => [...(holder === null ? [] : [holder]), ...quotes.map(({ unit }) => unit)]),
  );
  const nameOf = (unit: string): Bilingual => names[unit] ?? both(unit);
  const until = (id: string): string | null => row.view.orders.find((order) => order.id === id)?.next?.dueAt ?? null;
  return shown.map((order) => ({
    ...{ id: order.id, kind: order.kind, state: order.state, appointment: order.appointment },
    holder: order.holder === null ? null : nameOf(order.holder),
    until: until(order.id),
    quotes: quotesOf(order, nameOf),
  }));
}

const quotesOf = ({ quotes }: Order, nameOf: (unit: string) => Bilingual): Tracking['orders'][number]['quotes'] =>
  quotes.map(({ unit, amount, terms, serviceBy }) => ({
    unit: { code: unit, name: nameOf(unit) },
    ...{ amount, terms: textOr(terms), serviceBy },
  }));
