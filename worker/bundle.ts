import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = path.resolve(__dirname, '..');
const room = path.join(root, 'workflows');

/**
 * The workflow bundle, made anew only when its sources changed. The domain and the documents are preloaded: one copy for all
 * issues of an isolate, which is what lets ten thousand of them lie in memory (measured in test/bench).
 */
export async function workflowBundle(
  cacheFolder = path.join(root, 'node_modules', '.cache', 'liangxin'),
): Promise<{ code: string }> {
  const file = path.join(cacheFolder, `workflows-${sourceHash()}.js`);
  const known = readIfThere(file);
  if (known !== null) return { code: known };
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(room, 'index.ts'),
    payloadConverterPath: path.join(room, 'converter.ts'),
    failureConverterPath: path.join(room, 'failures.ts'),
    preloadModules: ['stack-depth.ts', 'domain/index.ts', 'documents.ts'].map((file) => path.join(room, file)),
  });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return { code };
}

function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const file of sourcesIn(room)) hash.update(file).update(readFileSync(path.join(room, file)));
  return hash.digest('hex').slice(0, 24);
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|json)$/.test(file) && !file.includes('.tsc'))
    .sort();

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
