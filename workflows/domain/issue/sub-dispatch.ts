import type { Instant } from '../deadline';
import { activeUnits, conflictFilter } from '../directory';
import type { DirectorySlice } from '../directory/unit';
import type { NodeOf } from '../flow/document';
import { limitBelow } from './clocks';
import type { CommandData } from './command';
import { ownShare, signShare } from './commands-of-units';
import type { Actor, CommandInput } from './input';
import { workingStates } from './share-states';
import { addShare } from './shares';
import { askOutside, listFact, refuse, textFact, type Refusal, type Step } from './step';
import type { Assignment, PendingAsk } from './state';
import { nodeAt } from './walk';

/** A unit's own people pass its share on; everybody else dispatches at the desk's step (C12). */
export const passesOn = ({ unit, roles }: Actor): boolean =>
  unit !== null && !roles.includes('dispatcher') && roles.some((role) => role === 'unitLiaison' || role === 'unitHead');

/** T06: a level-1 unit passes its share on to units below it, due some working hours before its own reply. */
export function subDispatch(step: Step, command: CommandInput): Refusal | null {
  const found = ownShare(step, command, ['unitLiaison', 'unitHead'], workingStates);
  if ('no' in found) return found.no;
  const { share } = found;
  if (share.parentAssignment !== null) return refuse('FORBIDDEN', 'a level-2 unit passes nothing on');
  const { units, dueAt } = command.data as CommandData<'dispatch'>;
  const until = limitBelow(step, share);
  if (until === null || until <= step.at)
    return refuse('NOT_ALLOWED_IN_STATE', `nothing is left of ${share.id}'s time for a unit below`, { until });
  const due = dueAt === undefined ? until : new Date(Date.parse(dueAt)).toISOString();
  if (due > until || due <= step.at) return refuse('INVALID_INPUT', `due at the latest ${until}`, { fields: ['dueAt'], until });
  const busy = units.filter((unit) => belowOf(step, share).some((one) => one.unit === unit));
  if (busy.length > 0) return refuse('NOT_ALLOWED_IN_STATE', `${busy.join(', ')} has it already`, { units: busy });
  const data = { units, share: share.id, dueAt: due };
  askOutside(step, 'subDispatch', share.token, data, (id) => ({
    ...{ id, kind: 'lookUp', units: [...new Set([...units, ...listFact(step.s, 'accused')])] },
    district: textFact(step.s, 'district'),
  }));
  return null;
}

const belowOf = (step: Step, share: Assignment): Assignment[] =>
  step.s.assignments.filter((a) => a.parentAssignment === share.id && workingStates.includes(a.state));

/** Only active units of this unit's own branch, and never the accused one (DOMAIN 4 #38). */
export function subDispatchAnswered(step: Step, ask: PendingAsk, slice: DirectorySlice): Refusal | null {
  const { units, share: id, dueAt } = ask.data as { units: string[]; share: string; dueAt: string };
  const share = step.s.assignments.find((a) => a.id === id);
  const node = share && nodeAt(step, share.node);
  if (!share || node?.kind !== 'assign') return null;
  const strange = units.filter((unit) => slice.units[unit]?.parent !== share.unit);
  if (strange.length > 0) return refuse('FORBIDDEN_UNIT', `${strange.join(', ')} is not below ${share.unit}`, { units: strange });
  const { inactive } = activeUnits(slice, units);
  const { removed } = conflictFilter(slice, units, listFact(step.s, 'accused'));
  const out = [...inactive, ...removed.map((one) => one.unit)];
  if (out.length > 0) return refuse('FORBIDDEN_UNIT', `${out.join(', ')} may not have it`, { units: out });
  if (share.state === 'DISPATCHED') signShare(step, share, false);
  for (const unit of units) addBelow(step, node, share, unit, dueAt);
  return null;
}

function addBelow(step: Step, node: NodeOf<'assign'>, above: Assignment, unit: string, dueAt: Instant): void {
  addShare(step, { id: above.token }, node, {
    ...{ unit, role: 'assist', required: false, replaces: null, forIntake: above.forIntake },
    below: { parent: above.id, dueAt },
  });
}
