import type { Outcome } from '../flow';
import { only, type Atoms } from './atoms';
import { forgetting, withAny, withKnown, withValue, type Spot } from './spot';

/** What a person's command leaves behind on the facts of an issue, as the reducer does it (issue/steps-of-people.ts). */
export function afterCommand(atoms: Atoms, spot: Spot, { id, command, marks, when }: Outcome): Spot {
  let after = learned(atoms, spot, command, when);
  for (const mark of marks)
    if (mark.do === 'set' && atoms.has(mark.fact))
      after =
        mark.value === null
          ? withKnown(after, mark.fact, { set: only(atoms.size(mark.fact), 0), exact: null, from: 'rule' })
          : withValue(atoms, after, mark.fact, mark.value);
  return atoms.has('lastOutcome') ? withValue(atoms, after, 'lastOutcome', id) : after;
}

function learned(atoms: Atoms, spot: Spot, command: string, when: Outcome['when']): Spot {
  switch (command) {
    case 'verify':
    case 'review':
      return toldAnew(atoms, spot, command);
    case 'dispatch':
      return given(atoms, withRouted(atoms, spot), ['units', 'lead']);
    case 'offer':
      return offered(atoms, spot, when);
    case 'reviewReply':
      return given(atoms, spot, ['replyResult']);
    default:
      return spot;
  }
}

/** What was reported may be corrected here, so what follows is asked of other facts than what went before. */
function toldAnew(atoms: Atoms, spot: Spot, command: 'verify' | 'review'): Spot {
  const set = new Map(spot.set);
  for (const fact of ['category', 'district', 'street']) set.delete(fact);
  const told = [...spot.told, { node: spot.node, given: spot.given }];
  if (command === 'verify') return { ...spot, set, told, given: new Map() };
  set.delete('grade');
  return { ...spot, set, told, given: new Map([['grade', atoms.notNull('grade')]]) };
}

const withRouted = (atoms: Atoms, spot: Spot): Spot =>
  atoms.has('routedBy') ? withValue(atoms, spot, 'routedBy', 'dispatcher') : spot;

const given = (atoms: Atoms, spot: Spot, facts: readonly string[]): Spot =>
  facts.filter((fact) => atoms.has(fact)).reduce((one, fact) => withAny(atoms, one, fact, 'given'), spot);

function offered(atoms: Atoms, spot: Spot, when: Outcome['when']): Spot {
  const after = forgetting(atoms, given(atoms, spot, ['teams']), ['vulnerable', 'qualification', 'appointment']);
  const [lane, ...others] = when?.['lane'] ?? [];
  if (!atoms.has('lane')) return after;
  return lane !== undefined && others.length === 0 ? withValue(atoms, after, 'lane', lane) : given(atoms, after, ['lane']);
}
