import {
  type CommandName,
  type Actor,
  commandSchemas,
  draftMapping,
  residentId,
  roleNames,
  roles,
  type Role,
  systemActor,
} from '../issue';
import type { Notice } from '../issue';
import type { Json } from '../text';
import { readInstant, readLength } from './times';
import { actorOf } from './staff';
import { type Setting, livedIn, newestEdition } from './setting';
import type { Person } from '../directory';
import type { Life } from './world';

/** Names in a scenario: who acts, what a command's fields mean, whom a notice reached. */

/** A person by id, by role (`dispatcher`, 派单员, `desk clerk`), `citizen`/`resident` (also `resident:b`), or null. */
export function actorFor(setting: Setting, by: string): Actor | null {
  if (by === 'system') return systemActor;
  if (isResident(by)) return { id: actorIdOf(by), roles: ['citizen'], unit: null, district: null };
  const { people } = setting.directory;
  const role = roleNamed(by);
  const person = personNamed(people, by) ?? (role && people.find((one) => one.active && one.roles.includes(role)));
  if (person) return actorOf(person);
  return role ? { id: by, roles: [role], unit: null, district: null } : null;
}

/** A person by id, also written with a space: `U1 liaison`. */
const personNamed = (people: readonly Person[], name: string): Person | undefined =>
  people.find((one) => one.id === name) ?? people.find((one) => one.id === name.trim().replace(/\s+/, '.'));

const isResident = (by: string): boolean => /^(?:citizen|resident)(?::|$)/.test(by);

/** The id that stands in events for a name of a scenario: residents act by the number of their own intake. */
export const actorIdOf = (by: string): string => {
  const [, alias] = by.split(':');
  return isResident(by) && alias !== undefined ? residentId(numberOfAlias(alias)) : by;
};

/** The number under which a rehearsal opens an intake. */
export const numberOfAlias = (alias: string): string => `S-${alias}`;

const plainly = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A role by its code or by its name in either language, however it is spaced. */
export function roleNamed(name: string): Role | null {
  const wanted = plainly(name);
  return roles.find((role) => [role, roleNames[role].zh, roleNames[role].en].some((one) => plainly(one) === wanted)) ?? null;
}

/** What stands in fields that a scenario's author leaves out because the story does not turn on them. */
const usual: { [N in CommandName]?: Record<string, Json> } = {
  requestInfo: { question: '—' },
  giveInfo: { text: '—' },
  referOut: { to: 'otherCity', reason: '—' },
  reject: { reasonCode: 'outOfScope' },
  sendBack: { remark: '—' },
  requestReturn: { reason: '—', basis: '—' },
  requestExtension: { reason: '—' },
  reply: { did: '—', when: '—', evidence: '—', contact: '—', legalBasis: '—', longTermMeasure: '—' },
  overrideJoint: { reason: '—' },
  release: { reason: '—' },
  complete: { did: '—' },
  quote: { amount: 100 },
  dispute: { reason: '—' },
  rate: { satisfaction: 'satisfied' },
  finalReply: { evidence: '—', headSignature: '—' },
  reopen: { reason: '—' },
  grade: { reason: '—' },
  reassign: { reason: '—' },
  unmerge: { reason: '—' },
  appealCard: { reason: '—' },
  pause: { reason: '—' },
  forceClose: { reason: '—', result: 'UNSOLVED' },
  blowWhistle: { reason: '—' },
  reportIn: { place: '—' },
  repairIncident: { facts: {}, reason: '—' },
  skipIncident: { reason: '—' },
  migrate: { clocks: 'keep', reason: '—' },
};

export type Aliases = { numberOf: (alias: string) => string };

/**
 * A command's fields as the contract wants them: a unit's code or an alias where an id is meant, lengths as text. Fields left out
 * get a dash, unless the scenario says they are missing on purpose (it expects `INVALID_INPUT`).
 */
export function dataFor(
  { setting, aliases, life }: { setting: Setting; aliases: Aliases; life: Pick<Life, 'state'> },
  name: CommandName,
  given: Record<string, unknown>,
  fill: boolean,
): Record<string, unknown> {
  const data: Record<string, unknown> = { ...(fill ? usualFor(name, given) : {}), ...given };
  if (typeof data['length'] === 'string') data['length'] = readLength(data['length']) ?? data['length'];
  if (typeof data['dueAt'] === 'string') data['dueAt'] = readInstant(setting.zone, data['dueAt']) ?? data['dueAt'];
  for (const field of ['target', 'relapseOf']) if (typeof data[field] === 'string') data[field] = aliases.numberOf(data[field]);
  if (typeof data['assignment'] === 'string') data['assignment'] = shareId(life, data['assignment']);
  if (typeof data['card'] === 'string') data['card'] = cardId(life, data['card']);
  if (name === 'blowWhistle' && typeof data['kind'] === 'string') data['kind'] = whistleKind(data['kind']);
  if ('incident' in commandSchemas[name].shape && data['incident'] === undefined)
    data['incident'] = life.state.incidents.find((one) => one.resolvedAt === null)?.id ?? 'none';
  if (name === 'migrate') Object.assign(data, migrationTo(setting, life, given));
  if (name === 'applyCalendar') Object.assign(data, { calendar: setting.calendarId, edition: newestEdition(setting), ...given });
  return data;
}

/** The release by its name in the scenario; the steps as they would be drafted, but for those that the scenario maps otherwise. */
function migrationTo(setting: Setting, { state }: Pick<Life, 'state'>, given: Record<string, unknown>): Record<string, unknown> {
  const next = setting.others.get(String(given['release']))?.desk.plan;
  if (!next) return {};
  const drafted = draftMapping(livedIn(setting, state.release).desk.plan.flow, next.flow).map(
    ({ from, to }) => [from, to] as const,
  );
  return { release: next.hash, steps: { ...Object.fromEntries(drafted), ...(given['steps'] as object | undefined) } };
}

function usualFor(name: CommandName, given: Record<string, unknown>): Record<string, Json> {
  if (name === 'reviewReply') return given['approve'] === false ? { defects: '—' } : { approve: true };
  const form = usual[name] ?? {};
  return name === 'reply' && Object.keys(given).some((field) => field in form) ? {} : form;
}

const whistleKinds: Record<string, string> = { 日常: 'daily', 攻坚: 'hard', 应急: 'emergency' };
export const whistleKind = (kind: string): string => whistleKinds[kind] ?? kind;

/** The latest share of a unit, when a unit's code is given where a share's id is meant. */
const shareId = ({ state }: Pick<Life, 'state'>, name: string): string =>
  state.assignments.findLast((share) => share.unit === name)?.id ?? name;

/** The latest card of a unit, or of a colour, when one of these is given where a card's id is meant. */
const cardId = ({ state }: Pick<Life, 'state'>, name: string): string =>
  state.cards.findLast((card) => card.unit === name || card.colour === name)?.id ?? name;

/** Every name by which the one told may be called in a scenario. */
export function addresseesOf(setting: Setting, { address }: Notice, aliasOf: (no: string) => string): string[] {
  switch (address.to) {
    case 'resident':
      return ['resident', 'citizen', `resident:${aliasOf(address.intake)}`, address.intake, aliasOf(address.intake)];
    case 'person':
      return [address.person];
    case 'unit':
      return [address.unit, `${address.unit}.${address.as}`, ...peopleOfUnit(setting, address.unit, address.as)];
    case 'desk':
      return [
        address.role,
        `${address.role}:${address.district ?? ''}`,
        ...peopleOfDesk(setting, address.role, address.district),
      ];
  }
}

function peopleOfUnit(setting: Setting, code: string, as: 'liaison' | 'head' | 'dutyDesk'): string[] {
  const unit = setting.directory.units.find((one) => one.code === code);
  const person = as === 'head' ? unit?.head : unit?.liaison;
  return person ? [person] : [];
}

const peopleOfDesk = (setting: Setting, role: Role, district: string | null): string[] =>
  setting.directory.people
    .filter(
      (one) =>
        one.active && one.roles.includes(role) && (one.district === null || district === null || one.district === district),
    )
    .map((one) => one.id);
