import { createHash } from 'node:crypto';
import type { Erasure } from '#store';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { approveErasure, requestErasure, reveal, withdrawErasure } from '../privacy';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';

/** Personal data: looks at what is sealed, erasures, and the log of both. */
export function privacyRoutes(mount: Mount, deps: Deps): void {
  const { audit, erasures, issues, sealing } = deps.store;

  mount('revealField', async ({ params, body, who }) => reply(200, await reveal(deps, who, { no: params.no, ...body })));

  mount('listAudit', async ({ query: { cursor, limit, ...given } }) => {
    const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { items, next } = await audit.list(filter, { limit, cursor: cursor ?? null });
    const names = await peopleNames(
      deps,
      items.map(({ person }) => person),
    );
    return reply(200, { items: items.map((entry) => ({ ...entry, personName: names[entry.person] ?? null })), next });
  });

  mount('readErasureExtent', async ({ query }) => {
    const no = query.no.toUpperCase();
    const extent = await erasures.extentOf(no, query.scope);
    if (!extent) throw new Refusal('NOT_FOUND');
    const { numbers, pieces, photos } = extent;
    const [row, erased] = await Promise.all([issues.get(no), sealing.erasedAt([no])]);
    return reply(200, { numbers, pieces, photos, mergedInto: row?.view.mergedInto ?? null, erasedAt: erased[no] ?? null });
  });

  mount('listErasures', async ({ query: { cursor, limit, no, state } }) => {
    const filter = { ...(no === undefined ? {} : { no: no.toUpperCase() }), ...(state === undefined ? {} : { state }) };
    const { items, next } = await erasures.list(filter, { limit, cursor: cursor ?? null });
    return reply(200, { items: items.map(shown), next });
  });

  mount('requestErasure', async ({ body, key, who }) => {
    // The key names the request, so that sending it twice asks once.
    const id = createHash('sha256').update(`${who.person.id}:${key}`).digest('hex').slice(0, 32);
    return reply(201, shown(await requestErasure(deps, who, { id, ...body })));
  });
  mount('approveErasure', async ({ params, who }) => reply(200, shown(await approveErasure(deps, who, params.id))));
  mount('withdrawErasure', async ({ params, who }) => reply(200, shown(await withdrawErasure(deps, who, params.id))));
}

/** Names of keys are the store's own affair. */
const shown = ({ keys: _keys, ...erasure }: Erasure) => erasure;
