import { compileCalendar, talkFrom, talkItems } from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { IssueFilter } from '#store';
import type { Deps } from './deps';
import { unitNames } from './reading';

type Talks = ResultOf<Routes['listTalks']>['items'];

/** Units whose red cards call for a talk with the head, by the current release's policy, within what the reader may see. */
export async function talksOf(deps: Deps, scope: IssueFilter['scope'] | null): Promise<Talks> {
  const { store, city } = deps;
  const release = await store.releases.current(city);
  const { policy, hours } = release?.content ?? {};
  const days = policy ? await store.days.latest(policy.calendar) : null;
  const week = hours?.find((one) => one.id === policy?.calendar);
  if (!policy || !days || !week) return [];
  const now = deps.clock.now();
  const cards = await store.issues.redCards(talkFrom(policy.cards, now), scope ?? undefined);
  const items = talkItems(compileCalendar(week, days), policy.cards, cards, now);
  const names = await unitNames(deps, [...items.map(({ unit }) => unit)]);
  return items.map(({ unit, since, reds }) => ({
    ...{ unit, unitName: names[unit] ?? { zh: unit, en: unit }, since },
    reds: reds.map((card) => ({ issue: card.issue, card: card.id, unit: card.unit, issuedAt: card.issuedAt })),
  }));
}
