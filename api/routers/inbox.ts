import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { nodeName, opened } from '../reading';
import { Refusal } from '../problem';

/** What waits for the caller, and letters to them. */
export function inboxRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  mount('readInbox', async ({ query, who }) => {
    const { cursor, limit, role, kind } = query;
    // One role's list is that of somebody who holds no other.
    const actor = role === undefined ? who.actor : { ...who.actor, roles: who.actor.roles.filter((held) => held === role) };
    const page = await deps.store.inbox.list(actor, [...who.branch], { limit, cursor: cursor ?? null });
    const items = await Promise.all(
      page.items.map(async ({ view, mine }) => {
        const plan = await plans.plan(view.release);
        const wanted = mine.filter((item) => kind === undefined || item.kind === kind);
        return wanted.map((item) => ({ issue: view, item, nodeName: nodeName(plan, item.node) }));
      }),
    );
    return reply(200, { items: items.flat(), next: page.next });
  });

  mount('listNotices', async ({ query, who }) => {
    const { cursor, limit, unread } = query;
    const page = await deps.store.notices.forActor(who.actor, { limit, cursor: cursor ?? null, unread: unread === 'true' });
    const items = await opened(deps, page.items);
    return reply(200, {
      items: items.map(({ id, template, at, stream, channel, values, readBy }) => ({
        ...{ id, template, at, channel, values },
        read: readBy.includes(who.person.id),
        issue: stream?.startsWith('issue-') ? stream.slice('issue-'.length) : null,
      })),
      next: page.next,
    });
  });

  mount('readNotice', async ({ params, who }) => {
    if (params.id === '') throw new Refusal('NOT_FOUND');
    await deps.store.notices.markRead(params.id, who.person.id);
    return reply(204);
  });
}
