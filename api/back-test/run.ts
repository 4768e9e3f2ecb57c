import { type BackTestJob, summaryOfParts } from '#domain';
import type { BackTestAsked, BackTestRecord } from '#store';
import type { Deps } from '../deps';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { cityOf } from '../rehearsal';
import { type Drawn, drawnFrom, findingsOf } from '../releases';
import { casesSince } from './cases';
import { type Threads, startThreads } from './threads';

/** Back-tests of this process: begins them, says how far they are, stops them. */
export type BackTestDesk = {
  start: (flow: string, asked: Asked, who: { id: string; person: string }) => Promise<BackTestRecord>;
  cancel: (id: string) => Promise<void>;
  /** The record as it is; one whose process is gone is told to have failed. Throws `NOT_FOUND`. */
  read: (id: string) => Promise<BackTestRecord>;
  close: () => void;
};
export type Asked = { depth: BackTestRecord['depth']; source: BackTestAsked };

const dayMs = 86_400_000;
/** How often the record says how far it is, and after how much silence whoever ran it is gone; real milliseconds. */
const beatEveryMs = 500;
const silentMs = 60_000;
/** How many may run in one process at once: each takes its threads. */
const atOnce = 1;

type Tools = { deps: Deps; plans: Plans; running: Map<string, { stop: () => void }> };

export function backTestDesk(deps: Deps, plans: Plans): BackTestDesk {
  const tools: Tools = { deps, plans, running: new Map() };
  const { backTests } = deps.store;
  const read = async (id: string): Promise<BackTestRecord> => {
    const found = await backTests.get(id);
    if (!found) throw new Refusal('NOT_FOUND', { detail: id });
    if (isOver(found) || tools.running.has(id) || !isSilent(deps, found)) return found;
    await end(tools, id, { state: 'failed', summary: null, problem: 'the process that ran it is gone' });
    return (await backTests.get(id)) ?? found;
  };
  return {
    read,
    start: (flow, asked, who) => begin(tools, flow, asked, who),
    cancel: async (id) => {
      const found = await read(id);
      if (isOver(found)) throw new Refusal('NOT_ALLOWED_IN_STATE', { detail: found.state });
      await backTests.askToCancel(id);
      tools.running.get(id)?.stop();
    },
    close: () => {
      for (const { stop } of tools.running.values()) stop();
    },
  };
}

export const isOver = ({ state }: Pick<BackTestRecord, 'state'>): boolean => state !== 'reading' && state !== 'running';

const isSilent = ({ clock }: Deps, { beatAt }: BackTestRecord): boolean =>
  Date.parse(clock.realNow()) - Date.parse(beatAt) > silentMs;

async function begin(tools: Tools, flow: string, asked: Asked, who: { id: string; person: string }): Promise<BackTestRecord> {
  const { deps, running } = tools;
  const { backTests } = deps.store;
  const known = await backTests.get(who.id);
  if (known) return known;
  if (running.size >= atOnce) throw new Refusal('TOO_MANY_REQUESTS', { detail: 'another back-test is running' });
  // Taken before anything is waited for: two who begin at once do not both get through.
  running.set(who.id, { stop: () => undefined });
  try {
    return await beginAlone(tools, flow, asked, who);
  } catch (error) {
    running.delete(who.id);
    throw error;
  }
}

async function beginAlone(
  tools: Tools,
  flow: string,
  asked: Asked,
  who: { id: string; person: string },
): Promise<BackTestRecord> {
  const { deps } = tools;
  const { backTests, releases, settings } = deps.store;
  const { document } = await settings.get();
  refuseTooMany(asked, document.backTests.mostIssues[asked.depth]);
  if (asked.source.kind === 'year' && !document.year)
    throw new Refusal('NOT_ALLOWED_IN_STATE', { detail: 'the settings of this city have no year to draw from' });
  const [drawn, live] = await Promise.all([drawnFrom(deps, flow), releases.current(deps.city)]);
  if (!live) throw new Refusal('NOT_FOUND', { detail: 'no release is live' });
  const findings = (await findingsOf(deps, drawn)).filter(({ severity }) => severity === 'error');
  if (findings.length > 0) throw new Refusal('CHECK_FAILED', { findings });
  const now = deps.clock.realNow();
  const record: BackTestRecord = {
    ...{ id: who.id, flow, draftHash: drawn.draftHash, live: { number: live.content.number, hash: live.contentHash } },
    ...{ ...asked, by: who.person, startedAt: now, finishedAt: null, state: 'reading', done: 0, of: asked.source.issues },
    ...{ unread: 0, beatAt: now, cancelAsked: false, summary: null, problem: null },
  };
  if (!(await backTests.begin(record))) return (await backTests.get(who.id)) ?? record;
  const draft = await cityOf(deps, drawn);
  const job: BackTestJob = {
    depth: asked.depth,
    live: { ...draft, content: live.content },
    draft,
    source: await sourceOf(deps, asked.source),
  };
  carry(tools, record, job, document.backTests).catch((error: unknown) =>
    deps.log.error({ err: error, id: who.id }, 'a back-test failed'),
  );
  return record;
}

function refuseTooMany({ source }: Asked, most: number): void {
  if (source.issues <= most) return;
  throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.source.issues', message: `at most ${most}` }] });
}

/** A generated year meets the city's own units and no others: what the profile would add to them nobody here knows. */
async function sourceOf({ store, clock }: Deps, asked: BackTestAsked): Promise<BackTestJob['source']> {
  if (asked.kind === 'past') return { kind: 'past', cases: [], asOf: clock.now() };
  const { year } = (await store.settings.get()).document;
  if (!year) throw new Error('begin has looked');
  const { seed, issues } = asked;
  return { kind: 'year', profile: { ...year, units: { ...year.units, total: 1 } }, seed, issues };
}

type Limits = { keep: number; threads: number };
type Ending = Pick<BackTestRecord, 'state' | 'summary' | 'problem'>;

/** Reads, plays and keeps a back-test to its end, whatever that is. */
async function carry(tools: Tools, record: BackTestRecord, job: BackTestJob, limits: Limits): Promise<void> {
  const { deps, running } = tools;
  const { id } = record;
  const called = { off: false };
  const at = { done: 0, of: record.of, unread: 0, state: 'reading' as 'reading' | 'running' };
  let stored: Promise<void> = Promise.resolve();
  let chunks = 0;
  const threads = startThreads(job, Math.min(limits.threads, record.source.issues), {
    onProgress: (done, of) => Object.assign(at, { done, of, state: 'running' }),
    onChunk: (chunk) => {
      const n = chunks++;
      stored = stored.then(() => deps.store.backTests.putChunk(id, n, chunk));
    },
  });
  const stop = (): void => {
    called.off = true;
    threads.stop();
  };
  running.set(id, { stop });
  const beat = setInterval(() => {
    const { done, of, unread, state } = at;
    void deps.store.backTests.beat(id, { done, of, unread, state, beatAt: deps.clock.realNow() }).then(
      (asked) => asked && stop(),
      () => undefined,
    );
  }, beatEveryMs);
  try {
    if (record.source.kind === 'past') await dealOut(tools, record, threads, { called, at });
    const played = await threads.finish();
    await stored;
    const ending: Ending = played.ok
      ? { state: 'done', summary: summaryOfParts(played.tallies), problem: null }
      : { state: 'failed', summary: null, problem: played.problems.map(({ message }) => message.en).join('; ') };
    clearInterval(beat);
    await end(tools, id, ending, at);
    await prune(tools, record.flow, limits.keep);
  } catch (error) {
    clearInterval(beat);
    threads.stop();
    if (!called.off) await end(tools, id, { state: 'failed', summary: null, problem: 'the back-test could not be finished' });
    if (!called.off) throw error;
    await end(tools, id, { state: 'cancelled', summary: null, problem: null }).catch(() => undefined);
  } finally {
    clearInterval(beat);
    running.delete(id);
  }
}

type Going = { called: { off: boolean }; at: { of: number; unread: number } };

async function dealOut(
  tools: Tools,
  { source, startedAt }: BackTestRecord,
  threads: Threads,
  { called, at }: Going,
): Promise<void> {
  if (source.kind !== 'past') return;
  const { clock } = tools.deps;
  const since = new Date(Date.parse(clock.deskAt(startedAt)) - source.days * dayMs).toISOString();
  let read = 0;
  for await (const { cases, unread } of casesSince(tools, { since, most: source.issues })) {
    if (called.off) throw new Error('called off');
    threads.deal(cases);
    read += cases.length;
    Object.assign(at, { of: read, unread: at.unread + unread });
  }
}

async function end({ deps }: Tools, id: string, ending: Ending, at: { unread?: number } = {}): Promise<void> {
  const { summary } = ending;
  const seen = summary ? { done: summary.issues, of: summary.issues, unread: at.unread ?? 0 } : {};
  await deps.store.backTests.end(id, { ...ending, ...seen, finishedAt: deps.clock.realNow() });
}

/** Old ones make room, but for those that a release was published with. */
async function prune({ deps }: Tools, flow: string, keep: number): Promise<void> {
  const { backTests, releases } = deps.store;
  const attached = new Set((await releases.list(deps.city)).map(({ backTest }) => backTest?.id));
  const old = (await backTests.list(flow)).filter((one) => isOver(one) && !attached.has(one.id)).slice(keep);
  for (const { id } of old) await backTests.remove(id);
}

/** The newest back-test that was finished on exactly these drafts: what is published with them. */
export async function backTestFor({ store }: Deps, { draftHash, content }: Drawn) {
  const found = (await store.backTests.list(content.flow.id)).find((one) => one.draftHash === draftHash && one.state === 'done');
  if (!found?.summary || found.finishedAt === null) return undefined;
  const { id, depth, finishedAt, summary } = found;
  return { id, depth, finishedAt, issues: summary.issues, changed: summary.changed, kinds: summary.kinds };
}
