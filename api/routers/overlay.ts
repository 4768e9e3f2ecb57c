import { occupancyOf, wayOf } from '#domain';
import { rowScope } from '../access';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal } from '../problem';
import { rowOf } from '../reading';
import { eventsOf } from '../timeline';
import { find } from './releases';

/** What runs, laid over the drawing it runs by. */
export function overlayRoutes(mount: Mount, deps: Deps): void {
  mount('readOverlay', async ({ params, who }) => {
    const { planHash, content } = await find(deps, params.id);
    const stands = await deps.store.issues.standing(planHash, rowScope(who) ?? undefined);
    const at = deps.clock.now();
    return reply(200, { at, ...occupancyOf(content.flow, stands, at) });
  });
  mount('readWay', async ({ params, who }) => {
    const row = await rowOf(deps, params.no, who);
    const [state, release, events] = await Promise.all([
      deps.store.issues.state(row.no),
      deps.store.releases.byHash(row.view.release),
      eventsOf(deps, row.no),
    ]);
    if (!state || !release) throw new Refusal('NOT_FOUND');
    const { flow, number } = release.content;
    return reply(200, {
      release: number,
      flow,
      ...wayOf(
        flow,
        state,
        events.map(({ event }) => event),
      ),
    });
  });
}
