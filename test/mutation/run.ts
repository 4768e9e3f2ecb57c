import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cityFolder, readCityFile } from '../../worker/city-pack';
import { pickText } from '../../worker/servers';
import type { Mutation, Verdict } from './court';
import { judgeAll } from './crew';
import { guardedDomain, instrumentGuards } from './guards';
import { policyMutations, type PolicyMutation, sameAt } from './numbers';

/**
 * `npm run mutate -- [--json] [--sample] [--only TEXT]… [--processes N]`: changes the rules of the desk one by one — each number of a
 * policy one more and one less, each rung of a ladder gone, each guard of a command open or shut — and plays the scenarios
 * until one turns red. Exit code 1 when something survives that is not accepted (accepted.json, a reason each), or when
 * something accepted does not survive any more. `--sample` takes one mutation of each family.
 */
type Found = Mutation & Verdict & { file: string; through: string | null; accepted: string | null };

const acceptedSchema = z.array(z.strictObject({ ids: z.array(z.string()).min(1), reason: z.string().min(1) }));

/** The pack whose scenarios are the many; what others have in common with it is judged there. */
const testPack = 'GY-BASE';
const releases = [testPack, 'guiyang', 'xixiu'];

const policies = new Map(releases.map((release) => [release, readCityFile(cityFolder(release), 'policy')]));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      sample: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      processes: { type: 'string', default: '2' },
    },
  });
  const mutations = chosen([...numbersAndRungs(), ...(await instrumentGuards())], values);
  const judged = mutations.filter((one) => !isJudgedWithThePack(one));
  const verdicts = new Map<string, Verdict>();
  const began = performance.now();
  try {
    await judgeAll(judged, Math.max(1, Number(values.processes) || 1), (mutation, verdict) => {
      verdicts.set(mutation.id, verdict);
      progress(verdicts, judged.length, began);
    });
  } finally {
    rmSync(guardedDomain, { recursive: true, force: true });
  }
  const found = mutations.map((mutation) => asFound(mutation, verdicts));
  const all = values.only === undefined && !values.sample;
  const stale = all ? accepted().filter((id) => found.find((one) => one.id === id)?.outcome !== 'survived') : [];
  const lost = found.filter((one) => one.outcome === 'survived' && one.accepted === null);
  if (values.json) print(JSON.stringify({ ...tallied(found), stale, mutations: found }, null, 2));
  else report(found, lost, stale, (performance.now() - began) / 1000);
  process.exitCode = lost.length + stale.length > 0 ? 1 : 0;
}

function numbersAndRungs(): PolicyMutation[] {
  return releases.flatMap((release) => policyMutations(release, policies.get(release)));
}

function chosen(all: Mutation[], { sample, only }: { sample: boolean; only?: string[] | undefined }): Mutation[] {
  if (sample) return (['number', 'rung', 'guard'] as const).flatMap((family) => all.find((one) => one.family === family) ?? []);
  const names = (one: Mutation): string => `${one.id} ${twinOf(one) ?? ''}`;
  return only === undefined ? all : all.filter((one) => only.some((text) => names(one).includes(text)));
}

/** The same change of the test pack, where a city's policy says the same at that place. */
function twinOf(mutation: Mutation): string | null {
  if (mutation.family === 'guard' || mutation.release === testPack) return null;
  const same = sameAt(policies.get(mutation.release), policies.get(testPack), mutation);
  return same ? testPack + mutation.id.slice(mutation.release.length) : null;
}

/** guiyang has no scenarios of its own: the test pack is its life with plain units. */
const isJudgedWithThePack = (one: Mutation): boolean =>
  one.family !== 'guard' && one.release === 'guiyang' && twinOf(one) !== null;

/** What a city has in common with the test pack and no scenario of its own sees is judged by the pack's scenarios. */
function asFound(mutation: Mutation, verdicts: Map<string, Verdict>): Found {
  const own = verdicts.get(mutation.id);
  const twin = own === undefined || own.outcome === 'survived' ? twinOf(mutation) : null;
  const shared = twin === null ? undefined : verdicts.get(twin);
  const verdict = shared ?? own;
  if (!verdict) throw new Error(`${mutation.id} was not judged`);
  const reason = verdict.outcome === 'survived' ? reasonFor(mutation) : null;
  return { ...mutation, ...verdict, file: fileOf(mutation), through: shared ? testPack : null, accepted: reason };
}

const fileOf = (mutation: Mutation): string =>
  mutation.family === 'guard'
    ? `${mutation.file}:${mutation.line}`
    : `worker/cities/${mutation.release.toLowerCase()}/policy.json`;

const list = acceptedSchema.parse(JSON.parse(readFileSync(path.join(__dirname, 'accepted.json'), 'utf8')));
const accepted = (): string[] => list.flatMap(({ ids }) => ids);

/** What a city shares with the test pack is accepted with it. */
function reasonFor(mutation: Mutation): string | null {
  const ids = [mutation.id, twinOf(mutation)];
  return list.find((one) => one.ids.some((id) => ids.includes(id)))?.reason ?? null;
}

function tallied(found: readonly Found[]) {
  const count = (test: (one: Found) => boolean): number => found.filter(test).length;
  const families = (['number', 'rung', 'guard'] as const).map((family) => {
    const of = (test: (one: Found) => boolean): number => count((one) => one.family === family && test(one));
    return {
      family,
      mutations: of(() => true),
      killed: of(({ outcome }) => outcome === 'killed'),
      refused: of(({ outcome }) => outcome === 'refused'),
      accepted: of(({ outcome, accepted: reason }) => outcome === 'survived' && reason !== null),
      survived: of(({ outcome, accepted: reason }) => outcome === 'survived' && reason === null),
    };
  });
  return { families };
}

function report(found: readonly Found[], lost: readonly Found[], stale: readonly string[], seconds: number): void {
  process.stderr.write('\n');
  for (const { file, at, what, family } of lost) print(`✗ ${file}  ${at}  ${what}  (${family})`);
  for (const id of stale)
    print(pickText({ zh: `! 已列为可接受，但已被发现：${id}`, en: `! accepted, but seen by a scenario: ${id}` }));
  for (const { family, mutations, killed, refused, accepted: kept, survived } of tallied(found).families)
    print(
      pickText({
        zh: `${names[family].zh}：${mutations} 处改动，${killed} 处被情景发现，${refused} 处被检查拒绝，${kept} 处可接受，${survived} 处漏过`,
        en: `${names[family].en}: ${mutations} mutations, ${killed} seen by a scenario, ${refused} refused by the check, ${kept} accepted, ${survived} survived`,
      }),
    );
  print(pickText({ zh: `用时 ${Math.round(seconds)} 秒`, en: `in ${Math.round(seconds)} s` }));
}

const names = {
  number: { zh: '数字', en: 'numbers' },
  rung: { zh: '阶梯级', en: 'rungs' },
  guard: { zh: '条件', en: 'guards' },
} as const satisfies Record<Mutation['family'], { zh: string; en: string }>;

function progress(verdicts: Map<string, Verdict>, of: number, began: number): void {
  if (!process.stderr.isTTY && verdicts.size % 50 !== 0 && verdicts.size !== of) return;
  const survived = [...verdicts.values()].filter(({ outcome }) => outcome === 'survived').length;
  const seconds = Math.round((performance.now() - began) / 1000);
  const text = pickText({
    zh: `${verdicts.size}/${of}，未被发现 ${survived}，${seconds} 秒`,
    en: `${verdicts.size}/${of}, unseen ${survived}, ${seconds} s`,
  });
  process.stderr.write(process.stderr.isTTY ? `\r${text}   ` : `${text}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 2;
});
