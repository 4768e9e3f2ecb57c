import { randomBytes } from 'node:crypto';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal } from '../problem';

const secretBytes = 32;

/** Where stories and events leave to. A secret is shown when it is made and never again; who changed what is written down. */
export function endpointRoutes(mount: Mount, deps: Deps): void {
  const { endpoints, audit } = deps.store;
  const note = (person: string, id: string, fields: string[]) =>
    audit.append({ at: deps.clock.realNow(), person, action: 'directory', subject: `endpoint ${id}`, purpose: null, fields });

  mount('listEndpoints', async () => reply(200, { items: await endpoints.list() }));

  mount('saveEndpoint', async ({ params: { id }, body: { renew, ...fields }, who }) => {
    const endpoint = { id, ...fields };
    const renewed = renew ? `whsec_${randomBytes(secretBytes).toString('base64')}` : undefined;
    const { secret } = await endpoints.save(endpoint, renewed);
    const made = renewed ?? secret;
    await note(who.person.id, id, [...Object.keys(fields), ...(made === null ? [] : ['secret'])]);
    return reply(200, { endpoint, secret: made });
  });

  mount('removeEndpoint', async ({ params: { id }, who }) => {
    if ((await endpoints.get(id)) === null) throw new Refusal('NOT_FOUND');
    await endpoints.remove(id);
    await note(who.person.id, id, ['removed']);
    return reply(204);
  });
}
