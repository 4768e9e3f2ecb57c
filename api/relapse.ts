import { type ClosedCase, type Policy, compileCalendar, relapseOf } from '#domain';
import type { NewIntake, Page, PageRequest, StoredIntake } from '#store';
import type { Deps } from './deps';
import { textOr } from './reading';

/**
 * The closed case that a new report brings back (DOMAIN 4 #17), looked for at the door: closed issues of its category and
 * district, by the points and addresses of their reports. Null for a report that says no place.
 */
export async function relapseFor(deps: Deps, report: NewIntake): Promise<string | null> {
  if (report.point === null && report.address === undefined) return null;
  const { store, city } = deps;
  const release = await store.releases.current(city);
  const { policy, hours } = release?.content ?? {};
  const days = policy ? await store.days.latest(policy.calendar) : null;
  const week = hours?.find((one) => one.id === policy?.calendar);
  if (!policy || !days || !week) return null;
  const closed = await closedCases(deps, report, policy);
  const { category, point, receivedAt } = report;
  const spot = { point, address: report.address ?? null, category, at: receivedAt };
  return relapseOf(compileCalendar(week, days), policy.merge, spot, closed);
}

const dayMs = 86_400_000;
const largestPage = 200;

async function closedCases(deps: Deps, { category, district, receivedAt }: NewIntake, policy: Policy): Promise<ClosedCase[]> {
  // generous: what the length says exactly is the domain's to judge
  const closedSince = new Date(Date.parse(receivedAt) - 2 * (policy.merge.relapseWithin.n + 1) * dayMs).toISOString();
  const filter = {
    ...{ stages: ['CLOSED' as const, 'ARCHIVED' as const], categories: [category], closedSince },
    ...(district === null ? {} : { districts: [district] }),
  };
  const items = await allOf((page) => deps.store.issues.list(filter, page));
  const numbers = items.flatMap(({ view }) => view.intakes);
  if (numbers.length === 0) return [];
  const stored = await intakesOf(deps, numbers);
  return items.flatMap(({ no, view }) =>
    view.closedAt === null
      ? []
      : [
          {
            ...{ no, category, closedAt: view.closedAt },
            spots: stored.filter((one) => view.intakes.includes(one.no)).map(({ intake }) => spotOf(intake)),
          },
        ],
  );
}

async function allOf<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const { items, next }: Page<T> = await read({ limit: largestPage, cursor });
    all.push(...items);
    cursor = next;
  } while (cursor !== null);
  return all;
}

const spotOf = ({ point, address }: StoredIntake['intake']) => ({ point, address: textOr(address) });

/** Reports with their addresses opened; an erased one's place is nobody's any more. */
async function intakesOf({ store }: Deps, numbers: string[]): Promise<StoredIntake[]> {
  const items = await allOf((page) => store.intakes.list({ numbers }, page));
  return Promise.all(items.map(async (one) => ({ ...one, intake: { ...one.intake, ...(await addressOf(store, one)) } })));
}

async function addressOf(store: Deps['store'], { intake }: StoredIntake): Promise<{ address?: string }> {
  return intake.address === undefined ? {} : { address: await store.sealing.unsealDeep(intake.address, '') };
}
