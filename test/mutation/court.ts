import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { City, playScenario, readScenario, Scenario, seedEdition } from '#domain';
import { cityFolder, isCityFolder, readCity } from '../../worker/city-pack';
import type { GuardMutation } from './guards';
import { mutated, type PolicyMutation } from './numbers';

/** What the scenarios say of a mutation: who saw it, and where; `refused` when the documents do not even compile. */
export type Verdict = { outcome: 'killed' | 'refused' | 'survived'; by: string | null; why: string | null; played: number };
export type Mutation = PolicyMutation | GuardMutation;
export type Court = { judge: (mutation: Mutation) => Verdict };

/** The part of `#domain` that is played on: the true one, or the copy with guards that may be switched. */
export type Domain = { playScenario: typeof playScenario; readScenario: typeof readScenario; seedEdition: typeof seedEdition };

/** `others` are folders of further releases, by the names under which the scenario migrates to them. */
type Case = { name: string; scenario: Scenario; pack: string; folder: string; others: Record<string, string> };
type Place = Pick<Case, 'folder' | 'others'>;
type Switchboard = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { perTest: Record<string, Record<string, number>> };
};

const scenarios = path.join(__dirname, '../scenarios');

/**
 * Plays every scenario once as it is, and throws if one is red: a mutation is only seen against green. From then on judges
 * mutations, each by the scenarios that can meet it: of its release, or that came by its guard.
 */
export function openCourt(domain: Domain): Court {
  const cases = readCases(domain);
  const cities = new Map<string, City>();
  const cityIn = ({ folder, others }: Place): City => {
    const held = cities.get(keyOf({ folder, others })) ?? withDays(domain, readCity(folder, others));
    cities.set(keyOf({ folder, others }), held);
    return held;
  };
  const board = switchboard();
  for (const one of cases) {
    board.currentTestId = one.name;
    const seen = redness(domain, one, cityIn(one));
    if (seen !== null) throw new Error(`${one.name} is red without any mutation: ${seen.why}`);
  }
  board.currentTestId = undefined;
  const reached = board.mutantCoverage?.perTest ?? {};
  const seenBy = new Map<string, { name: string; at: string }>();

  /** Who saw the nearest change so far looks first: neighbours in a document, or in a file, are told by the same stories. */
  function inOrder(some: Case[], at: string): Case[] {
    const nearness = new Map<string, number>();
    for (const { name, at: other } of seenBy.values())
      nearness.set(name, Math.max(nearness.get(name) ?? 0, commonStart(at, other) + 1));
    return some.toSorted((a, b) => (nearness.get(b.name) ?? 0) - (nearness.get(a.name) ?? 0));
  }

  function firstRed(some: Case[], at: string, cityOf: (one: Case) => City): Verdict {
    let played = 0;
    for (const one of inOrder(some, at)) {
      played += 1;
      const seen = redness(domain, one, cityOf(one));
      if (seen?.refused === true) return { outcome: 'refused', by: null, why: seen.why, played };
      if (!seen) continue;
      seenBy.set(at, { name: one.name, at });
      return { outcome: 'killed', by: one.name, why: seen.why, played };
    }
    return { outcome: 'survived', by: null, why: null, played };
  }

  function judgePolicy(mutation: PolicyMutation): Verdict {
    const changed = new Map<string, City>();
    const cityOf = (one: Case): City => {
      const held = changed.get(keyOf(one)) ?? withPolicy(cityIn(one), mutation);
      changed.set(keyOf(one), held);
      return held;
    };
    return firstRed(
      cases.filter(({ pack }) => pack === mutation.release),
      mutation.at,
      cityOf,
    );
  }

  function judgeGuard({ mutant, file, line }: GuardMutation): Verdict {
    board.activeMutant = mutant;
    try {
      return firstRed(
        cases.filter(({ name }) => (reached[name]?.[mutant] ?? 0) > 0),
        `${file}:${line}`,
        cityIn,
      );
    } finally {
      board.activeMutant = undefined;
    }
  }

  return { judge: (mutation) => (mutation.family === 'guard' ? judgeGuard(mutation) : judgePolicy(mutation)) };
}

const keyOf = ({ folder, others }: Place): string => [folder, ...Object.values(others)].join('\n');

function commonStart(one: string, other: string): number {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  return n;
}

/** The days of the seeded years, made once for all mutations. */
function withDays({ seedEdition }: Domain, city: City): City {
  const { policy } = city.content as { policy: { calendar: string } };
  return { ...city, editions: [seedEdition(policy.calendar, 2004, 2026)] };
}

/** Where Stryker's instrumented code looks which mutant is active, and counts who came by. */
function switchboard(): Switchboard {
  const held = globalThis as { __stryker__?: Switchboard };
  held.__stryker__ ??= {};
  return held.__stryker__;
}

function withPolicy(city: City, mutation: PolicyMutation): City {
  const content = city.content as { policy: unknown };
  return { ...city, content: { ...content, policy: mutated(content.policy, mutation) } };
}

function readCases({ readScenario }: Domain): Case[] {
  return readdirSync(scenarios)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const read = readScenario(JSON.parse(readFileSync(path.join(scenarios, file), 'utf8')));
      if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.faults)}`);
      const { scenario } = read;
      const folder = folderOf(scenario.release);
      const others = Object.fromEntries((scenario.releases ?? []).map((name) => [name, folderOf(name)]));
      return { name: file.replace(/\.json$/u, ''), scenario, folder, others, pack: packOf(folder, scenario.release) };
    });
}

function folderOf(release: string): string {
  const beside = path.resolve(scenarios, release);
  return isCityFolder(beside) ? beside : cityFolder(release);
}

/** A folder that stands on another pack lives by that pack's policy. */
function packOf(folder: string, release: string): string {
  const base = path.join(folder, 'base.json');
  return readdirSync(folder).includes('base.json') ? (JSON.parse(readFileSync(base, 'utf8')) as { base: string }).base : release;
}

/** What turns a scenario red: a difference, a release that does not compile, an engine that trips. */
function redness({ playScenario }: Domain, { scenario }: Case, city: City): { refused: boolean; why: string } | null {
  try {
    const played = playScenario(scenario, city);
    if (!played.ok) {
      const [fault] = played.faults;
      return { refused: fault?.path.startsWith('release ') === true, why: `${fault?.path}: ${fault?.message}` };
    }
    const [first] = played.differences;
    return first ? { refused: false, why: `${first.path}: wanted ${first.wanted}, found ${first.found}`.slice(0, 300) } : null;
  } catch (error) {
    return { refused: false, why: `the engine trips: ${String(error)}`.slice(0, 300) };
  }
}
