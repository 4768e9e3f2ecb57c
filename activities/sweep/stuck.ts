import { type DeskClock, deskClock, formatDue, type Instant, wallTime } from '#domain';
import type { LateStream, Store, StuckCode, StuckFinding } from '#store';
import type { SweepActivities, Swept } from '..';
import type { Look, Sight } from './sight';
import { nextByItself, whyStuck } from './texts';

export type SweepTools = {
  store: Store;
  look: Look;
  /** Real time. */
  realNow: () => string;
  /** Called between looks: the server hears that the sweep lives. */
  beat: () => void;
};

const kinds = ['issue-', 'piece-'] as const;
const pageLength = 200;
/** People's commands come first: a few questions at a time. */
const askedAtOnce = 10;

/** One sweep over all that should have gone on and did not; what it cannot look at this time it looks at the next. */
type Round = { tools: SweepTools; clock: DeskClock; zone: string; at: string; seen: Set<string> };

/**
 * The stuck sweep (DESIGN 9): finds issues and pieces whose next planned instant is past by the settings' length of real time,
 * and intakes without a first step; says why by Temporal's account; takes back the findings of those that go on.
 */
export function createSweepActivities(tools: SweepTools): SweepActivities {
  return { sweepStuck: () => sweep(tools) };
}

async function sweep(tools: SweepTools): Promise<Swept> {
  const { store } = tools;
  const { document: settings } = await store.settings.get();
  const at = tools.realNow();
  const pastReal = new Date(Date.parse(at) - settings.sweeps.stuck.pastByMs).toISOString();
  const clock = deskClock(settings.clock ?? wallTime);
  const round: Round = { tools, clock, zone: settings.zone, at, seen: new Set() };
  for (const kind of kinds) await sweepLate(round, kind, clock.deskAt(pastReal));
  await sweepUnstarted(round, settings.sweeps.stuck.pastByMs);
  const from = (await store.stuck.sweptTo()) ?? '';
  await lookAll(round, [...(await store.stuck.unbegun(from, pastReal)), ...(await knownWithoutSteps(round))]);
  const gone = (await store.stuck.streams()).filter((stream) => !round.seen.has(stream));
  await store.stuck.clear(gone);
  // Only now: a sweep that was cut short looks at them again.
  await store.stuck.markSwept(pastReal);
  return { stuck: round.seen.size, cleared: gone.length };
}

async function sweepLate(round: Round, kind: (typeof kinds)[number], before: Instant): Promise<void> {
  for (let after: string | undefined; ;) {
    const page = await round.tools.store.stuck.late(kind, before, { ...(after ? { after } : {}), limit: pageLength });
    await lookAll(round, page);
    if (page.length < pageLength) return;
    after = page.at(-1)?.stream;
  }
}

/** An intake that the other sweep could not start until now: the workflow is not there to be looked at. */
async function sweepUnstarted({ tools, clock, zone, at, seen }: Round, pastByMs: number): Promise<void> {
  for (const { no, insertedAt } of await tools.store.intakes.unstartedOlderThan(pastByMs, at)) {
    const since = clock.deskAt(insertedAt);
    const why = whyStuck('unstarted', { ...nothing, at: formatDue(zone, since) });
    const stream = `issue-${no}`;
    await tools.store.stuck.note({ stream, code: 'unstarted', since, why, next: nextByItself.unstarted, detail: null }, at);
    seen.add(stream);
  }
}

/** Issues once found without a first step: no list of late ones names them. */
async function knownWithoutSteps({ tools, seen }: Round): Promise<LateStream[]> {
  const known = (await tools.store.stuck.streams()).filter((stream) => !seen.has(stream));
  const heads = await Promise.all(known.map((stream) => tools.store.records.head(stream)));
  return known.filter((_, i) => heads[i] === null).map((stream) => ({ stream, seq: 0, wakeAt: null }));
}

async function lookAll(round: Round, streams: readonly LateStream[]): Promise<void> {
  const { tools, at, seen } = round;
  for (let from = 0; from < streams.length; from += askedAtOnce) {
    tools.beat();
    await Promise.all(
      streams.slice(from, from + askedAtOnce).map(async (late) => {
        // What cannot be looked at is stuck for whoever waits for it, and holds up no other.
        const sight = await tools
          .look(late.stream)
          .catch((error: unknown): Sight => ({ kind: 'noAnswer', detail: nameOf(error) }));
        if (await hasCaughtUp(tools.store, late, sight)) return;
        await tools.store.stuck.note(findingOf(round, late, sight), at);
        seen.add(late.stream);
      }),
    );
  }
}

/** Texts of errors may quote what somebody wrote: only their kind is kept. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** It went on between the list and the look. */
async function hasCaughtUp({ records }: Store, { stream, seq }: LateStream, sight: Sight): Promise<boolean> {
  if (sight.kind !== 'running' || sight.seq <= seq) return false;
  return ((await records.head(stream))?.seq ?? 0) >= sight.seq;
}

const nothing = { at: '', attempts: 0, cause: '', what: '', how: '', seq: 0, ahead: 0 };

/** What was seen, told since when and why; `since` is desk time like every instant that supervision reads. */
function findingOf({ clock, zone, at }: Round, late: LateStream, sight: Sight): Omit<StuckFinding, 'foundAt' | 'seenAt'> {
  const code = codeOf(late, sight);
  const real = 'since' in sight ? sight.since : sight.kind === 'ended' ? sight.at : null;
  const since = real === null ? (late.wakeAt ?? clock.deskAt(at)) : clock.deskAt(real);
  const words = { ...nothing, seq: late.seq, at: formatDue(zone, since) };
  const { stream } = late;
  const detail = 'detail' in sight ? sight.detail : null;
  const why = whyStuck(code, {
    ...words,
    ...sight,
    at: words.at,
    ahead: sight.kind === 'running' ? sight.seq : 0,
    seq: late.seq,
  });
  return { stream, code, since, why, next: nextByItself[code], detail };
}

function codeOf(late: LateStream, sight: Sight): StuckCode {
  if (sight.kind !== 'running') return sight.kind;
  return sight.seq > late.seq ? 'behind' : 'timerLate';
}
