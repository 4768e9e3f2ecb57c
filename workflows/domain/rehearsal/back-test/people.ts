import type { FlowNode } from '../../flow';
import type { Person, Unit } from '../../directory';
import type { Actor, Assignment, IssueState } from '../../issue';
import type { Setting } from '../setting';
import { actorOf } from '../staff';

/** Who acts when an act is done again: whoever did it, or somebody else who may where that person may not. */

type Known = { people: ReadonlyMap<string, Person>; units: ReadonlyMap<string, Unit> };
const known = new WeakMap<object, Known>();

/** A setting's directory by ids, read once for all issues. */
function directoryOf({ directory }: Setting): Known {
  const found = known.get(directory.people) ?? {
    people: new Map(directory.people.map((one) => [one.id, one])),
    units: new Map(directory.units.map((one) => [one.code, one])),
  };
  known.set(directory.people, found);
  return found;
}

/** A person of the directory by id, as they may act today; anybody else keeps what they were recorded with. */
export function actorAgain(setting: Setting, actor: Actor): Actor {
  const person = directoryOf(setting).people.get(actor.id);
  return person ? actorOf(person) : actor;
}

/** For a unit: whoever acted, if they are of that unit, else the unit's own head or liaison. */
export function actorForShare(setting: Setting, actor: Actor, share: Assignment): Actor {
  if (actor.unit === null || actor.unit === share.unit) return actorAgain(setting, actor);
  const { people, units } = directoryOf(setting);
  const unit = units.get(share.unit);
  const post = actor.roles.includes('unitHead') ? (unit?.head ?? unit?.liaison) : (unit?.liaison ?? unit?.head);
  const person = post == null ? undefined : people.get(post);
  return person ? actorOf(person) : { ...actor, id: share.unit, unit: share.unit };
}

/** For a step: whoever acted, where the drawing lets them; else the first of the directory who may. */
export function actorForStep(setting: Setting, actor: Actor, state: IssueState, node: FlowNode): Actor {
  const again = actorAgain(setting, actor);
  if (mayAct(again, state, node)) return again;
  const place = state.facts['district'];
  const able = setting.directory.people.filter((person) => person.active && mayAct(actorOf(person), state, node));
  const near = able.find(({ district }) => district === null || district === place) ?? able[0];
  return near ? actorOf(near) : again;
}

function mayAct(actor: Actor, state: IssueState, node: FlowNode): boolean {
  if (node.kind !== 'task' && node.kind !== 'ask') return true;
  if (!node.roles.some((role) => actor.roles.includes(role))) return false;
  if (node.notSameAs.some((other) => state.actedBy[other] === actor.id)) return false;
  return !(node.notOfHandlingUnit && actor.unit !== null && state.assignments.some(({ unit }) => unit === actor.unit));
}
