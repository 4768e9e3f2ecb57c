import { type Bilingual, type IssueState, nextAct } from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { IssueRow } from '#store';
import type { Signed } from './access';
import { asksAnsweredHere } from './asks';
import type { Deps } from './deps';
import type { Plans } from './plans';
import { unitNames } from './reading';
import { eventsOf } from './timeline';
import { awaitedUnits, lateBefore, whyOf } from './why';
import { actsOf } from './why-acts';
import { decisionsOf } from './why-decisions';

/** Everything that `why` says of one issue to one reader: what holds it, what comes next, who may do what to which effect. */
export async function whyPage(deps: Deps, plans: Plans, row: IssueRow, who: Signed): Promise<ResultOf<Routes['readWhy']>> {
  const stream = `issue-${row.no}`;
  const state = await deps.store.issues.state(row.no);
  const desk = state && (await plans.deskFor(state));
  const [plan, events, settings, units, late, findings] = await Promise.all([
    plans.plan(row.view.release),
    eventsOf(deps, row.no),
    deps.store.settings.get(),
    unitNames(deps, [...awaitedUnits(row.view), ...unitsIn(state)]),
    lateBefore(deps),
    deps.store.stuck.of([stream]),
  ]);
  const { zone } = settings.document;
  const now = deps.clock.now();
  const names = { zone, unit: (code: string): Bilingual => units[code] ?? { zh: code, en: code } };
  const next = desk && nextAct(desk, state, names);
  const ask = asksAnsweredHere(deps.store, row.view.release, now);
  const acts = desk ? await actsOf(desk, state, { now, names, ask, who }) : [];
  const decisions = await decisionsOf(deps, { plan, state, events, who });
  const at = { now, lateBefore: late, zone, units, finding: findings.get(stream) };
  return whyOf(row, plan, { acts, decisions, next }, at);
}

const unitsIn = (state: IssueState | null): string[] => [
  ...(state?.assignments.map(({ unit }) => unit) ?? []),
  ...(state?.whistles.flatMap(({ called }) => called.map(({ unit }) => unit)) ?? []),
];
