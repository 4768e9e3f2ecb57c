import type { Naming } from '#domain';
import { type ReleaseParts, diffReleases, laneNames } from '#versions';
import type { ResultOf, Routes } from '#contract';
import type { DraftKind, Revised, Saver } from '#store';
import type { Deps } from '../deps';
import type { Named } from '../drafts';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';
import { type Drawn, drawnFrom } from '../releases';

export type Diff = ResultOf<Routes['diffReleases']>;
type DraftHead = Diff['drafts'][number];
type Side = { release: number | null; content: ReleaseParts };

/** One side of a difference: a release of this flow by its number, or what its drafts say now. Throws `NOT_FOUND`, `CHECK_FAILED`. */
export async function sideOf(deps: Deps, flow: string, which: string): Promise<Side & { drawn?: Drawn }> {
  if (which === 'draft') {
    const drawn = await drawnFrom(deps, flow);
    return { release: null, content: drawn.content, drawn };
  }
  const found = await deps.store.releases.byNumber(deps.city, Number(which));
  if (found?.content.flow.id !== flow) throw new Refusal('NOT_FOUND', { detail: which });
  return { release: found.content.number, content: found.content };
}

/** Two sides and what lies between them, with what is needed to draw both. */
export async function differenceOf(deps: Deps, before: Side, after: Side, drafts: DraftHead[] = []): Promise<Diff> {
  const naming = await namingOf(deps);
  const shown = ({ release, content: { name, flow, policy } }: Side) => ({ release, name, flow, policy });
  return { before: shown(before), after: shown(after), diff: diffReleases(before.content, after.content, naming), drafts };
}

/** Names for the codes that stand in tables: categories, places, sources, units. */
async function namingOf(deps: Deps): Promise<Naming> {
  const [settings, units] = await Promise.all([deps.store.settings.get(), deps.store.directory.units()]);
  const { categories, districts, streets, sources } = settings.document;
  const unitNamed = new Map(units.map(({ code, name }) => [code, name]));
  const lists: Record<string, ReadonlyMap<string, { zh: string; en: string }>> = {
    category: new Map(categories.map(({ key, name }) => [key, name])),
    district: new Map(districts.map(({ code, name }) => [code, name])),
    street: new Map(streets.map(({ code, name }) => [code, name])),
    source: new Map(sources.map(({ key, name }) => [key, name])),
    lane: new Map(Object.entries(laneNames)),
  };
  return (expression) => (value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (typeof value === 'boolean') return value ? yes : no;
    const quoted = typeof value === 'string' ? { zh: `“${text}”`, en: `"${text}"` } : { zh: text, en: text };
    return lists[expression]?.get(text) ?? unitNamed.get(text) ?? quoted;
  };
}

const yes = { zh: '“是”', en: '"yes"' };
const no = { zh: '“否”', en: '"no"' };

export type Held = { kind: DraftKind; draft: Revised<Named> };

/** The drafts that a flow is published from, as far as they are there. */
export async function draftsOfFlow({ store }: Deps, drawn: Drawn): Promise<Held[]> {
  const { flow, subflows = [], decisions, policy, hours } = drawn.content;
  const wanted = [
    ...[flow, ...subflows].map(async ({ id }) => ({ kind: 'flow' as const, draft: await store.flows.get(id) })),
    ...decisions.map(async ({ id }) => ({ kind: 'table' as const, draft: await store.tables.get(id) })),
    (async () => ({ kind: 'policy' as const, draft: await store.policies.get(policy.id) }))(),
    ...hours.map(async ({ id }) => ({ kind: 'calendar' as const, draft: await store.calendars.get(id) })),
  ];
  return (await Promise.all(wanted)).flatMap(({ kind, draft }): Held[] => (draft ? [{ kind, draft }] : []));
}

/** Everybody who saved a draft after an instant; the one who saved it last always. */
export const authorsSince = (
  { savers, updatedBy }: Pick<Revised<unknown>, 'savers' | 'updatedBy'>,
  since: string | null,
): Saver[] => savers.filter(({ person, at }) => person === updatedBy || since === null || at > since);

/** Drafts with the names of everybody who has had a hand in them since the flow's last release. */
export async function headsOf(deps: Deps, held: readonly Held[], since: string | null): Promise<DraftHead[]> {
  const all = held.map(({ kind, draft }) => ({ kind, draft, authors: authorsSince(draft, since) }));
  const names = await peopleNames(
    deps,
    all.flatMap(({ authors }) => authors.map(({ person }) => person)),
  );
  const nameOf = (person: string): string => names[person] ?? person;
  return all.map(({ kind, draft: { id, document, revision, updatedAt, updatedBy }, authors }) => ({
    ...{ kind, id, name: document.name, revision, updatedAt, updatedBy },
    updatedByName: nameOf(updatedBy),
    authors: authors.map(({ person, at }) => ({ person, name: nameOf(person), at })),
  }));
}

/** When the flow was last published; null before it ever was. */
export async function lastPublished({ store, city }: Deps, flow: string): Promise<string | null> {
  const releases = await store.releases.list(city);
  for (const { number } of releases) {
    const release = await store.releases.byNumber(city, number);
    if (release?.content.flow.id === flow) return release.publishedAt;
  }
  return null;
}
