import type { Instant } from '../deadline';
import { type Known, type SimilarSettings, textCloseness } from '../similar';
import type { Theme } from './state';

/** What is known of a category's themes when it is looked for new ones. */
export type ThemesSoFar = {
  /** How many there were, and up to when the last one counted. */
  count: number;
  to: Instant | null;
  /** Open ones with their seed's fingerprint, where it is still there. */
  open: { theme: Pick<Theme, 'id' | 'intakes'>; seed: Known | null }[];
};

export type Found = {
  proposals: Omit<Theme, 'leadUnit'>[];
  /** Submissions that belong to a theme already open. */
  joining: { id: string; intakes: string[] }[];
};

const dayMs = 86_400_000;

/**
 * Themes among the submissions of the last days (DOMAIN 4 #18): a cluster of like texts in one category with so many reporters, or
 * from so many districts. At most one a category and window, the largest; the category's next window begins where this one ends.
 */
export function detectThemes(
  recent: readonly Known[],
  soFar: ReadonlyMap<string, ThemesSoFar>,
  settings: SimilarSettings,
  now: Instant,
): Found {
  const found: Found = { proposals: [], joining: [] };
  const from = new Date(Date.parse(now) - settings.themes.days * dayMs).toISOString();
  for (const [category, entries] of byCategory(recent, from, now)) {
    const known = soFar.get(category) ?? { count: 0, to: null, open: [] };
    const left = joined(entries, known, settings, found);
    const begin = known.to !== null && known.to > from ? known.to : from;
    const cluster = largest(
      left.filter(({ at }) => at > begin),
      settings,
    );
    if (cluster !== null) found.proposals.push(proposalOf(category, cluster, known.count + 1, { from: begin, to: now }));
  }
  return found;
}

function byCategory(recent: readonly Known[], from: Instant, now: Instant): Map<string, Known[]> {
  const groups = new Map<string, Known[]>();
  for (const one of recent.filter(({ at }) => at > from && at <= now)) {
    if (one.category !== null) groups.set(one.category, [...(groups.get(one.category) ?? []), one]);
  }
  return groups;
}

/** Takes out what belongs to an open theme. */
function joined(entries: readonly Known[], known: ThemesSoFar, settings: SimilarSettings, found: Found): Known[] {
  let left = [...entries];
  for (const { theme, seed } of known.open) {
    const taken = new Set(theme.intakes);
    left = left.filter(({ no }) => !taken.has(no));
    if (seed === null) continue;
    const like = left.filter((one) => isLike(seed, one, settings));
    if (like.length > 0) found.joining.push({ id: theme.id, intakes: like.map(({ no }) => no) });
    left = left.filter((one) => !like.includes(one));
  }
  return left;
}

const isLike = (a: Known, b: Known, { themes, text }: SimilarSettings): boolean =>
  textCloseness(a.features, b.features, text) >= themes.text;

type Cluster = { seed: Known; members: Known[]; reporters: number; districts: string[] };

/** Each submission with all that are like it; the largest that is large enough. Ties go to the earlier. */
function largest(entries: readonly Known[], settings: SimilarSettings): Cluster | null {
  const ordered = [...entries].sort((a, b) => (a.at === b.at ? (a.no < b.no ? -1 : 1) : a.at < b.at ? -1 : 1));
  let best: Cluster | null = null;
  for (const seed of ordered) {
    const cluster = clusterOf(
      seed,
      ordered.filter((one) => one === seed || isLike(seed, one, settings)),
    );
    if (isTheme(cluster, settings) && (best === null || cluster.members.length > best.members.length)) best = cluster;
  }
  return best;
}

const clusterOf = (seed: Known, members: Known[]): Cluster => ({
  seed,
  members,
  // Who gives no number cannot be told apart: each counts.
  reporters: new Set(members.map(({ reporter, no }) => reporter ?? no)).size,
  districts: [...new Set(members.flatMap(({ district }) => district ?? []))].sort(),
});

const isTheme = ({ reporters, districts }: Cluster, { themes }: SimilarSettings): boolean =>
  reporters >= themes.reporters || districts.length >= themes.districts;

const proposalOf = (
  category: string,
  { seed, members, reporters, districts }: Cluster,
  n: number,
  window: Theme['window'],
): Found['proposals'][number] => ({
  ...{ id: `${category}-${n}`, category, state: 'PROPOSED', window, seed: seed.no },
  ...{ intakes: members.map(({ no }) => no), reporters, districts, plan: null, tasks: [], acts: [] },
});
