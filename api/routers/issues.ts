import type { IssueFilter } from '#store';
import type { RequestOf, Routes } from '#contract';
import { type Signed, rowScope } from '../access';
import { allowedFor, giveCommand } from '../commands';
import { clocksOf } from '../clocks';
import type { Deps } from '../deps';
import { issuePage } from '../issue-page';
import { type Mount, reply } from '../mount';
import { withPhotos } from '../photo-access';
import type { Plans } from '../plans';
import { readingOf, rowOf } from '../reading';
import { closedStages, openStages } from '../stages';
import { timelineFor } from '../timeline';
import { whyPage } from '../why-page';

/** Issues for staff: lists within the reader's branch, one issue from every side, and commands on it. */
export function issueRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  mount('listIssues', async ({ query, who }) => {
    const page = await deps.store.issues.list(filterOf(query, who, deps.clock.now()), pageOf(query));
    const erased = await deps.store.sealing.erasedAt(page.items.map(({ no }) => no));
    return reply(200, { items: page.items.map(({ no, view }) => ({ ...view, erasedAt: erased[no] ?? null })), next: page.next });
  });
  mount('readIssue', async ({ params, who }) => reply(200, await issuePage(deps, plans, params.no, who)));
  mount('readTimeline', async ({ params, who }) => {
    const row = await rowOf(deps, params.no, who);
    return reply(200, { items: await timelineFor(deps, plans, row, who) });
  });
  mount('readClocks', async ({ params, who }) => {
    const reading = await readingOf(deps, plans, await rowOf(deps, params.no, who));
    return reply(200, { items: await clocksOf(deps, plans, reading) });
  });
  mount('readWhy', async ({ params, who }) => reply(200, await whyPage(deps, plans, await rowOf(deps, params.no, who), who)));
  mount('listCommands', async ({ params, who }) => {
    const row = await rowOf(deps, params.no, who, 'offer');
    return reply(200, { items: await allowedFor(deps, plans, row.no, who.actor) });
  });
  mount('giveCommand', async ({ params, body, who, key }) => {
    const row = await rowOf(deps, params.no, who, 'offer');
    const given = { id: commandId(who, key), name: body.name, data: body.data, actor: who.actor };
    const owner = { kind: 'number' as const, id: row.no };
    const done = await withPhotos(deps, who, { data: body.data, owner }, () => giveCommand(deps, plans, row, given));
    const { ok, code, seq, hash, stage, data } = done;
    return reply(done.status, { ok, code, seq, hash, stage, ...(data === undefined ? {} : { data }) });
  });
}

/** Two people may draw the same key by chance or on purpose: one's answer is not the other's. */
const commandId = (who: Signed, key: string): string => `${who.person.id}:${key}`;

const pageOf = ({ cursor, limit, order }: RequestOf<Routes['listIssues']>['query']) => ({
  limit,
  order,
  ...(cursor === undefined ? {} : { cursor }),
});

/** `open` means what the public means by it; a stage asked for by name is that stage. */
function stagesOf({ stage, open }: RequestOf<Routes['listIssues']>['query']): Pick<IssueFilter, 'stages'> {
  if (stage !== undefined) return { stages: [stage] };
  if (open === undefined) return {};
  return { stages: [...(open === 'true' ? openStages : closedStages)] };
}

function filterOf(query: RequestOf<Routes['listIssues']>['query'], who: Signed, now: string): IssueFilter {
  const scope = rowScope(who);
  const one = (key: keyof IssueFilter, value: unknown) => (value === undefined ? {} : { [key]: [value] });
  return {
    ...stagesOf(query),
    ...one('grades', query.grade),
    ...one('units', query.unit),
    ...one('districts', query.district),
    ...one('categories', query.category),
    ...one('lanes', query.lane),
    ...one('sources', query.source),
    ...(query.overdue === 'true' ? { overdueAt: now } : {}),
    ...(query.no === undefined ? {} : { text: query.no }),
    ...(query.release === undefined || query.node === undefined
      ? {}
      : { standing: { release: query.release, node: query.node } }),
    ...(scope === null ? {} : { scope }),
  };
}
