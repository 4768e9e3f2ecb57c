import type { Instant } from '../../deadline';
import { type Problem, type ReleaseContent, compileRelease } from '../../flow';
import { type City, type Setting, settingOf } from '../setting';
import { arrivalOf, arrivalTimes } from '../year/arrivals';
import { townOf } from '../year/town';
import { type BackTestItem, compareWays } from './compare';
import { type AskedThen, type Decisions, askAgain, decideReport, decisionsOf } from './decisions';
import { type PastCase, type Recorded, type YearSource, recordPast, recordYear } from './record';
import { replay } from './replay';
import { type Way as IssueWay, sameAnswer } from './way';

/** A real issue for both depths: what it was asked, and what was done to it. `isSealed`: its number is not told. */
export type BackTestCase = PastCase & { asked: readonly AskedThen[]; isSealed: boolean };

export type BackTestDepth = 'decisions' | 'journeys';
/** Issues that really were, as of an instant; or a generated year of which this is one part. */
export type BackTestSource = { kind: 'past'; cases: readonly BackTestCase[]; asOf: Instant } | ({ kind: 'year' } & YearSource);

/** Plain data, so that it can be handed to another thread. */
export type BackTestJob = { depth: BackTestDepth; live: City; draft: City; source: BackTestSource };
export type BackTestProgress = { done: number; of: number };
export type BackTestRun =
  | { ok: true; items: BackTestItem[] }
  /** One of the two does not pass its checks. */
  | { ok: false; code: 'CHECK_FAILED'; problems: Problem[] };

/** How many issues there are between two looks at whether to go on. */
const stride = { decisions: 2000, journeys: 25 };

/**
 * Takes issues through the live release and through a draft and holds the two ways beside each other (DESIGN 8). Yields how far
 * it is, so that a caller may show it, give others their turn, or stop. The same job gives the same items.
 */
export function* runBackTest(job: BackTestJob): Generator<BackTestProgress, BackTestRun> {
  const [live, draft] = [settingOf(job.live), settingOf(job.draft)];
  if (!live.ok) return { ok: false, code: 'CHECK_FAILED', problems: live.problems };
  if (!draft.ok) return { ok: false, code: 'CHECK_FAILED', problems: draft.problems };
  const items =
    job.depth === 'decisions' ? yield* decideAll(job, live.setting) : yield* playAll(job.source, live.setting, draft.setting);
  return { ok: true, items };
}

function* decideAll({ live, draft, source }: BackTestJob, setting: Setting): Generator<BackTestProgress, BackTestItem[]> {
  const [before, after] = [decisionsOf(contentOf(live)), decisionsOf(contentOf(draft))];
  if (source.kind === 'past') return yield* decidePast(before, after, source.cases);
  const { profile, seed, issues, part = { index: 0, of: 1 } } = source;
  const town = townOf(setting.directory, profile, seed);
  const times = arrivalTimes(profile, setting.zone, seed, issues).flatMap((at, n) =>
    n % part.of === part.index ? [{ at, n }] : [],
  );
  const items: BackTestItem[] = [];
  for (const { at, n } of times) {
    const { no, intake, facts: told } = arrivalOf(n, at, { profile, town, seed });
    const { category, district, street, source: from } = intake;
    const facts = { category, district, street, source: from, ...told };
    const [was, is] = [decideReport(before, facts, at), decideReport(after, facts, at)];
    items.push(compareWays({ no, facts: told, at, district, before: was, after: is, assumed: [], refused: [] }));
    if (items.length % stride.decisions === 0) yield { done: items.length, of: times.length };
  }
  return items;
}

const sameWay = (a: IssueWay, b: IssueWay): boolean =>
  a.answers.length === b.answers.length && a.answers.every((one, i) => sameAnswer(one, b.answers[i]));

/** What both releases say to the questions that real issues were asked. */
export function* decidePast(
  before: Decisions,
  after: Decisions,
  cases: readonly Pick<BackTestCase, 'no' | 'intake' | 'asked' | 'isSealed'>[],
): Generator<BackTestProgress, BackTestItem[]> {
  const items: BackTestItem[] = [];
  for (const { no, intake, asked, isSealed } of cases) {
    const was = askAgain(before, asked, null);
    const other = askAgain(after, asked, was);
    was.category ??= intake.category;
    other.category ??= intake.category;
    // The same answers are one way: nothing is kept twice.
    const is = sameWay(was, other) ? was : other;
    const { receivedAt: at, district } = intake;
    items.push(compareWays({ no: isSealed ? null : no, at, district, before: was, after: is, assumed: [], refused: [] }));
    if (items.length % stride.decisions === 0) yield { done: items.length, of: cases.length };
  }
  return items;
}

const contentOf = (city: City): ReleaseContent => {
  const compiled = compileRelease(city.content);
  if (!compiled.ok) throw new Error('a release that was checked compiles');
  return compiled.content;
};

/** How much of the work it is to record a generated year; the rest is to play it again. */
const recordShare = 0.6;

function* playAll(source: BackTestSource, live: Setting, draft: Setting): Generator<BackTestProgress, BackTestItem[]> {
  if (source.kind === 'past') return yield* playPast(source, live, draft);
  const of = Math.ceil(source.issues / (source.part?.of ?? 1));
  const recording = recordYear(live, source);
  let next = recording.next();
  for (; !next.done; next = recording.next()) yield { done: Math.floor(next.value.opened * recordShare), of };
  // The year may have grown a town around the city: the draft meets the same one.
  draft.directory = live.directory;
  const items: BackTestItem[] = [];
  for (const recorded of next.value) {
    const { no, facts } = recorded.journey;
    items.push(playAgain(draft, recorded, { no, facts }));
    if (items.length % stride.journeys === 0) yield { done: Math.floor(of * recordShare + items.length * (1 - recordShare)), of };
  }
  return items;
}

function* playPast(
  { cases, asOf }: Extract<BackTestSource, { kind: 'past' }>,
  live: Setting,
  draft: Setting,
): Generator<BackTestProgress, BackTestItem[]> {
  const items: BackTestItem[] = [];
  for (const one of cases) {
    items.push(playAgain(draft, recordPast(live, one, asOf), { no: one.isSealed ? null : one.no }));
    if (items.length % stride.journeys === 0) yield { done: items.length, of: cases.length };
  }
  return items;
}

type Told = Pick<BackTestItem, 'no' | 'facts'>;

function playAgain(draft: Setting, { journey, way, leftOpen, until }: Recorded, told: Told): BackTestItem {
  const { receivedAt: at, district } = journey.intake;
  const { way: after, assumed, refused } = replay(draft, journey, { until, leftOpen });
  return compareWays({ ...told, at, district, before: way, after, assumed, refused });
}
