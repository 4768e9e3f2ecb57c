import path from 'node:path';
import { builtOnce, cacheFolder } from './cache';
import { isExecutable, lastLines, programOnPath, runCommand } from './command';
import { firstOf } from './find';
import { ServerProblem } from './problem';
import type { ChildCommand } from './child-run';
import type { Say } from './say';
import { downloadBySdk, downloadedIn } from './sdk-download';
import { searchAttributeTypes } from './namespace';

const CLI_MODULE = 'github.com/temporalio/cli/cmd/temporal';
// Newer versions have a `replace` line, which `go install` refuses.
const CLI_VERSION = 'v1.5.1';
const BUILD_MS = 30 * 60_000;
const BUILT = `temporal-cli-${CLI_VERSION}`;

/** The `temporal` program: on PATH, downloaded, or built with Go (about three minutes, once). */
export function findTemporal(say: Say): Promise<string> {
  return firstOf([
    () => here(programOnPath('temporal')),
    () => here(downloadedIn(path.join(cacheFolder(), 'temporal-official'), 'temporal')),
    () => here(builtProgram(path.join(cacheFolder(), BUILT))),
    async () => here(await downloadBySdk('temporal', say)),
    async () => here(await buildWithGo(say)),
  ]);
}

const here = (program: string | undefined): { found: string } | undefined =>
  program !== undefined && isExecutable(program) ? { found: program } : undefined;

const builtProgram = (folder: string): string =>
  path.join(folder, 'bin', process.platform === 'win32' ? 'temporal.exe' : 'temporal');

async function buildWithGo(say: Say): Promise<string> {
  const go = programOnPath('go');
  if (go === undefined) {
    throw new ServerProblem('GO_MISSING', {
      zh: '官方下载不可用，需要 Go 来编译 Temporal 服务器：请先安装 Go 1.24 或更高版本（或 temporal 命令行），或设置 TEMPORAL_ADDRESS，再重新启动。',
      en: 'The official download is shut and Go is needed to build the Temporal server: install Go 1.24 or newer (or the temporal CLI), or set TEMPORAL_ADDRESS, and start again.',
    });
  }
  say({
    zh: '编译 Temporal 服务器（仅第一次，约三分钟）…',
    en: 'building the Temporal server (first time only, about three minutes)…',
  });
  return builtProgram(await builtOnce(BUILT, say, (folder) => goInstall(go, folder, say)));
}

async function goInstall(go: string, folder: string, say: Say): Promise<void> {
  let packages = 0;
  const began = Date.now();
  const beat = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    say({ zh: `  …已编译 ${packages} 个包，${seconds} 秒`, en: `  …${packages} packages, ${seconds} s` });
  }, 15_000);
  const run = await runCommand(go, ['install', '-v', '-ldflags=-s -w', `${CLI_MODULE}@${CLI_VERSION}`], {
    env: { GOBIN: path.join(folder, 'bin'), CGO_ENABLED: '0' },
    timeoutMs: BUILD_MS,
    onLine: (line) => (packages += line.includes('downloading') ? 0 : 1),
  });
  clearInterval(beat);
  if (run.ok) return;
  say({ zh: lastLines(run.output, 5), en: lastLines(run.output, 5) });
  throw new ServerProblem('BUILD_FAILED', {
    zh: 'Temporal 服务器编译失败（原因见上）：请检查网络、Go 版本和磁盘空间，再重新启动。',
    en: 'The Temporal server could not be built (reason above): check the network, the Go version and disk space, and start again.',
  });
}

/** Where and how a local Temporal server runs; without `uiPort` it has no web page. */
export type TemporalPlace = {
  readonly port: number;
  readonly uiPort?: number | undefined;
  readonly dbFile: string;
  readonly namespace: string;
};

/** `start-dev` on loopback, durable at every commit; wal and full together lose nothing at a kill (DESIGN 12). */
export function temporalCommand(program: string, place: TemporalPlace): ChildCommand & { readyLine: RegExp } {
  const attributes = Object.entries(searchAttributeTypes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]);
  const ui = place.uiPort === undefined ? ['--headless'] : ['--ui-port', String(place.uiPort)];
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(place.port), ...ui],
    ...['--db-filename', place.dbFile, '--namespace', place.namespace, '--log-level', 'error'],
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=full', ...attributes],
  ];
  return { command: program, args, readyLine: new RegExp(`Server:\\s+\\S+:${place.port}\\b`) };
}
