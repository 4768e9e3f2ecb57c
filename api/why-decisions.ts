import {
  type Account,
  type Bilingual,
  type Decision,
  type Facts,
  type IssueState,
  type Naming,
  type Plan,
  accountOf,
  factsBefore,
  rulesInWords,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { TimelineEntry } from '#store';
import { type Signed, factsFor, readsEverything } from './access';
import type { Deps } from './deps';
import { opened, unitNames } from './reading';

type Said = ResultOf<Routes['readWhy']>['decisions'][number];

const nearest = 3;

/** Every decision on record, why its table answered so, and what would have turned it (DESIGN 6). */
export async function decisionsOf(
  deps: Deps,
  { plan, state, events, who }: { plan: Plan | null; state: IssueState | null; events: readonly TimelineEntry[]; who: Signed },
): Promise<Said[]> {
  const told = events.map(({ event }) => event);
  const tables = await tablesThen(deps, state, told);
  const opening = state ? await openingFacts(deps, state) : {};
  const naming = await namingOf(deps, state);
  return Promise.all(
    events.flatMap(({ event }, n) => {
      const { matched, outputs, table } = event.data ?? {};
      if (event.node === undefined || !Array.isArray(matched)) return [];
      const facts = typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs) ? outputs : {};
      const rules = matched.filter((rule): rule is number => typeof rule === 'number');
      const id = typeof table === 'string' ? table : null;
      const head = { at: event.at, node: event.node, table: id, matched: rules, outputs: factsFor(who, facts) };
      const decision = id === null ? undefined : tables(n).get(id);
      const then = plan ? factsBefore(plan, opening, told, n) : {};
      return [explained(deps, head, { decision, then, now: state?.facts ?? {}, naming, who })];
    }),
  );
}

type Tables = ReadonlyMap<string, Decision>;

/** The tables of the release that the issue lived by at the n-th event: a migration tells of the one before it. */
async function tablesThen(
  { store }: Deps,
  state: IssueState | null,
  told: readonly TimelineEntry['event'][],
): Promise<(n: number) => Tables> {
  const hashAt = (n: number): string => {
    const left = told.slice(n).find(({ type }) => type === 'migrated')?.data?.['from'];
    return typeof left === 'string' ? left : (state?.release ?? '');
  };
  const held = new Map<string, Tables>();
  for (const hash of new Set(told.map((_, n) => hashAt(n)))) {
    const release = await store.releases.byHash(hash);
    held.set(hash, new Map(release?.content.decisions.map((one) => [one.id, one])));
  }
  return (n) => held.get(hashAt(n)) ?? new Map<string, Decision>();
}

type Looked = { decision: Decision | undefined; then: Facts; now: Facts; naming: Naming; who: Signed };
type Head = Pick<Said, 'at' | 'node' | 'table' | 'matched' | 'outputs'>;

async function explained(deps: Deps, head: Head, { decision, then, now, naming, who }: Looked): Promise<Said> {
  const plain = { ...head, name: decision?.name ?? null, rules: [], near: [], basis: 'unknown' as const, erased: [] };
  if (decision?.kind !== 'table') return plain;
  const tries = [
    { basis: 'then' as const, facts: then },
    { basis: 'now' as const, facts: now },
  ];
  for (const { basis, facts } of tries) {
    const { open, erased } = await openFacts(deps, facts);
    const account = accountOf({ table: decision, facts: open, naming, options: { now: head.at } }, nearest);
    if (account.result.ok && sameRules(account.result.matched, head.matched))
      return { ...plain, ...partsFor(account, who), basis, erased };
  }
  return { ...plain, rules: rulesInWords(decision, head.matched, naming) };
}

const sameRules = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Facts whose key was destroyed are gone: the table is asked without them, and they are named. */
async function openFacts(deps: Deps, facts: Facts): Promise<{ open: Facts; erased: string[] }> {
  const open = await opened(deps, facts);
  return { open, erased: Object.keys(facts).filter((name) => facts[name] !== null && open[name] === null) };
}

const partsFor = ({ matched, near }: Account, who: Signed): Pick<Said, 'rules' | 'near'> => ({
  rules: matched,
  near: readsEverything(who) ? near : near.filter(({ no }) => no.every(({ expression }) => !expression.includes('accused'))),
});

/** What the issue knew when it began. */
async function openingFacts({ store }: Deps, { no }: IssueState): Promise<Facts> {
  const stored = await store.intakes.get(no);
  if (!stored) return {};
  const { category, district, street, source } = stored.intake;
  return { category, district, street, source, ...stored.facts };
}

/** Names for the codes that stand in cells: categories, places, sources, units. */
async function namingOf(deps: Deps, state: IssueState | null): Promise<Naming> {
  const { categories, districts, streets, sources } = (await deps.store.settings.get()).document;
  const units = await unitNames(deps, state?.assignments.map(({ unit }) => unit) ?? []);
  const lists: Record<string, Map<string, Bilingual>> = {
    category: new Map(categories.map(({ key, name }) => [key, name])),
    district: new Map(districts.map(({ code, name }) => [code, name])),
    street: new Map(streets.map(({ code, name }) => [code, name])),
    source: new Map(sources.map(({ key, name }) => [key, name])),
  };
  return (expression) => (value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return lists[expression]?.get(text) ?? units[text] ?? quoted(text, typeof value === 'string');
  };
}

const quoted = (text: string, isText: boolean): Bilingual =>
  isText ? { zh: `“${text}”`, en: `"${text}"` } : { zh: text, en: text };
