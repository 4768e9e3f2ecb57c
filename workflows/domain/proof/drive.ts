import type { Instant } from '../deadline';
import type { FlowNode } from '../flow';
import { type CommandName, commandSchemas, type IssueState } from '../issue';
import {
  choicesAt,
  tryCommand,
  tryTimer,
  wayTo as wayOnInterpreter,
  withAct,
  withWay,
  type Scenario,
  type Setting,
  type WayStep,
} from '../rehearsal';
import type { Json } from '../text';
import { nodeOf } from './drawing';
import type { Spot } from './spot';
import type { Walk } from './walk';

/** Leads an issue along a way of the walk, by what people can do and by time, on the interpreter itself. */

export type Ride = { play: Scenario; state: IssueState; now: Instant };

/** Windows and ladders may come due several times before a step is left by time. */
const WAKES = 24;

const visits = ({ counters }: IssueState, node: string): number => counters[`visit.${node}`] ?? 0;

/** @returns null where the interpreter cannot be led that way */
export function drive(
  walk: Walk,
  setting: Setting,
  start: Ride,
  way: readonly Spot[],
  told: readonly Record<string, Json>[],
): Ride | null {
  let ride: Ride | null = start;
  let next = 0;
  for (const [at, spot] of way.entries()) {
    const to = way[at + 1];
    if (!to || !ride) break;
    const isTold = to.told.length > spot.told.length;
    const facts = isTold ? (told[next] ?? {}) : {};
    if (isTold) next += 1;
    if (rests(nodeOf(walk.drawing, spot.node)) && stands(ride.state, spot.node))
      ride = leave(walk, setting, ride, { from: spot.node, by: to.by ?? '', to: to.node, facts });
  }
  return ride;
}

const rests = ({ kind }: FlowNode): boolean =>
  ['task', 'ask', 'assign', 'offer', 'whistle', 'wait', 'call', 'publish', 'end'].includes(kind);

const stands = (state: IssueState, node: string): boolean =>
  state.tokens.some((token) => token.node === node) || state.endNode === node;

type Leg = { from: string; by: string; to: string; facts: Record<string, Json> };

function leave(walk: Walk, setting: Setting, ride: Ride, leg: Leg): Ride | null {
  const node = nodeOf(walk.drawing, leg.from);
  if (leg.by === 'sendBack') return acted(setting, ride, leg, 'sendBack', { to: leg.to, remark: '—' });
  if (leg.by === 'reopen') return acted(setting, ride, leg, 'reopen', { reason: '—' });
  if (leg.by === 'expired' || node.kind === 'wait') return waited(setting, ride, leg) ?? led(walk, setting, ride, leg);
  return (
    (node.kind === 'task' || node.kind === 'ask' ? chosen(walk, setting, ride, leg, node) : null) ?? led(walk, setting, ride, leg)
  );
}

/** A person's outcome: as somebody would take it now, with what the way says of the facts. */
function chosen(walk: Walk, setting: Setting, ride: Ride, leg: Leg, node: Extract<FlowNode, { outcomes: unknown }>): Ride | null {
  const commands = new Set(node.outcomes.filter(({ id }) => id === leg.by).map(({ command }) => command));
  for (const choice of choicesAt(setting, ride.state, ride.now)) {
    if (!commands.has(choice.name) || visits(choice.after, leg.to) <= visits(ride.state, leg.to)) continue;
    const found = acted(setting, ride, leg, choice.name, { ...choice.data, ...fieldsOf(choice.name, leg.facts) }, [choice.by]);
    if (found) return found;
  }
  const [unit] = walk.directory.units.filter(({ active, lanes }) => active && lanes.includes('government'));
  return commands.has('dispatch') && unit ? acted(setting, ride, leg, 'dispatch', { units: [unit.code] }) : null;
}

/** Fields of the command itself, the rest as facts. A grade may fall only when that is said. */
function fieldsOf(command: CommandName, facts: Record<string, Json>): Record<string, unknown> {
  const { shape } = commandSchemas[command];
  if (!('facts' in shape)) return {};
  const isField = ([name, value]: [string, Json]): boolean => name in shape && value !== null;
  const own = Object.entries(facts).filter(isField);
  const more = Object.entries(facts).filter((one) => !isField(one));
  const lowered = facts['grade'] === undefined ? [] : [['lowered', true] as const];
  const rest = Object.fromEntries([...more, ...lowered]);
  return { ...Object.fromEntries(own), ...(Object.keys(rest).length > 0 ? { facts: rest } : {}) };
}

function acted(
  setting: Setting,
  ride: Ride,
  leg: Leg,
  name: CommandName,
  data: Record<string, unknown>,
  by?: readonly string[],
): Ride | null {
  const people = by ?? [...setting.directory.people.filter(({ active }) => active).map(({ id }) => id), 'citizen'];
  for (const person of people) {
    const turn = tryCommand(setting, ride.state, { by: person, name, data, at: ride.now });
    if (!turn?.ok || visits(turn.state, leg.to) <= visits(ride.state, leg.to)) continue;
    return { ...ride, state: turn.state, play: withAct(ride.play, setting.zone, ride.now, { by: person, name, data }) };
  }
  return null;
}

/** Time passes until the step is left. */
function waited(setting: Setting, ride: Ride, leg: Leg): Ride | null {
  const steps: WayStep[] = [];
  let { state } = ride;
  for (let wake = 0; wake < WAKES; wake += 1) {
    const passed = tryTimer(setting, state);
    if (!passed) return null;
    steps.push({ is: 'time', until: passed.at });
    state = passed.after;
    if (visits(state, leg.to) > visits(ride.state, leg.to))
      return { state, now: passed.at, play: withWay(ride.play, setting.zone, steps) };
    if (!stands(state, leg.from)) return null;
  }
  return null;
}

/** Several people's acts, as they are found by searching. */
function led(walk: Walk, setting: Setting, ride: Ride, leg: Leg): Ride | null {
  const way = wayOnInterpreter(setting, walk.drawing.flow.edges, { state: ride.state, now: ride.now }, leg.to);
  if (!way) return null;
  let there: Pick<Ride, 'state' | 'now'> | null = ride;
  for (const step of way) there = there && after(setting, there, step);
  return there && { ...there, play: withWay(ride.play, setting.zone, way) };
}

function after(setting: Setting, { state, now }: Pick<Ride, 'state' | 'now'>, step: WayStep): Pick<Ride, 'state' | 'now'> | null {
  if (step.is === 'act') return { state: step.choice.after, now };
  const passed = tryTimer(setting, state);
  return passed && { state: passed.after, now: step.until };
}
