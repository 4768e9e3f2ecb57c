import { createHash } from 'node:crypto';
import {
  type Bilingual,
  type BlockNames,
  blockText,
  draftMapping,
  formatDue,
  type MigrationBlock,
  type Plan,
  type Release,
  type StepMapping,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { Migration, MigrationItem } from '#store';
import type { Signed } from '../access';
import type { Deps } from '../deps';
import { foreseen, type MigrationOrder } from '../migrations';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { peopleNames, unitNames } from '../reading';
import { find } from './releases';

type Pair = { from: Plan; to: Plan; target: Release };

/** Running issues moved to another release: drafted, tried, begun; carrying it to the issues is the worker's (`carryMigrations`). */
export function migrationRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  const { migrations, issues } = deps.store;

  mount('draftMigration', async ({ query }) => {
    const { from, to } = await pairOf(deps, plans, query);
    const proposals = draftMapping(from.flow, to.flow);
    const standing = await standingAt(deps, from.hash);
    return reply(200, {
      ...{ from: headOf(from), to: headOf(to) },
      steps: proposals.map((one) => ({ ...one, from: stepOf(from, one.from) })),
      targets: Object.keys(to.flow.nodes).map((id) => stepOf(to, id)),
      ...standing,
    });
  });

  mount('dryRunMigration', async ({ body, who }) => {
    const pair = await pairOf(deps, plans, body);
    const order = await orderOf(deps, pair, { ...body, reason: 'dry run' });
    const page = await issues.list(
      { releases: [pair.from.hash], open: true },
      { limit: body.limit, cursor: body.cursor ?? null },
    );
    const items = [];
    // One after the other: a page is a few hundred turns, and others want their answers meanwhile.
    for (const { no } of page.items) items.push(...(await dryItem(deps, plans, pair, order, no, who)));
    return reply(200, { items, next: page.next });
  });

  mount('startMigration', async ({ body, who, key }) => {
    const pair = await pairOf(deps, plans, body);
    const order = await orderOf(deps, pair, body);
    const id = createHash('sha256').update(`${who.person.id}:migration:${key}`).digest('hex').slice(0, 24);
    const known = await migrations.get(id);
    if (known) return reply(202, await migrationView(deps, known));
    const numbers = body.issues ?? (await openOf(deps, pair.from.hash));
    const one: Migration = {
      ...{ id, city: deps.city, ...order, fromNumber: pair.from.release.number, toNumber: pair.to.release.number },
      ...{ by: who.person.id, roles: who.person.roles, startedAt: deps.clock.realNow(), state: 'running', finishedAt: null },
    };
    const begun = await migrations.begin(one, [...new Set(numbers.map((no) => no.toUpperCase()))]);
    await deps.store.audit.append({
      ...{ at: one.startedAt, person: who.person.id, action: 'migrate', subject: `release ${one.fromNumber} → ${one.toNumber}` },
      ...{ purpose: body.reason, fields: [id] },
    });
    deps.log.info({ migration: id, issues: numbers.length, by: who.person.id }, 'issues are moved to another release');
    return reply(202, await migrationView(deps, begun));
  });

  mount('listMigrations', async () => {
    const all = await migrations.list(deps.city);
    return reply(200, { items: await Promise.all(all.map((one) => migrationView(deps, one))) });
  });

  mount('readMigration', async ({ params }) => reply(200, await migrationView(deps, await migrationOf(deps, params.id))));

  mount('listMigrationItems', async ({ params, query }) => {
    const one = await migrationOf(deps, params.id);
    const [from, to] = await Promise.all([plans.plan(one.from), plans.plan(one.to)]);
    const page = await migrations.items(one.id, { limit: query.limit, cursor: query.cursor ?? null });
    const names = namesIn(from, to);
    return reply(200, { items: await changeViews(deps, to, names, page.items), next: page.next });
  });
}

const invalidField = (name: string, message: string): Refusal =>
  new Refusal('INVALID_INPUT', { fields: [{ path: `body.${name}`, message }] });

/** Both releases, compiled. Throws `NOT_FOUND`, and `INVALID_INPUT` where they are the same. */
async function pairOf(deps: Deps, plans: Plans, given: { from: string; to: string }): Promise<Pair> {
  const [source, target] = await Promise.all([find(deps, given.from), find(deps, given.to)]);
  if (source.planHash === target.planHash) throw invalidField('to', 'both releases are the same');
  const [from, to] = await Promise.all([plans.plan(source.planHash), plans.plan(target.planHash)]);
  if (!from || !to) throw new Refusal('NOT_FOUND');
  return { from, to, target };
}

/** Throws `INVALID_INPUT` for a mapping to steps that are not drawn, and `NOT_FOUND` for a calendar without days. */
async function orderOf(
  { store }: Deps,
  { from, to, target }: Pair,
  given: Pick<MigrationOrder, 'clocks' | 'reason'> & { steps: StepMapping },
): Promise<MigrationOrder> {
  const unknown = Object.values(given.steps).filter((id) => id !== null && !to.flow.nodes[id]);
  if (unknown.length > 0) throw invalidField('steps', `not drawn there: ${unknown.join(', ')}`);
  const { calendar } = target.content.policy;
  const days = await store.days.latest(calendar);
  if (!days) throw new Refusal('NOT_FOUND', { detail: `calendar ${calendar} has no days yet` });
  const { steps, clocks, reason } = given;
  return { from: from.hash, to: to.hash, steps, clocks, reason, editions: { [calendar]: days.edition } };
}

async function openOf(deps: Deps, release: string): Promise<string[]> {
  const numbers: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Deps['store']['issues']['list']>> = await deps.store.issues.list(
      { releases: [release], open: true },
      { limit: 200, cursor },
    );
    numbers.push(...page.items.map(({ no }) => no));
    cursor = page.next;
  } while (cursor !== null);
  return numbers;
}

/** Open issues of a release, and at which steps of people and units they wait. */
async function standingAt({ store }: Deps, release: string): Promise<{ open: number; standing: Record<string, number> }> {
  const standing: Record<string, number> = {};
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.issues.list>> = await store.issues.list(
      { releases: [release], open: true },
      { limit: 200, cursor },
    );
    for (const { view } of page.items)
      for (const node of new Set(view.waiting.map((item) => item.node))) standing[node] = (standing[node] ?? 0) + 1;
    cursor = page.next;
  } while (cursor !== null);
  return { open: await store.issues.count({ releases: [release], open: true }), standing };
}

async function dryItem(
  deps: Deps,
  plans: Plans,
  pair: Pair,
  order: MigrationOrder,
  no: string,
  who: Signed,
): Promise<ResultOf<Routes['dryRunMigration']>['items']> {
  const state = await deps.store.issues.state(no);
  if (!state) return [];
  // Whoever may look at a dry run need not be one who may begin: the actor's roles are those of one who may.
  const actor = { ...who.actor, roles: [...who.actor.roles, 'administrator' as const] };
  const seen = await foreseen(plans, state, order, deps.clock.now(), actor);
  const names = namesIn(pair.from, pair.to);
  const change = seen?.ok
    ? { landings: seen.landings, moves: seen.clocks, review: seen.toReview.length, code: null, blocks: [] }
    : { landings: [], moves: [], review: 0, code: seen?.refusal.code ?? 'NOT_FOUND', blocks: seen?.blocks ?? [] };
  const [view] = await changeViews(deps, pair.to, names, [{ no, ...change }]);
  const stands = state.tokens.map(({ id, node }) => ({ token: id, node, name: names.from(node) }));
  return view
    ? [{ ...view, stage: state.stage, stands, ok: seen?.ok ?? false, notices: seen?.ok ? seen.notices.length : 0 }]
    : [];
}

const stepOf = ({ flow }: Plan, id: string) => ({
  ...{ id, name: flow.nodes[id]?.name ?? both(id) },
  kind: flow.nodes[id]?.kind ?? '',
});

const headOf = ({ hash, release }: Plan) => ({ number: release.number, planHash: hash, name: release.name });

const both = (text: string): Bilingual => ({ zh: text, en: text });

const namesIn = (from: Plan | null, to: Plan | null): BlockNames => ({
  from: (node) => from?.flow.nodes[node]?.name ?? both(node),
  to: (node) => to?.flow.nodes[node]?.name ?? both(node),
});

type Change = Pick<MigrationItem, 'no' | 'landings' | 'moves' | 'review' | 'code' | 'blocks'>;

/** What changes for issues, with the names that people know; whatever else an item bears stays with it. */
async function changeViews<C extends Change>(deps: Deps, to: Plan | null, names: BlockNames, items: readonly C[]) {
  const zone = to?.hours[to.policy.calendar]?.zone ?? 'UTC';
  const due = (at: string | null): string | null => (at === null ? null : formatDue(zone, at));
  const units = await unitNames(
    deps,
    items.flatMap(({ moves }) => moves.flatMap(({ unit }) => unit ?? [])),
  );
  return items.map(({ landings, moves, blocks, ...item }) => ({
    ...item,
    landings: landings.map((one) => ({ ...one, fromName: names.from(one.from), toName: names.to(one.to) })),
    moves: moves.map(({ clock, kind, unit, how, from, to: after }) => ({
      ...{ clock, kind, unit, how, from, to: after, unitName: unit === null ? null : (units[unit] ?? null) },
      ...{ fromText: due(from), toText: due(after) },
    })),
    blocks: blocks.map((block: MigrationBlock) => ({ ...block, text: blockText(block, names) })),
  }));
}

async function migrationOf({ store, city }: Deps, id: string): Promise<Migration> {
  const found = await store.migrations.get(id);
  if (found?.city !== city) throw new Refusal('NOT_FOUND');
  return found;
}

async function migrationView(deps: Deps, one: Migration): Promise<ResultOf<Routes['readMigration']>> {
  const people = await peopleNames(deps, [one.by]);
  const { id, from, to, fromNumber, toNumber, clocks, reason, state, by, startedAt, finishedAt } = one;
  return {
    ...{ id, from, to, fromNumber, toNumber, clocks, reason, state, by, startedAt, finishedAt },
    byName: people[by] ?? by,
    results: await deps.store.migrations.counts(id),
  };
}
