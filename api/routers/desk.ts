import { type Bilingual, type IssueView, type PieceView, formatDue, roleNames } from '#domain';
import type { IssueFilter, IssueRow, Page, StuckFinding } from '#store';
import { rowScope } from '../access';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { unitNames } from '../reading';
import { statsOf } from '../stats';
import { talksOf } from '../talks';
import { awaitedUnits, lateBefore, reasonsOf, type WhyAt } from '../why';

type List = 'incident' | 'overdue' | 'stuck';

/** Supervision's lists and the figures of the day, within what the caller may see. */
export function deskRoutes(mount: Mount, deps: Deps): void {
  const { issues, settings, stuck, themes } = deps.store;

  mount('listSupervision', async ({ query, who }) => {
    const scope = rowScope(who);
    const now = deps.clock.now();
    const late = await lateBefore(deps);
    const filter = { ...filterOf(query.list, now, late), ...(scope === null ? {} : { scope }) };
    const page = await pageOf(deps, query.list, filter, { limit: query.limit, cursor: query.cursor ?? null });
    const { zone } = (await settings.get()).document;
    const units = await unitNames(
      deps,
      page.items.flatMap(({ view }) => awaitedUnits(view)),
    );
    const findings =
      query.list === 'stuck' ? await stuck.of(page.items.map(({ no }) => `issue-${no}`)) : new Map<string, StuckFinding>();
    const items = page.items.map(({ no, view, dueAt }) => {
      const finding = findings.get(`issue-${no}`);
      const at = { now, lateBefore: late, zone, units, finding };
      const cause = finding ? { cause: causeOf(finding) } : {};
      return { issue: view, list: query.list, ...whyOf(query.list, view, dueAt, at), ...cause };
    });
    return reply(200, { items, next: page.next });
  });

  mount('listStuck', async ({ query }) => {
    const { items, next } = await stuck.list({ limit: query.limit, cursor: query.cursor ?? null });
    return reply(200, { items: items.map(streamOf), next });
  });

  mount('listTalks', async ({ who }) => reply(200, { items: await talksOf(deps, rowScope(who)) }));
  mount('listLatePieces', async ({ query }) => {
    const [now, late] = [deps.clock.now(), await lateBefore(deps)];
    const page = await deps.store.pieces.list(
      { final: false, late: { due: now, wake: late } },
      { limit: query.limit, cursor: query.cursor ?? null },
    );
    const { zone } = (await settings.get()).document;
    const findings = await stuck.of(page.items.map(({ id }) => `piece-${id}`));
    const views = (await deps.store.sealing.unsealDeep(page.items.map(({ view }) => view))) as PieceView[];
    const items = page.items.map(({ id, issue, stage }, i) => {
      const finding = findings.get(`piece-${id}`);
      const { title = '', dueAt = null, waiting = [] } = views[i] ?? {};
      const cause = finding ? { cause: causeOf(finding) } : {};
      return { id, issue, stage, title, dueAt, why: finding?.why ?? whyPieceLate(dueAt, waiting, zone), ...cause };
    });
    return reply(200, { items, next: page.next });
  });

  mount('countSupervision', async ({ who }) => {
    const scope = rowScope(who);
    const within = scope === null ? {} : { scope };
    const [now, late] = [deps.clock.now(), await lateBefore(deps)];
    const [overdue, held, incident, proposed] = await Promise.all([
      issues.count({ ...filterOf('overdue', now, late), ...within }),
      issues.count({ ...filterOf('stuck', now, late), ...within }),
      countIncidents(deps, { ...filterOf('incident', now, late), ...within }),
      themes.countProposed(),
    ]);
    return reply(200, { incident, overdue, stuck: held, themes: proposed });
  });

  const kpis = statsOf(deps);
  mount('readStats', async ({ who, query }) => {
    const scope = rowScope(who);
    const within: IssueFilter = scope === null ? {} : { scope };
    const now = deps.clock.now();
    const [open, all, overdue, byStage, byCategory, byDistrict, byGrade] = await Promise.all([
      issues.count({ ...within, final: false }),
      issues.count(within),
      issues.count({ ...within, overdueAt: now }),
      ...(['stage', 'category', 'district', 'grade'] as const).map((field) => issues.countBy(field, within)),
    ]);
    const kpi = await kpis(who, query);
    const list = (counts: Record<string, number> = {}) => Object.entries(counts).map(([key, count]) => ({ key, count }));
    return reply(200, {
      ...{ asOf: now, open, closed: all - open, overdue },
      ...{ byStage: list(byStage), byCategory: list(byCategory), byDistrict: list(byDistrict), byGrade: list(byGrade), kpi },
    });
  });
}

/** Who did not act on a story, and by when they should have. */
function whyPieceLate(dueAt: string | null, waiting: PieceView['waiting'], zone: string): Bilingual {
  const names = waiting.map((role) => roleNames[role]);
  const when = dueAt === null ? '' : formatDue(zone, dueAt);
  return {
    zh: `${names.map(({ zh }) => zh).join('、') || '计时'}逾期未办${when && `，应于 ${when} 前`}`,
    en: `${names.map(({ en }) => en).join(', ') || 'a timer'} did not act${when && ` by ${when}`}`,
  };
}

/** An incident is one way of being stuck: its list is a part of the stuck one's. */
function filterOf(list: List, now: string, late: string): IssueFilter {
  return list === 'overdue' ? { overdueAt: now, final: false } : { stuck: { lateBefore: late } };
}

const causeOf = ({ stream: _stream, ...cause }: StuckFinding) => cause;

function streamOf(finding: StuckFinding) {
  const cut = finding.stream.indexOf('-');
  const kind = finding.stream.startsWith('piece-') ? ('piece' as const) : ('issue' as const);
  return { ...finding, kind, id: finding.stream.slice(cut + 1) };
}

const hasIncident = ({ view }: IssueRow): boolean => view.incidents.length > 0;

async function pageOf(
  deps: Deps,
  list: List,
  filter: IssueFilter,
  page: { limit: number; cursor: string | null },
): Promise<Page<IssueRow>> {
  const order = 'due' as const;
  if (list !== 'incident') return deps.store.issues.list(filter, { ...page, order });
  const items: IssueRow[] = [];
  let next: string | null = page.cursor;
  do {
    const part: Page<IssueRow> = await deps.store.issues.list(filter, { limit: page.limit - items.length, cursor: next, order });
    items.push(...part.items.filter(hasIncident));
    next = part.next;
  } while (next !== null && items.length < page.limit);
  return { items, next };
}

async function countIncidents(deps: Deps, filter: IssueFilter): Promise<number> {
  const largest = 200;
  let [count, cursor]: [number, string | null] = [0, null];
  do {
    const part: Page<IssueRow> = await deps.store.issues.list(filter, { limit: largest, cursor });
    count += part.items.filter(hasIncident).length;
    cursor = part.next;
  } while (cursor !== null);
  return count;
}

function whyOf(list: List, view: IssueView, dueAt: string | null, at: WhyAt) {
  const reasons = reasonsOf(view, at);
  const wanted = reasons.find(({ code }) =>
    list === 'incident' ? code === 'incident' : list === 'overdue' ? code === 'unattended' : code !== 'unattended',
  );
  const since = list === 'incident' ? (view.incidents[0]?.at ?? null) : list === 'overdue' ? dueAt : view.wakeAt;
  const fallback = {
    zh: dueAt === null ? '需要查看' : `期限 ${dueAt} 已过`,
    en: dueAt === null ? 'needs a look' : `due ${dueAt} has passed`,
  };
  return { since, why: (wanted ?? reasons[0])?.text ?? fallback };
}
