import { livedIn } from './setting';
import type { FlowNode } from '../flow';
import { type Actor, type CommandName, allowedCommands } from '../issue';
import type { Person } from '../directory';
import type { Json } from '../text';
import { type Life, type World, submit } from './world';

/** The steps of the desk that its own people do at once when a scenario does not tell them (DOMAIN 2.8, 2.9). */
export const staffCommands = ['verify', 'review', 'dispatch', 'reviewReply'] as const;
export type StaffCommand = (typeof staffCommands)[number];

/** Whether a scenario tells what happens at this step of this issue, so that nobody does it by themselves. */
export type IsTold = (life: Life, node: FlowNode) => boolean;

export const actorOf = ({ id, roles, unit, district }: Person): Actor => ({ id, roles, unit, district });

/**
 * Lets the desk's people act after every turn: the first active person of the directory who may take the step does, with nothing
 * but a yes. A dispatch names the unit that a return suggested, else the units of the facts that have not returned the issue;
 * where neither is known the step waits.
 */
export function hireStaff(world: World, commands: readonly StaffCommand[], isTold: IsTold): void {
  const tried = new Set<string>();
  world.onTurn = (life) => {
    const work = commands.flatMap((name) => workAt(world, life, name, isTold) ?? [])[0];
    if (!work) return;
    const key = `${life.no} ${work.name} ${JSON.stringify(work.data)} ${visitOf(life, work.name)}`;
    if (tried.has(key)) return;
    tried.add(key);
    const id = `staff-${life.no}-${tried.size}`;
    const command = { id, name: work.name, at: world.now, actor: work.actor, data: work.data };
    submit(world, life, { command, done: () => undefined });
  };
}

/** One try for each visit of a step; one dispatch for each return and cycle, since units that are all closed come back at once. */
const visitOf = ({ state }: Life, name: StaffCommand): string =>
  name === 'dispatch'
    ? `${state.acceptedReturns}.${state.cycle}`
    : state.tokens.map((token) => `${token.id}.${token.node}.${token.visit}`).join();

type Work = { name: StaffCommand; actor: Actor; data: Record<string, unknown> };

function workAt(world: World, life: Life, name: StaffCommand, isTold: IsTold): Work | null {
  const node = openSteps(world, life).find((one) => awaits(one, name));
  if (!node || isTold(life, node)) return null;
  // a unit's people dispatch to units below them (T06); that is not the desk's step
  const isDesks = (one: Person): boolean => name !== 'dispatch' || one.roles.includes('dispatcher');
  const person = world.setting.directory.people.find((one) => one.active && isDesks(one) && may(world, life, actorOf(one), name));
  const data = dataOf(life, name);
  return person && data ? { name, actor: actorOf(person), data } : null;
}

/** The steps of the release that an issue lives by. */
export const drawnFor = (world: World, { state }: Life): Record<string, FlowNode> =>
  livedIn(world.setting, state.release).desk.plan.flow.nodes;

/** The steps of people that an issue stands at. */
export const openSteps = (world: World, life: Life): FlowNode[] =>
  life.state.tokens.flatMap((token) => {
    const node = drawnFor(world, life)[token.node];
    return node?.kind === 'task' ? [node] : [];
  });

export const awaits = (node: FlowNode, name: CommandName): boolean =>
  (node.kind === 'task' || node.kind === 'ask') && node.outcomes.some((outcome) => outcome.command === name);

const may = (world: World, life: Life, actor: Actor, name: CommandName): boolean =>
  allowedCommands(livedIn(world.setting, life.state.release).desk, life.state, actor).includes(name);

function dataOf({ state }: Life, name: StaffCommand): Record<string, unknown> | null {
  if (name === 'reviewReply') return { approve: true };
  if (name !== 'dispatch') return {};
  const suggested = state.facts['suggestedUnit'];
  if (typeof suggested === 'string') return { units: [suggested] };
  const returned = new Set(state.assignments.filter((a) => a.state === 'RETURNED').map((a) => a.unit));
  const named = [state.facts['units'] ?? null, state.facts['unit'] ?? null]
    .flatMap(textsIn)
    .filter((unit) => !returned.has(unit));
  return named.length > 0 ? { units: [...new Set(named)] } : null;
}

const textsIn = (value: Json): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
