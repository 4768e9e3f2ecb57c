import type { Instant } from '../deadline';
import type { IssueEvent, IssueState } from '../issue';
import {
  playFrame,
  runScenario,
  settingOf,
  startPlay,
  writeInstant,
  type City,
  type PlayFrame,
  type Scenario,
  type Setting,
} from '../rehearsal';
import { unawaited } from '../rehearsal/awaited';
import { readInstant } from '../rehearsal/times';
import { drive } from './drive';
import { wayTo, witnessesOf, type Witness } from './witness';
import type { Fault, Suspicion } from './suspicion';
import type { Walk } from './walk';

/** A suspicion that the interpreter has borne out: an issue as a scenario, which is red until the draft is mended. */
export type Confirmed = { readonly scenario: Scenario; readonly witness: Witness };

/**
 * Plays a suspicion to its end on the interpreter (DESIGN 2: one interpreter). What does not come out as the walk says is no finding.
 * @param at the instant at which the issue comes in
 */
export function confirm(walk: Walk, city: City, suspicion: Suspicion, at: Instant): Confirmed | null {
  const made = settingOf(city);
  if (!made.ok) return null;
  const start = writeInstant(made.setting.zone, at);
  for (const witness of witnessesOf(walk, suspicion.spot, city)) {
    const frame = played(walk, city, made.setting, suspicion, witness, start);
    if (!frame || !isSo(suspicion, walk, frame.frame)) continue;
    const scenario = { ...frame.play, expect: expectationOf(suspicion) };
    const run = runScenario(scenario.id, scenario, city, walk.drawing.content.flow);
    if (run.outcome === 'red') return { scenario, witness };
  }
  return null;
}

function played(
  walk: Walk,
  city: City,
  setting: Setting,
  { spot }: Suspicion,
  witness: Witness,
  start: string,
): { play: Scenario; frame: PlayFrame } | null {
  const from = witness.day === null ? start : `${witness.day}${start.slice(10)}`;
  const opened = startPlay(from, witness.intake, walk.drawing.content.flow.id);
  const first = playFrame(opened, city);
  const now = readInstant(setting.zone, from);
  if (!first.ok || now === null) return null;
  const ride = drive(walk, first.frame.setting, { play: opened, state: first.frame.state, now }, wayTo(spot), witness.told);
  if (!ride) return null;
  const end = playFrame(ride.play, city);
  return end.ok ? { play: ride.play, frame: end.frame } : null;
}

/** Whether what was suspected is so, as the interpreter leaves the issue. */
function isSo({ fault, spot: { node } }: Suspicion, walk: Walk, { setting, state, events }: PlayFrame): boolean {
  switch (fault.kind) {
    case 'stuck':
      return state.incidents.some(({ resolvedAt }) => resolvedAt === null);
    case 'nobodyThere':
    case 'noLimit':
      return unawaited(setting, state).some((at) => at === node || at.startsWith(`${node}: `));
    case 'notActive':
      return !isWorkedAt(state, node) && events.some((event) => isInactiveAt(event, node));
    case 'nobodysEnd':
      return state.endNode === node && !wasHeld(walk, state);
    case 'toAccused':
      return (
        state.assignments.some((share) => share.node === node && share.unit === fault.unit) ||
        state.orders.some((order) => order.node === node && order.teams.includes(fault.unit)) ||
        state.whistles.some(({ called }) => called.some(({ unit }) => unit === fault.unit))
      );
  }
}

const isWorkedAt = ({ assignments, orders }: IssueState, at: string): boolean =>
  assignments.some(({ node }) => node === at) || orders.some(({ node }) => node === at);

const isInactiveAt = ({ type, node, data }: IssueEvent, at: string): boolean =>
  type === 'escalationFallback' && node === at && Array.isArray(data?.['inactive']) && data['inactive'].length > 0;

/** Closed without a person's step, a share or an order, or after a step whose units could none of them have it. */
function wasHeld(walk: Walk, state: IssueState): boolean {
  const lost = walk.drawing.flow.nodes.some(
    (node) =>
      (node.kind === 'assign' || node.kind === 'offer') &&
      node.required &&
      (state.counters[`visit.${node.id}`] ?? 0) > 0 &&
      !isWorkedAt(state, node.id),
  );
  const isWhistled =
    state.whistles.length > 0 ||
    !walk.drawing.flow.nodes.some((node) => node.kind === 'whistle' && (state.counters[`visit.${node.id}`] ?? 0) > 0);
  const touched = Object.keys(state.actedBy).length > 0 || state.assignments.length > 0 || state.orders.length > 0;
  return touched && !lost && isWhistled;
}

/** What does not hold now and holds once the draft, or the directory, is mended. */
function expectationOf({ fault, spot: { node } }: Suspicion): NonNullable<Scenario['expect']> {
  const expectations: { [K in Fault['kind']]: NonNullable<Scenario['expect']> } = {
    stuck: { incidents: [] },
    nobodyThere: { awaited: true },
    noLimit: { awaited: true },
    notActive: { absent: { events: [{ type: 'escalationFallback', node }] } },
    nobodysEnd: { closedAt: null },
    toAccused:
      fault.kind === 'toAccused' ? { absent: { assignments: [{ unit: fault.unit }], whistles: [{ units: [fault.unit] }] } } : {},
  };
  return expectations[fault.kind];
}
