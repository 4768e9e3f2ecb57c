import type { Bilingual, IssueState, Plan } from '#domain';
import type { IssueRow } from '#store';
import { type Signed, checkReadable, isOfferedTo, maySeeReporter } from './access';
import type { Deps } from './deps';
import { DeskAway } from './desk';
import type { Plans } from './plans';
import { Refusal } from './problem';

/** One issue as its pages need it: row, state opened for the reader, plan, and names for codes. */
export type Reading = { row: IssueRow; state: IssueState; plan: Plan | null };

/** What stands where a text was deleted or may not be seen. */
const erased = '\u0000';

/**
 * Finds the issue that now handles a number, and checks that the caller may read it; by the door `offer` also those to whom
 * something of it is offered. Throws `NOT_FOUND`, `FORBIDDEN_UNIT`, and
 * DeskAway for a number that was given while its issue's first step is still on its way.
 */
export async function rowOf(deps: Deps, no: string, who: Signed | null, door: 'read' | 'offer' = 'read'): Promise<IssueRow> {
  const number = no.toUpperCase();
  const row = await deps.store.issues.get(number);
  if (!row && (await deps.store.intakes.get(number))) throw new DeskAway('the issue is about to begin');
  if (!row) throw new Refusal('NOT_FOUND');
  if (who && !(door === 'offer' && isOfferedTo(who, row.view))) checkReadable(who, row.view);
  return row;
}

/** The issue with its sealed texts opened; what was deleted is null. */
export async function readingOf(deps: Deps, plans: Plans, row: IssueRow): Promise<Reading> {
  const stored = await deps.store.issues.state(row.no);
  if (!stored) throw new Refusal('NOT_FOUND');
  const [state, plan] = await Promise.all([deps.store.sealing.unsealDeep(stored, erased), plans.plan(stored.release)]);
  return { row, state, plan };
}

/** What readers of a public page see in place of a text that was deleted. */
export const erasedMark = '〔已删除〕';

/** A text or null where nothing is left of it. */
export const textOr = (text: string | undefined | null): string | null =>
  text === undefined || text === null || text.includes(erased) ? null : text;

/** Whether this reader sees who reported. */
export const reporterFor = (who: Signed, state: IssueState, intake: IssueState['intakes'][number]) => {
  const seen = maySeeReporter(who, intake, state.facts['sensitivity'], state.orders);
  return { name: seen ? textOr(intake.reporter.name) : null, phone: seen ? textOr(intake.reporter.phone) : null };
};

/** The name a node bears on the drawing. */
export const nodeName = (plan: Plan | null, node: string | null | undefined): Bilingual | null =>
  node === null || node === undefined ? null : (plan?.flow.nodes[node]?.name ?? null);

/** Names of the units that stand in an issue; one that is gone keeps its code. */
export async function unitNames(deps: Deps, codes: readonly string[]): Promise<Record<string, Bilingual>> {
  const found = await Promise.all(
    [...new Set(codes)].map(async (code) => [code, await deps.store.directory.unit(code)] as const),
  );
  return Object.fromEntries(found.map(([code, unit]) => [code, unit?.name ?? { zh: code, en: code }]));
}

export async function peopleNames(deps: Deps, ids: readonly string[]): Promise<Record<string, string>> {
  const found = await Promise.all([...new Set(ids)].map(async (id) => [id, await deps.store.directory.person(id)] as const));
  return Object.fromEntries(found.flatMap(([id, person]) => (person ? [[id, person.name] as const] : [])));
}

/** Opens sealed texts in an event's data. */
export async function opened<T>(deps: Deps, value: T): Promise<T> {
  return nullErased(await deps.store.sealing.unsealDeep(value, erased)) as T;
}

function nullErased(value: unknown): unknown {
  if (value === erased) return null;
  if (Array.isArray(value)) return value.map(nullErased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nullErased(inner)]));
}
