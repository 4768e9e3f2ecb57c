import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { peopleNames } from '../reading';

/** Who else has a draft open: said again and again by each page, forgotten when it falls silent. */
export function presenceRoutes(mount: Mount, deps: Deps): void {
  const { presences, settings } = deps.store;
  mount('stayAtDraft', async ({ params: { kind, id }, body: { page, place }, who }) => {
    const { againInMs, goneAfterMs } = (await settings.get()).document.presence;
    const at = deps.clock.realNow();
    const goneBefore = new Date(Date.parse(at) - goneAfterMs).toISOString();
    const others = await presences.stay(`${kind}/${id}`, { person: who.person.id, page, place, at }, goneBefore);
    const names = await peopleNames(
      deps,
      others.map(({ person }) => person),
    );
    const items = others.map(({ person, place: where, since }) => ({
      ...{ person, place: where, since },
      name: names[person] ?? person,
      self: person === who.person.id,
    }));
    return reply(200, { items, againInMs });
  });
  mount('leaveDraft', async ({ params: { kind, id, page }, who }) => {
    await presences.leave(`${kind}/${id}`, { person: who.person.id, page });
    return reply(204);
  });
}
