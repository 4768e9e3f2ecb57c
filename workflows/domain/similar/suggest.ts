import type { Instant } from '../deadline';
import { type Compared, type Score, scoreOf, textCloseness } from './score';
import type { SimilarSettings } from './settings';

/** A submission among others: also whose it is and where exactly, by keyed hashes that say nothing else. */
export type Known = Compared & { no: string; reporter: string | null; address: string | null };

/** What stands in the lists of the issue that has a known submission. `no` is the number. */
export type Standing = { no: string; stage: string; final: boolean; closedAt: Instant | null };

export const suggestionKinds = ['sameResident', 'relapse', 'similar', 'closed'] as const;
/**
 * Why a candidate is shown: the same resident on the same matter within hours, an open issue like this one, a closed one that may
 * have come back, or another closed one.
 */
export type SuggestionKind = (typeof suggestionKinds)[number];
export type Suggestion = Score & {
  kind: SuggestionKind;
  /** The issue, and the submission of it that is alike. */
  no: string;
  intake: string;
  /** Same address text (DOMAIN 4 #17). */
  sameAddress: boolean;
  /** Alike in matter, but of another district: one clue with several tasks (DOMAIN 4 #16). */
  elsewhere: boolean;
};

/**
 * Whom a reviewer is shown beside an arriving submission, best first and each issue once (DOMAIN 4 #16, 17). Nothing is merged or
 * linked by it. `standings` are by the number of a submission.
 */
export function suggest(
  arriving: Known,
  known: readonly Known[],
  standings: ReadonlyMap<string, Standing>,
  settings: SimilarSettings,
): Suggestion[] {
  const best = new Map<string, Suggestion>();
  for (const one of known) {
    const standing = standings.get(one.no);
    if (standing === undefined || one.no === arriving.no || standing.no === arriving.no) continue;
    const score = scoreOf(arriving, one, settings);
    const kind = kindOf(arriving, one, standing, score, settings);
    if (kind === null) continue;
    const found: Suggestion = {
      ...score,
      kind,
      no: standing.no,
      intake: one.no,
      sameAddress: isSameAddress(arriving, one),
      elsewhere: arriving.district !== null && one.district !== null && arriving.district !== one.district,
    };
    const before = best.get(standing.no);
    if (before === undefined || isBefore(found, before)) best.set(standing.no, found);
  }
  return [...best.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, settings.shown);
}

const isBefore = (a: Suggestion, b: Suggestion): boolean => {
  const order = suggestionKinds.indexOf(a.kind) - suggestionKinds.indexOf(b.kind);
  return order === 0 ? a.score > b.score || (a.score === b.score && a.no < b.no) : order < 0;
};

function kindOf(arriving: Known, one: Known, standing: Standing, score: Score, settings: SimilarSettings): SuggestionKind | null {
  if (standing.closedAt !== null) {
    if (isRelapse(arriving, one, standing.closedAt, score.metres, settings)) return 'relapse';
    return settings.showClosed && score.score >= settings.threshold ? 'closed' : null;
  }
  // What was rejected, referred out or withdrawn can take nobody in.
  if (standing.final || unmergeable.has(standing.stage)) return null;
  if (isSameResident(arriving, one, settings)) return 'sameResident';
  return score.score >= settings.threshold ? 'similar' : null;
}

const unmergeable: ReadonlySet<string> = new Set(['MERGED', 'REJECTED', 'REFERRED_OUT', 'WITHDRAWN', 'ARCHIVED']);

const hourMs = 3_600_000;
const dayMs = 86_400_000;

const isSameAddress = (a: Known, b: Known): boolean => a.address !== null && a.address === b.address;

/** DOMAIN 4 #17: the same category within so many metres, or the same address text, within so many days of the closing. */
function isRelapse(arriving: Known, one: Known, closedAt: Instant, metres: number | null, { relapse }: SimilarSettings): boolean {
  const since = Date.parse(arriving.at) - Date.parse(closedAt);
  if (since < 0 || since > relapse.days * dayMs) return false;
  const sameSpot = arriving.category === one.category && metres !== null && metres <= relapse.metres;
  return sameSpot || isSameAddress(arriving, one);
}

const isSameMatter = (a: Known, b: Known, settings: SimilarSettings): boolean =>
  textCloseness(a.features, b.features, settings.text) >= settings.resident.text;

/** DOMAIN 4 #16: submissions of one resident on one matter within a day are proposed together. */
function isSameResident(arriving: Known, one: Known, settings: SimilarSettings): boolean {
  if (arriving.reporter === null || arriving.reporter !== one.reporter) return false;
  const apart = Math.abs(Date.parse(arriving.at) - Date.parse(one.at));
  return apart <= settings.resident.withinHours * hourMs && isSameMatter(arriving, one, settings);
}

/** How often one person has come with one matter: the first is never counted as a repetition (DOMAIN 4 #44). */
export type Repeats = {
  /** Earlier submissions of the same person on the same matter within the days of the settings, oldest first. */
  earlier: string[];
  /** More than the limit. It marks, it refuses nothing: a person rejects with `noNewFacts`, and that can be objected to (C29). */
  overLimit: boolean;
};

export function repeatsOf(arriving: Known, known: readonly Known[], settings: SimilarSettings): Repeats {
  const { max, days } = settings.resident.repeats;
  const earlier = known
    .filter((one) => one.no !== arriving.no && arriving.reporter !== null && one.reporter === arriving.reporter)
    .filter((one) => one.at <= arriving.at && Date.parse(arriving.at) - Date.parse(one.at) <= days * dayMs)
    .filter((one) => isSameMatter(arriving, one, settings))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ no }) => no);
  return { earlier, overLimit: earlier.length >= max };
}
