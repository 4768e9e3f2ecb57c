import { type Problem, proofProblems, sha256Hex } from '#domain';
import type { Deps } from './deps';
import { proofOf } from './proof';
import { cityOf } from './rehearsal';

/** The proof runs again on the live releases when the directory changes (DESIGN 8). */
export type ProofWatch = {
  /** Somebody changed a unit or a person. Answers at once; the proof follows, and one more where it changed meanwhile. */
  directoryChanged(): void;
  /** Nothing is begun any more. */
  stop(): void;
};

/** Several units are often saved in one go. */
const SETTLES_MS = 300;

export function createProofWatch(deps: Deps): ProofWatch {
  const standing = new Map<number, ReadonlySet<string>>();
  let running: Promise<void> | null = null;
  const wanted = { is: false };
  const isWanted = (): boolean => wanted.is;
  const over = { is: false };
  const isOver = (): boolean => over.is;
  const run = async (): Promise<void> => {
    do {
      await new Promise((resolve) => setTimeout(resolve, SETTLES_MS));
      wanted.is = false;
      if (isOver()) return;
      await proveLive(deps, standing).catch((error: unknown) => {
        deps.log.error({ error: String(error) }, 'the proof on the live releases failed');
      });
    } while (isWanted());
  };
  return {
    directoryChanged: () => {
      wanted.is = true;
      running ??= run().finally(() => (running = null));
    },
    stop: () => {
      over.is = true;
    },
  };
}

type LiveRelease = NonNullable<Awaited<ReturnType<Deps['store']['releases']['current']>>>;

async function proveLive(deps: Deps, standing: Map<number, ReadonlySet<string>>): Promise<void> {
  for (const release of await liveReleases(deps)) {
    const city = await cityOf(deps, { content: release.content });
    const proof = await proofOf(city, deps.clock.now());
    const failing = proof ? proofProblems(proof, city.content).filter(({ severity }) => severity === 'error') : [];
    await alarm(deps, release.content.number, failing, standing.get(release.content.number) ?? null);
    standing.set(release.content.number, new Set(failing.map(keyOf)));
  }
}

/** The current release and every one that an open issue lives by. */
async function liveReleases({ store, city }: Deps): Promise<LiveRelease[]> {
  const open = await store.issues.countBy('release', { final: false });
  const found = await Promise.all([
    store.releases.current(city),
    ...Object.keys(open).map((hash) => store.releases.byHash(hash)),
  ]);
  const all = found.filter((one) => one !== null);
  return [...new Map(all.map((one) => [one.contentHash, one])).values()];
}

/** What is wrong, whichever issue shows it. */
const keyOf = ({ code, node, at }: Problem): string => sha256Hex(JSON.stringify([code, node ?? null, at ?? null])).slice(0, 16);

/**
 * One letter to the city's supervision desk for each finding. One that is told already is not told again; one that was mended since,
 * as this process has seen, is.
 */
async function alarm(
  { store, clock }: Deps,
  release: number,
  failing: readonly Problem[],
  before: ReadonlySet<string> | null,
): Promise<void> {
  const at = clock.now();
  await store.notices.insert(
    failing
      .filter((problem) => before?.has(keyOf(problem)) !== true)
      .map((problem) => ({
        id: `proof-${release}-${keyOf(problem)}${before === null ? '' : `-${at}`}`,
        ...{ stream: null, template: 'proofFailed', channel: 'inbox' as const, at, readBy: [] },
        address: { to: 'desk' as const, role: 'citySupervision' as const, district: null },
        values: { release, node: problem.node ?? null, zh: problem.message.zh, en: problem.message.en },
      })),
  );
}
