import type { Address } from '../issue/effect';
import { lineOf } from './branch';
import type { DirectorySlice, Unit } from './unit';

/** The links of the escalation line, lowest first (DOMAIN R11). */
export const escalationLinks = ['unitHead', 'parentHead', 'districtSupervision', 'citySupervision', 'chief'] as const;
export type EscalationLink = (typeof escalationLinks)[number];

/** A link that was passed over, and why. */
type TriedLink = { link: EscalationLink; of: string | null; because: 'missing' | 'inactive' | 'accused' };

export type Escalation = { link: EscalationLink; address: Address; tried: TriedLink[] };

type Link = { address: Address; of: string | null; people: readonly string[] };

/**
 * Who hears of a missed deadline of a unit (DOMAIN R11), from a link upward. A link that is missing, not active or accused is
 * passed over and recorded. When nobody is found at all the matter goes to the city's supervision desk, never nowhere (DESIGN 7).
 */
export function escalationAddress(
  slice: DirectorySlice,
  unit: string,
  from: EscalationLink = 'unitHead',
  accused: readonly string[] = [],
): Escalation {
  const tried: TriedLink[] = [];
  for (const link of escalationLinks.slice(escalationLinks.indexOf(from))) {
    const found = linkOf(slice, unit, link);
    const because = faultOf(slice, found, accused);
    if (found && because === null) return { link, address: found.address, tried };
    tried.push({ link, of: found?.of ?? null, because: because ?? 'missing' });
  }
  return { link: 'citySupervision', address: { to: 'desk', role: 'citySupervision', district: null }, tried };
}

function linkOf(slice: DirectorySlice, unit: string, link: EscalationLink): Link | null {
  const [own, parent] = lineOf(slice, unit);
  switch (link) {
    case 'unitHead':
      return headOf(own);
    case 'parentHead':
      return headOf(parent);
    case 'districtSupervision':
      return own?.district ? deskOf(slice, link, own.district) : null;
    case 'citySupervision':
    case 'chief':
      return deskOf(slice, link, null);
  }
}

function headOf(unit: Unit | undefined): Link | null {
  if (!unit) return null;
  return { address: { to: 'unit', unit: unit.code, as: 'head' }, of: unit.code, people: unit.head === null ? [] : [unit.head] };
}

function deskOf(slice: DirectorySlice, role: 'districtSupervision' | 'citySupervision' | 'chief', district: string | null): Link {
  const key = district === null ? role : `${role}:${district}`;
  return { address: { to: 'desk', role, district }, of: district, people: slice.desks[key] ?? [] };
}

/** A link works while one of its people is active and not accused; an inactive unit's head does not. */
function faultOf(slice: DirectorySlice, link: Link | null, accused: readonly string[]): TriedLink['because'] | null {
  if (!link || link.people.length === 0) return 'missing';
  const unit = link.address.to === 'unit' ? slice.units[link.address.unit] : undefined;
  if (unit && accused.includes(unit.code)) return 'accused';
  const active = link.people.filter((person) => !slice.inactivePeople.includes(person));
  if (active.length === 0 || unit?.active === false) return 'inactive';
  return active.every((person) => accused.includes(person)) ? 'accused' : null;
}
