import type { Delivery, OutboxMessage } from '#store';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal } from '../problem';

/** Letters on their way, and those that could not be delivered: to be looked at and tried again. */
export function outboxRoutes(mount: Mount, deps: Deps): void {
  const { outbox } = deps.store;

  mount('listOutbox', async ({ query: { cursor, limit, state, stream } }) => {
    const page = { limit, cursor: cursor ?? null };
    const filter = stream === undefined ? {} : { stream };
    if (state === 'waiting') {
      const { items, next } = await outbox.waiting(filter, page);
      return reply(200, { items: items.map((message) => letterOf(message)), next });
    }
    const { items, next } = await outbox.deliveries({ ...filter, outcome: state }, page);
    return reply(200, { items: items.map((delivery) => letterOf(delivery, delivery)), next });
  });

  mount('retryLetter', async ({ params }) => {
    if (!(await outbox.retry(params.key, deps.clock.realNow()))) throw new Refusal('NOT_FOUND');
    return reply(204);
  });
}

/** Never the text itself: what the letter says is its addressee's. */
function letterOf({ key, body, stream, lane, createdAt, dueAt, attempts }: OutboxMessage, ended?: Delivery) {
  return {
    ...{ key, kind: body.kind, stream, lane, createdAt, dueAt, attempts },
    state: ended ? ended.outcome : ('waiting' as const),
    endedAt: ended?.endedAt ?? null,
    via: ended?.via ?? null,
  };
}
