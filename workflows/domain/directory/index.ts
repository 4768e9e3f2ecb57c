/**
 * The directory as the domain sees it: slices of the live list of units and people, the conflict-of-interest filter that every
 * assignment passes, and the line along which a missed deadline is told upward. Pure; the shell loads, these functions decide.
 */
export { personSchema, unitCodeSchema, unitSchema } from './unit';
export type { DirectorySlice, Person, Unit } from './unit';
export { activeUnits, branchOf } from './branch';
export { conflictFilter, type Filtered } from './conflict';
export { escalationAddress, type Escalation, type EscalationLink } from './escalation';
export { sliceOf } from './slice';
