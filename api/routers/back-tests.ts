import { createHash } from 'node:crypto';
import { clockName } from '#domain';
import type { BackTestRecord } from '#store';
import { type BackTestDesk, backTestDesk } from '../back-test/run';
import { shadowDesk } from '../back-test/shadow';
import type { Deps } from '../deps';
import { draftOf } from '../drafts';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { nodeName, peopleNames, unitNames } from '../reading';
import { drawnFrom } from '../releases';

/** Back-tests and shadow runs of a flow's drafts. Gives what is to be stopped when the application closes. */
export function backTestRoutes(mount: Mount, deps: Deps, plans: Plans): Pick<BackTestDesk, 'close'> {
  const desk = backTestDesk(deps, plans);
  const { backTests } = deps.store;

  mount('startBackTest', async ({ params, body, who, key }) => {
    await draftOf(deps.store.flows, params.id);
    const id = createHash('sha256').update(`${who.person.id}:${params.id}:${key}`).digest('hex').slice(0, 24);
    return reply(202, await detailOf(deps, await desk.start(params.id, body, { id, person: who.person.id })));
  });

  mount('listBackTests', async ({ params }) => {
    const { document } = await draftOf(deps.store.flows, params.id);
    const found = await backTests.list(document.id);
    const people = await peopleNames(
      deps,
      found.map(({ by }) => by),
    );
    const draftHash = await hashNow(deps, params.id);
    return reply(200, { items: found.map((one) => headOf(one, people, draftHash)) });
  });

  mount('readBackTest', async ({ params }) => reply(200, await detailOf(deps, await desk.read(params.id))));

  mount('cancelBackTest', async ({ params }) => {
    await desk.cancel(params.id);
    return reply(202);
  });

  mount('listBackTestItems', async ({ params, query: { kind, limit, cursor = null } }) => {
    await desk.read(params.id);
    const page = await backTests.items(params.id, kind, { limit, cursor });
    const codes = page.items.flatMap(({ before, after }) => [...before.units, ...after.units]);
    return reply(200, { ...page, units: await unitNames(deps, codes) });
  });

  shadowRoutes(mount, deps, plans);
  return desk;
}

function shadowRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  const desk = shadowDesk(deps, plans);
  const { shadows } = deps.store;

  mount('markShadow', async ({ params, who }) => {
    await desk.mark(params.id, who.person.id);
    return reply(204);
  });

  mount('endShadow', async ({ params }) => {
    await shadows.remove(params.id);
    return reply(204);
  });

  mount('readShadow', async ({ params, query: { limit, cursor = null } }) => {
    const shadow = await shadows.get(params.id);
    if (!shadow) return reply(200, { shadow: null });
    const isThere = await desk.catchUp(shadow);
    const [counts, page, people, draftHash, current] = await Promise.all([
      shadows.counts(shadow.mark),
      shadows.list(shadow.mark, { limit, cursor }),
      peopleNames(deps, [shadow.by]),
      hashNow(deps, params.id),
      deps.store.releases.current(deps.city),
    ]);
    const plan = current && (await plans.plan(current.contentHash));
    const items = page.items.map(({ no, openedAt, differences }) => ({
      ...{ no, openedAt },
      differences: differences.map((one) => ({ ...one, nodeName: nodeName(plan, one.node) })),
    }));
    const { by, since } = shadow;
    const head = { draftHash: shadow.draftHash, current: shadow.draftHash === draftHash, by, byName: people[by] ?? by, since };
    return reply(200, { shadow: { ...head, ...counts, behind: !isThere, items, next: page.next } });
  });
}

/** What the drafts say now; null while they cannot be put together. */
const hashNow = (deps: Deps, flow: string): Promise<string | null> =>
  drawnFrom(deps, flow).then(
    ({ draftHash }) => draftHash,
    () => null,
  );

function headOf(one: BackTestRecord, people: Record<string, string>, draftHash: string | null) {
  const { summary, cancelAsked: _asked, beatAt: _beat, ...rest } = one;
  return { ...rest, current: one.draftHash === draftHash, byName: people[one.by] ?? one.by, changed: summary?.changed ?? null };
}

async function detailOf(deps: Deps, one: BackTestRecord) {
  const { summary } = one;
  const codes = summary
    ? [
        ...summary.load.map(({ unit }) => unit),
        ...summary.flows.flatMap(({ from, to }) => [...from.split(','), ...to.split(',')]),
      ]
    : [];
  const [people, units, draftHash] = await Promise.all([
    peopleNames(deps, [one.by]),
    unitNames(
      deps,
      codes.filter((code) => code !== ''),
    ),
    hashNow(deps, one.flow),
  ]);
  const named = summary && { ...summary, clocks: summary.clocks.map((moves) => ({ ...moves, name: clockName(moves.clock) })) };
  return { ...headOf(one, people, draftHash), summary: named, units };
}
