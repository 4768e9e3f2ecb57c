import { type Calendar, type Desk, type IssueState, type Plan, compileCalendar, compileRelease } from '#domain';
import type { Store } from '#store';

/** What issues live by, at hand for reading them: plans by hash, calendars by edition. Both never change, so both are kept. */
export type Plans = {
  /** The plan of a release; null when the store does not hold it. */
  plan(hash: string): Promise<Plan | null>;
  /** What `advance` would consult for this issue. */
  deskFor(state: Pick<IssueState, 'release' | 'editions'>): Promise<Desk | null>;
};

const mostPlans = 50;

/** Plans compiled from the store's releases, the latest used kept in memory. */
export function plansOf(store: Store): Plans {
  const plans = new Map<string, Plan>();
  const calendars = new Map<string, Calendar | null>();

  const plan = async (hash: string): Promise<Plan | null> => {
    const known = plans.get(hash);
    if (known) return known;
    const release = await store.releases.byHash(hash);
    const compiled = release ? compileRelease(release.content) : null;
    if (!compiled?.ok) return null;
    if (plans.size >= mostPlans) plans.delete([...plans.keys()][0] ?? '');
    plans.set(hash, compiled.plan);
    return compiled.plan;
  };

  const calendar = async (of: Plan, id: string, edition: number): Promise<void> => {
    const key = `${of.hash} ${id} ${edition}`;
    if (calendars.has(key)) return;
    const [hours, days] = [of.hours[id], await store.days.get(id, edition)];
    if (hours && days) calendars.set(key, compileCalendar(hours, days));
  };

  return {
    plan,
    deskFor: async ({ release, editions }) => {
      const found = await plan(release);
      if (!found) return null;
      await Promise.all(Object.entries(editions).map(([id, edition]) => calendar(found, id, edition)));
      return { plan: found, calendar: (id, edition) => calendars.get(`${found.hash} ${id} ${edition}`) ?? null };
    },
  };
}
