import type { Role } from '#domain';
import { type Me, holdsAny } from '../client';
import type { IconName } from '../parts';
import type { words } from './words';

export type Room = { path: string; label: keyof typeof words; icon: IconName; roles: readonly Role[] | 'all' };

const supervisors: Role[] = [
  'districtSupervision',
  'citySupervision',
  'chief',
  'shiftLeader',
  'operator',
  'auditor',
  'administrator',
];
const unitPeople: Role[] = ['unitLiaison', 'unitHead', 'handler'];
const servers: Role[] = ['teamLead', 'volunteer', 'merchant'];
const editors: Role[] = ['reporter', 'editor', 'reviewer2', 'reviewer3', 'proofreader', 'citySupervision', 'auditor', 'chief'];
const rules: Role[] = ['ruleAuthor', 'ruleApprover', 'administrator', 'auditor', 'calendarKeeper', 'citySupervision', 'operator'];
const calendarReaders: Role[] = [
  ...rules,
  'districtSupervision',
  'chief',
  'dispatcher',
  'shiftLeader',
  'unitHead',
  'unitLiaison',
];
const guardians: Role[] = ['privacyOfficer', 'auditor', 'chief'];
const intakers: Role[] = ['clerk', 'verifier', 'shiftLeader', 'administrator', 'reporter', 'gridChecker'];

/** What stands in the navigation, and for whom. The server decides what may be read; this only leaves out closed doors. */
const rooms: readonly Room[] = [
  { path: '/inbox', label: 'inbox', icon: 'inbox', roles: 'all' },
  { path: '/offers', label: 'offers', icon: 'offer', roles: servers },
  { path: '/units', label: 'units', icon: 'units', roles: unitPeople },
  { path: '/issues', label: 'issues', icon: 'search', roles: 'all' },
  { path: '/intake', label: 'intake', icon: 'add', roles: intakers },
  { path: '/supervision', label: 'supervision', icon: 'watch', roles: supervisors },
  { path: '/insight', label: 'insight', icon: 'chart', roles: [...supervisors, ...unitPeople] },
  { path: '/newsroom', label: 'newsroom', icon: 'news', roles: editors },
  { path: '/studio', label: 'studio', icon: 'drawing', roles: rules },
  { path: '/calendar', label: 'calendar', icon: 'calendar', roles: calendarReaders },
  { path: '/privacy', label: 'privacy', icon: 'lock', roles: guardians },
  { path: '/directory', label: 'directory', icon: 'people', roles: 'all' },
];

export const roomsOf = (me: Me): Room[] => rooms.filter((room) => room.roles === 'all' || holdsAny(me, room.roles));

/** Where a person begins the day: their own room. */
export function homeOf(me: Me): string {
  if (holdsAny(me, unitPeople)) return '/units';
  if (holdsAny(me, servers)) return '/offers';
  if (holdsAny(me, ['citySupervision', 'districtSupervision', 'chief'])) return '/supervision';
  if (holdsAny(me, ['reporter', 'editor', 'reviewer2', 'reviewer3', 'proofreader'])) return '/newsroom';
  if (holdsAny(me, ['ruleAuthor', 'ruleApprover']) && !holdsAny(me, ['verifier', 'dispatcher'])) return '/studio';
  if (holdsAny(me, ['privacyOfficer'])) return '/privacy';
  if (holdsAny(me, ['calendarKeeper'])) return '/calendar';
  return '/inbox';
}
