import type { Actor, Facts, IssueView, Order, Person, Role } from '#domain';
import type { Audience } from '#contract';
import type { IssueFilter, Store } from '#store';
import { Refusal } from './problem';

/**
 * Who may do what: the one place. A route's audience is checked here, rows are limited to the unit's branch of the tree here,
 * and who may see a resident's name is said here. What a command may do is the domain's own decision.
 */
export type Signed = {
  person: Person;
  actor: Actor;
  /** The person's unit and all below it; empty without a unit. */
  branch: readonly string[];
  /** A one-time password still stands. */
  mustChangePassword: boolean;
};

/** The desk's own staff work on every issue; everybody else sees their branch or district. */
const wholeCity: ReadonlySet<Role> = new Set<Role>([
  'clerk',
  'verifier',
  'firstReviewer',
  'dispatcher',
  'replyReviewer',
  'callbackAgent',
  'shiftLeader',
  'citySupervision',
  'chief',
  'reporter',
  'editor',
  'privacyOfficer',
  'auditor',
  'operator',
  'administrator',
]);

/** Those who speak with residents, or answer for their data. */
const seesReporters: ReadonlySet<Role> = new Set<Role>([
  'clerk',
  'verifier',
  'firstReviewer',
  'dispatcher',
  'replyReviewer',
  'callbackAgent',
  'shiftLeader',
  'citySupervision',
  'chief',
  'privacyOfficer',
]);

const holds = (who: Signed, roles: ReadonlySet<Role>): boolean => who.person.roles.some((role) => roles.has(role));

/** Lets the call pass or throws `NOT_SIGNED_IN`, `PASSWORD_CHANGE_REQUIRED` or `FORBIDDEN`. */
export function checkAudience(audience: Audience, who: Signed | null, mayBeOneTime: boolean): void {
  if (audience === 'public' || audience === 'signature' || audience === 'apiKey') return;
  if (!who) throw new Refusal('NOT_SIGNED_IN');
  if (who.mustChangePassword && !mayBeOneTime) throw new Refusal('PASSWORD_CHANGE_REQUIRED');
  if (audience === 'signedIn') return;
  if (!who.person.roles.some((role) => audience.includes(role))) throw new Refusal('FORBIDDEN');
}

/** The rows a person may list; null for the whole city. */
export function rowScope(who: Signed): NonNullable<IssueFilter['scope']> | null {
  if (readsEverything(who)) return null;
  const district = districtOf(who);
  return { units: [...who.branch], ...(district === null ? {} : { districts: [district] }) };
}

/** Whether a person may read one issue: the same rule as the lists'. */
export function mayRead(who: Signed, view: IssueView): boolean {
  if (readsEverything(who)) return true;
  if (view.units.some((unit) => who.branch.includes(unit))) return true;
  const district = districtOf(who);
  return district !== null && view.district === district;
}

/** Whether something of the issue is, or was, offered to the person's unit: they see what is asked, not of whom (DOMAIN 2.9). */
export const isOfferedTo = (who: Signed, view: IssueView): boolean => view.offeredTo.some((unit) => who.branch.includes(unit));

/** Throws `FORBIDDEN_UNIT` for an issue outside the person's branch. */
export function checkReadable(who: Signed, view: IssueView): void {
  if (!mayRead(who, view)) throw new Refusal('FORBIDDEN_UNIT');
}

/** Who answers for a district, and who checks on site there (DOMAIN 4 #48), sees its issues. */
const seesDistrict: ReadonlySet<Role> = new Set<Role>(['districtSupervision', 'gridChecker']);

const districtOf = (who: Signed): string | null => (holds(who, seesDistrict) ? who.person.district : null);

/** Whether every issue of the city is open to a person. */
export const readsEverything = (who: Signed): boolean => holds(who, wholeCity);

/**
 * Whether name and phone of an intake are shown: to the desk, and to units where the resident did not ask to stay unknown. Of a
 * sealed issue to nobody: who has to know reveals it for a purpose, field by field (DOMAIN 2.9).
 */
export function maySeeReporter(
  who: Signed,
  intake: { anonymous: boolean },
  sensitivity: unknown,
  orders: readonly Pick<Order, 'holder' | 'consent'>[],
): boolean {
  if (sensitivity === 'sealed') return false;
  return holds(who, seesReporters) || !intake.anonymous || orders.some((order) => isAgreedWith(who, order));
}

/** The agreement includes the resident's consent to be contacted by this merchant (DOMAIN 2.9). */
const isAgreedWith = (who: Signed, { holder, consent }: Pick<Order, 'holder' | 'consent'>): boolean =>
  consent !== null && holder !== null && who.branch.includes(holder);

/** Facts for a reader: whom a tip-off accuses is the desk's own knowledge (DOMAIN 4.38). */
export function factsFor(who: Signed, facts: Facts): Facts {
  if (readsEverything(who)) return facts;
  const { accused: _accused, ...rest } = facts;
  return rest;
}

/** The signed-in person as of now: roles and unit are read afresh, so that a change counts at once. */
export async function signedOf(store: Store, id: string, mustChangePassword: boolean): Promise<Signed | null> {
  const person = await store.directory.person(id);
  if (!person?.active) return null;
  const branch = person.unit === null ? [] : await store.directory.branch(person.unit);
  const actor: Actor = { id: person.id, roles: person.roles, unit: person.unit, district: person.district };
  return { person, actor, branch, mustChangePassword };
}
