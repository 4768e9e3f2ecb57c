import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtOnce, cacheFolder } from './cache';
import { isExecutable, programOnPath } from './command';
import { firstOf } from './find';
import { fetchJars, javaTools } from './maven';
import type { Say } from './say';
import { downloadBySdk, downloadedIn } from './sdk-download';

const ARTIFACT = { group: 'io.temporal', name: 'temporal-test-server', version: '1.38.0' };
const BUILT = `temporal-test-server-${ARTIFACT.version}`;

/** The time-skipping server as one executable that takes a port: give it to the SDK as `existing-path`. */
export function findTestServer(say: Say): Promise<string> {
  const built = path.join(cacheFolder(), BUILT, 'run');
  return firstOf([
    () => here(programOnPath('temporal-test-server')),
    () => here(downloadedIn(path.join(cacheFolder(), 'temporal-test-server-official'), 'temporal-test-server')),
    () => here(built),
    async () => here(await downloadBySdk('temporal-test-server', say)),
    async () => here(await fetchWithMaven(say)),
  ]);
}

const here = (program: string | undefined): { found: string } | undefined =>
  program !== undefined && isExecutable(program) ? { found: program } : undefined;

async function fetchWithMaven(say: Say): Promise<string> {
  const { java, mvn } = javaTools();
  say({ zh: '准备 Temporal 的快进测试服务器（Maven）…', en: "preparing Temporal's time-skipping test server (Maven)…" });
  const folder = await builtOnce(BUILT, say, async (aside) => {
    await fetchJars(mvn, ARTIFACT, aside, say);
    writeWrapper(java, aside);
  });
  return path.join(folder, 'run');
}

/** Found beside its jars wherever the folder lies, since the folder gets its name only when it is complete. */
function writeWrapper(java: string, folder: string): void {
  const file = path.join(folder, 'run');
  const options = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto';
  writeFileSync(
    file,
    `#!/bin/sh\nexec "${java}" ${options} -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`,
  );
  chmodSync(file, 0o755);
}
