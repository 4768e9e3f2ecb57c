import type { Instant } from '../../deadline';
import type { IssueState } from '../../issue';
import type { Facts } from '../../text';
import type { IntakeRecord } from '../../issue';
import { actorFor, dataFor } from '../names';
import type { PastAct } from '../past-issue';
import type { Setting } from '../setting';
import { createWorld, openIssue, runTo, submit } from '../world';
import type { Arrival } from '../year/arrivals';
import type { YearProfile } from '../year/profile';
import { playYear, type YearProgress } from '../year/simulate';
import { type RecordedAct, type SharesSince, anchorOf, noteShares } from './acts';
import type { Journey } from './replay';
import { type Way, type WayWatch, endWay, watchTurn, watchWay } from './way';

/** A journey with the way it took under the release it was recorded on. */
export type Recorded = { journey: Journey; way: Way; leftOpen: ReadonlySet<string>; until: Instant };

/** A real issue without anybody's data: what was reported, and what people did at which instants. */
export type PastCase = {
  no: string;
  intake: IntakeRecord;
  facts: Facts;
  acts: readonly PastAct[];
  /** What comes after this cannot be played by one issue alone: it was merged, offered, put on the ledger. */
  endsAt: Instant | null;
};

const alone = { numberOf: (alias: string): string => alias };

/** Plays a real issue on a release at its own instants, and notes since when each act could be done. */
export function recordPast(setting: Setting, past: PastCase, asOf: Instant): Recorded {
  const { no, intake, facts } = past;
  const until = past.endsAt ?? asOf;
  const world = createWorld(setting, intake.receivedAt, [], false);
  const watch = watchWay(intake.category);
  const shares: SharesSince = new Map();
  const { plan } = setting.desk;
  const acts: RecordedAct[] = [];
  world.onTurn = ({ state }) => {
    noteShares(shares, watch.before, state);
    watchTurn(watch, plan, state);
  };
  const life = openIssue(world, { at: intake.receivedAt, no, intake, facts, relapseOf: null });
  for (const { at, by, name, data: told } of past.acts) {
    const actor = actorFor(setting, by);
    if (actor === null || at > until) continue;
    runTo(world, at, at);
    world.now = at;
    const data = dataFor({ setting, aliases: alone, life }, name, told, true);
    let met = life.state;
    const command = { id: `p${acts.length}-${at}`, name, at, actor, data };
    submit(world, life, {
      command,
      taken: () => (met = life.state),
      done: (turn) => {
        if (turn.ok) acts.push(actOf(plan.flow.nodes, shares, met, { at, name, actor, data }));
      },
    });
  }
  runTo(world, until);
  return {
    journey: { no, intake, facts, acts, shares: sharesIn(life.state) },
    way: endWay(watch, until),
    leftOpen: openSteps(life.state),
    until,
  };
}

type Done = Omit<RecordedAct, 'anchor' | 'from'>;

const actOf = (
  nodes: Parameters<typeof anchorOf>[0]['nodes'],
  shares: SharesSince,
  state: IssueState,
  done: Done,
): RecordedAct => ({
  ...done,
  ...anchorOf({ state, nodes, shares }, done),
});

const sharesIn = ({ assignments }: IssueState): string[] => assignments.map(({ unit }) => unit);
const openSteps = ({ tokens }: IssueState): ReadonlySet<string> => new Set(tokens.map(({ node }) => node));

type Kept = {
  arrival: Arrival;
  watch: WayWatch;
  shares: SharesSince;
  acts: RecordedAct[];
  units: string[];
  leftOpen: ReadonlySet<string>;
};
export type YearSource = { profile: YearProfile; seed: number; issues: number; part?: { index: number; of: number } };

/** Plays a generated year on a release and records every journey of it. Nothing is merged: each journey stands for itself. */
export function* recordYear(setting: Setting, { profile, ...options }: YearSource): Generator<YearProgress, Recorded[]> {
  const kept = new Map<string, Kept>();
  const { plan } = setting.desk;
  const run = playYear(
    setting,
    { ...profile, duplicates: 0 },
    {
      ...options,
      bare: true,
      onArrival: (arrival) => void kept.set(arrival.no, fresh(arrival)),
      onAct: (no, { command: { name, at, actor, data }, before }) => {
        const one = kept.get(no);
        one?.acts.push(actOf(plan.flow.nodes, one.shares, before, { at, name, actor, data }));
      },
      onStep: (no, { state }) => {
        const one = kept.get(no);
        if (!one) return;
        noteShares(one.shares, one.watch.before, state);
        watchTurn(one.watch, plan, state);
        one.leftOpen = openSteps(state);
        one.units = sharesIn(state);
        // The last state of ten thousand issues that are over would be most of the memory.
        if (state.final) one.watch.before = null;
      },
    },
  );
  let next = run.next();
  for (; !next.done; next = run.next()) yield next.value;
  const until = next.value.to;
  return [...kept.values()].map(({ arrival, watch, acts, units, leftOpen }) => {
    const { no, intake, facts } = arrival;
    return { journey: { no, intake, facts, acts, shares: units }, way: endWay(watch, until), leftOpen, until };
  });
}

const fresh = (arrival: Arrival): Kept => ({
  ...{ arrival, watch: watchWay(arrival.intake.category), shares: new Map(), acts: [], units: [], leftOpen: new Set() },
});
