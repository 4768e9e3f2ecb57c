import type { Person } from '#domain';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { hashPassword, oneTimePassword } from '../passwords';
import type { ProofWatch } from '../proof-watch';
import { Refusal } from '../problem';

/** Units and people: live data. Nobody edits their own rights (DOMAIN 4.40); every change is written down. */
export function directoryRoutes(mount: Mount, deps: Deps, proofs: ProofWatch): void {
  const { directory, sessions, audit } = deps.store;
  const note = (person: string, subject: string, fields: string[]) =>
    audit.append({ at: deps.clock.realNow(), person, action: 'directory', subject, purpose: null, fields });

  mount('listUnits', async ({ query: { active, parent, district } }) => {
    const filter = {
      ...(active === undefined ? {} : { active: active === 'true' }),
      ...(parent === undefined ? {} : { parent }),
      ...(district === undefined ? {} : { district }),
    };
    return reply(200, { items: await directory.units(filter) });
  });

  mount('readUnit', async ({ params }) => {
    const unit = await directory.unit(params.code);
    if (!unit) throw new Refusal('NOT_FOUND');
    return reply(200, unit);
  });

  mount('saveUnit', async ({ params, body, who }) => {
    if (body.code !== params.code) throw mismatch('code');
    await checkParent(deps, body.code, body.parent);
    await directory.saveUnits([body]);
    proofs.directoryChanged();
    await note(who.person.id, `unit ${body.code}`, Object.keys(body));
    return reply(200, body);
  });

  mount('listPeople', async ({ query: { role, unit } }) => {
    const filter = { ...(role === undefined ? {} : { role }), ...(unit === undefined ? {} : { unit }) };
    return reply(200, { items: await directory.people(filter) });
  });

  mount('savePerson', async ({ params, body, who }) => {
    if (body.id !== params.id) throw mismatch('id');
    if (body.id === who.person.id) throw new Refusal('SAME_PERSON', { detail: 'nobody edits their own rights' });
    const before = await directory.person(body.id);
    await directory.savePeople([body]);
    proofs.directoryChanged();
    if (before && losesAccess(before, body)) await sessions.destroyOf(body.id);
    await note(who.person.id, `person ${body.id}`, Object.keys(body));
    return reply(200, body);
  });

  mount('resetPassword', async ({ params, who }) => {
    if (params.id === who.person.id)
      throw new Refusal('SAME_PERSON', { detail: 'change your own with PUT /api/session/password' });
    if (!(await directory.person(params.id))) throw new Refusal('NOT_FOUND');
    const password = oneTimePassword();
    const passwordHash = await hashPassword(password);
    await directory.setCredentials({ person: params.id, passwordHash, oneTime: true, changedAt: deps.clock.realNow() });
    await sessions.destroyOf(params.id);
    await note(who.person.id, `person ${params.id}`, ['password']);
    return reply(200, { password });
  });
}

const mismatch = (path: string): Refusal =>
  new Refusal('INVALID_INPUT', { fields: [{ path: `body.${path}`, message: 'is not the one of the address' }] });

const losesAccess = (before: Person, after: Person): boolean => before.active && !after.active;

/** A unit above itself would make a branch without end. */
async function checkParent(deps: Deps, code: string, parent: string | null): Promise<void> {
  if (parent === null) return;
  if (!(await deps.store.directory.unit(parent)))
    throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.parent', message: 'unknown unit' }] });
  if ((await deps.store.directory.branch(code)).includes(parent))
    throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.parent', message: 'lies below the unit itself' }] });
}
