import { readdirSync } from 'node:fs';
import path from 'node:path';
import { builtOnce } from './cache';
import { isHostOpen, within } from './download';
import type { Say } from './say';

const DOWNLOAD_MS = 5 * 60_000;

/**
 * The SDK's own download of a Temporal program, kept in the cache; undefined where it is shut. The SDK only downloads by
 * starting what it downloaded, so the server runs for a moment.
 */
export async function downloadBySdk(kind: 'temporal' | 'temporal-test-server', say: Say): Promise<string | undefined> {
  if (!(await isHostOpen('temporal.download'))) return undefined;
  say({ zh: `下载官方 ${kind}…`, en: `downloading the official ${kind}…` });
  const done = await within(
    DOWNLOAD_MS,
    builtOnce(`${kind}-official`, say, (folder) => startOnce(kind, folder)),
  );
  return done === undefined ? undefined : downloadedIn(done, kind);
}

/** The program in a download folder: the SDK adds its own name and version to the file's. */
export function downloadedIn(folder: string, kind: string): string | undefined {
  try {
    const file = readdirSync(folder).find((name) => name.startsWith(kind));
    return file === undefined ? undefined : path.join(folder, file);
  } catch {
    return undefined;
  }
}

async function startOnce(kind: 'temporal' | 'temporal-test-server', downloadDir: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir } } as const;
  const started =
    kind === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await started.teardown();
}
