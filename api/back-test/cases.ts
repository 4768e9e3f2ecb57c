import { type BackTestCase, askedThen, pastCase } from '#domain';
import type { IssueRow } from '#store';
import type { Deps } from '../deps';
import type { Plans } from '../plans';
import { eventsOf } from '../timeline';

/** A stretch of real issues, and how many of it could not be read. */
export type Stretch = { cases: BackTestCase[]; unread: number };

const pageSize = 200;

/**
 * Real issues opened since an instant, the newest first, without anybody's data. One whose release is gone, or that has no
 * intake any more, is counted as unread.
 */
export async function* casesSince(
  { deps, plans }: { deps: Deps; plans: Plans },
  { since, most }: { since: string; most: number },
): AsyncGenerator<Stretch> {
  let cursor: string | null = null;
  let left = most;
  do {
    const page: { items: IssueRow[]; next: string | null } = await deps.store.issues.list({}, { cursor, limit: pageSize });
    const within = page.items.filter(({ view }) => view.openedAt >= since).slice(0, left);
    const read: (BackTestCase | null)[] = [];
    for (const row of within) read.push(await caseOf(deps, plans, row));
    const cases = read.filter((one) => one !== null);
    left -= within.length;
    yield { cases, unread: read.length - cases.length };
    cursor = within.length < page.items.length ? null : page.next;
  } while (cursor !== null && left > 0);
}

async function caseOf(deps: Deps, plans: Plans, { no }: IssueRow): Promise<BackTestCase | null> {
  const [state, stored] = await Promise.all([deps.store.issues.state(no), deps.store.intakes.get(no)]);
  const intake = state?.intakes[0];
  const plan = state && (await plans.plan(state.release));
  if (!intake || !plan) return null;
  const events = (await eventsOf(deps, no)).map(({ event }) => event);
  const told = { plan, intake, facts: stored?.facts ?? {}, events };
  const isSealed = state.facts['sensitivity'] === 'sealed';
  return { ...pastCase({ ...told, no }), asked: askedThen(told), isSealed };
}
