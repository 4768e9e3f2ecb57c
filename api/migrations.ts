import {
  type Actor,
  blocksIn,
  type CommandInput,
  commandSchemas,
  type Desk,
  type DryRun,
  dryMigration,
  type IssueState,
  type Json,
} from '#domain';
import type { Migration, MigrationItem, Store } from '#store';
import { confirm } from './commands';
import type { Deps } from './deps';
import { DeskAway, type IssueDesk } from './desk';
import { type Plans, plansOf } from './plans';

/** What is to be done, for one issue as for thousands. */
export type MigrationOrder = Pick<Migration, 'from' | 'to' | 'steps' | 'clocks' | 'editions' | 'reason'>;

export type MigrateTools = { store: Store; desk: Pick<IssueDesk, 'command'> } & Pick<Deps, 'clock' | 'log'>;

const carriedAtOnce = 4;

/**
 * What a migration would do to one issue, by the very turn that would do it, on the read model's copy. Null when its release, the new
 * one or their days cannot be read here.
 */
export async function foreseen(
  plans: Plans,
  state: IssueState,
  order: MigrationOrder,
  at: string,
  actor: Actor,
): Promise<DryRun | null> {
  const [desk, next] = await Promise.all([
    plans.deskFor(state),
    plans.deskFor({ release: order.to, editions: { ...order.editions, ...state.editions } }),
  ]);
  if (!desk || !next) return null;
  const other = (release: string): Desk | null => (release === order.to ? next : null);
  return dryMigration({ ...desk, other }, state, commandOf(order, { id: 'dry-run', at, actor }));
}

function commandOf(order: MigrationOrder, given: Pick<CommandInput, 'id' | 'at' | 'actor'>): CommandInput {
  const { to, steps, clocks, editions, reason } = order;
  return { ...given, name: 'migrate', data: { release: to, steps, clocks, editions, reason } };
}

/**
 * Carries every batch on where it stopped (DESIGN 8): may be killed anywhere and run beside itself. An issue's command is named after
 * batch and issue, so that it happens once however often it is sent; what nothing has come of yet stays on the list.
 */
export async function carryMigrations(tools: MigrateTools): Promise<void> {
  const running = await tools.store.migrations.running();
  if (running.length === 0) return;
  const plans = plansOf(tools.store);
  for (const one of running)
    if (await carryToAll(tools, plans, one)) await tools.store.migrations.end(one.id, tools.clock.realNow());
}

/** True when something has come of it for every issue. */
async function carryToAll(tools: MigrateTools, plans: Plans, one: Migration): Promise<boolean> {
  let isWhole = true;
  let after: string | null = null;
  for (;;) {
    const batch: MigrationItem[] = await tools.store.migrations.waiting(one.id, carriedAtOnce, after);
    if (batch.length === 0) return isWhole;
    const done = await Promise.all(batch.map((item) => carryTo(tools, plans, one, item)));
    if (done.includes(false)) isWhole = false;
    after = batch.at(-1)?.no ?? null;
  }
}

/** False when the issue could not be reached now and is to be tried again. */
async function carryTo(tools: MigrateTools, plans: Plans, one: Migration, item: MigrationItem): Promise<boolean> {
  const state = await tools.store.issues.state(item.no);
  const note = (more: Partial<MigrationItem>): Promise<void> =>
    tools.store.migrations.note(one.id, { ...item, ...more, at: tools.clock.realNow() });
  // It was brought there before a kill, and only the note is missing.
  if (state?.release === one.to) return note({ outcome: 'moved' }).then(() => true);
  if (state?.release !== one.from)
    return note({ outcome: 'refused', code: state ? 'REVISION_CONFLICT' : 'NOT_FOUND' }).then(() => true);
  try {
    await note(await give(tools, plans, one, item, state));
    return true;
  } catch (error) {
    if (!(error instanceof DeskAway)) throw error;
    tools.log.warn({ no: item.no, migration: one.id }, 'the issue is migrated later');
    return false;
  }
}

async function give(
  tools: MigrateTools,
  plans: Plans,
  one: Migration,
  item: MigrationItem,
  state: IssueState,
): Promise<Partial<MigrationItem>> {
  const { store, desk, clock } = tools;
  const actor: Actor = { id: one.by, roles: one.roles, unit: null, district: null };
  const seen = await foreseen(plans, state, one, clock.now(), actor);
  const change = seen?.ok ? { landings: seen.landings, moves: seen.clocks, review: seen.toReview.length } : {};
  // Before the command: after a kill the change could not be seen any more.
  if (seen?.ok) await store.migrations.note(one.id, { ...item, ...change });
  const command = commandOf(one, { id: `migrate:${one.id}:${item.no}`, at: clock.now(), actor });
  const data = await store.sealing.sealFields<Record<string, unknown>>(commandSchemas.migrate, command.data, item.no);
  const answer = await desk.command(item.no, { ...command, data });
  if (answer.ok) {
    await confirm(tools, item.no, answer);
    return { ...change, outcome: 'moved' };
  }
  return { ...nothing, ...(await refusedAs(store, item.no, answer)) };
}

const nothing = { landings: [], moves: [], review: 0 };

async function refusedAs(
  store: Store,
  no: string,
  { code, data }: { code: string; data?: Record<string, Json> },
): Promise<Pick<MigrationItem, 'outcome' | 'code' | 'blocks'>> {
  const blocks = data ? blocksIn({ detail: data }) : [];
  if (blocks.length > 0) return { outcome: 'blocked', code, blocks };
  const row = await store.issues.get(no);
  const isOver = row === null || row.view.final || row.view.closedAt !== null;
  return { outcome: code === 'NOT_ALLOWED_IN_STATE' && isOver ? 'ended' : 'refused', code, blocks };
}
