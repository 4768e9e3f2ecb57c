import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { builtOnce, cacheFolder } from './cache';
import { isExecutable, lastLines, programOnPath, runCommand } from './command';
import { isHostOpen, within } from './download';
import { firstOf } from './find';
import { fetchJars, javaTools } from './maven';
import { accepts } from './port';
import { ServerProblem } from './problem';
import type { ChildCommand } from './child-run';
import type { Say } from './say';

const BACKEND = { group: 'de.bwaldvogel', name: 'mongo-java-server-h2-backend', version: '1.47.0' };
const LAUNCHER = path.join(__dirname, 'java', 'MongoLauncher.java');
const DOWNLOAD_MS = 5 * 60_000;
const COMPILE_MS = 2 * 60_000;

/** What serves MongoDB's protocol here: a real `mongod`, or the Java fallback (no transactions, change streams, TTL). */
export type MongoProgram =
  | { readonly kind: 'mongod'; readonly program: string }
  | { readonly kind: 'java'; readonly java: string; readonly folder: string };

/** A `mongod` on PATH, the official download, else the Java fallback through Maven. */
export function findMongo(say: Say): Promise<MongoProgram> {
  return firstOf([
    () => mongod(programOnPath('mongod')),
    async () => mongod(await downloadMongod(say)),
    async () => ({ found: await javaFallback(say) }),
  ]);
}

const mongod = (program: string | undefined): { found: MongoProgram } | undefined =>
  program !== undefined && isExecutable(program) ? { found: { kind: 'mongod', program } } : undefined;

/** mongodb-memory-server keeps its downloads itself; a version that is here is found without asking the network. */
async function downloadMongod(say: Say): Promise<string | undefined> {
  const downloadDir = path.join(cacheFolder(), 'mongod');
  const atHand = existsSync(downloadDir);
  if (!atHand && !(await isHostOpen('fastdl.mongodb.org'))) return undefined;
  if (!atHand) say({ zh: '下载官方 mongod…', en: 'downloading the official mongod…' });
  const { MongoBinary } = await import('mongodb-memory-server-core');
  return within(DOWNLOAD_MS, MongoBinary.getPath({ downloadDir }));
}

/** The launcher's folder is named by what is in it: another source or version is another folder. */
async function javaFallback(say: Say): Promise<MongoProgram> {
  const source = readFileSync(LAUNCHER, 'utf8');
  const hash = createHash('sha256').update(`${BACKEND.version}\n${source}`).digest('hex').slice(0, 12);
  const { java, javac, mvn } = javaToolsFor(`mongo-java-${hash}`);
  const folder = await builtOnce(`mongo-java-${hash}`, say, async (aside) => {
    say({
      zh: '没有 mongod，准备替代的 MongoDB 服务器（Java）…',
      en: 'no mongod here: preparing the stand-in MongoDB server (Java)…',
    });
    await fetchJars(mvn, BACKEND, aside, say);
    await compile(javac, aside, say);
  });
  return { kind: 'java', java, folder };
}

/** Once built, a Java to run it is enough. */
function javaToolsFor(name: string): { java: string; javac: string; mvn: string } {
  const java = programOnPath('java');
  if (java !== undefined && existsSync(path.join(cacheFolder(), name))) return { java, javac: '', mvn: '' };
  return javaTools();
}

async function compile(javac: string, folder: string, say: Say): Promise<void> {
  const args = ['-cp', path.join(folder, 'lib', '*'), '-d', path.join(folder, 'classes'), LAUNCHER];
  const run = await runCommand(javac, args, { timeoutMs: COMPILE_MS });
  if (run.ok) return;
  say({ zh: lastLines(run.output, 5), en: lastLines(run.output, 5) });
  throw new ServerProblem('BUILD_FAILED', {
    zh: 'MongoDB 替代服务器编译失败（原因见上）：需要 JDK 17 或更高版本。',
    en: 'The stand-in MongoDB server did not compile (reason above): JDK 17 or newer is needed.',
  });
}

type ServerCommand = ChildCommand & { readonly readyLine: RegExp };

/** The MongoDB server on loopback, its data in that folder. */
export function mongoCommand(program: MongoProgram, place: { readonly port: number; readonly folder: string }): ServerCommand {
  if (program.kind === 'mongod') {
    const args = ['--dbpath', place.folder, '--port', String(place.port), '--bind_ip', '127.0.0.1'];
    const noSocketFile = process.platform === 'win32' ? [] : ['--nounixsocket'];
    return {
      command: program.program,
      args: [...args, ...noSocketFile, '--wiredTigerCacheSizeGB', '1'],
      readyLine: /waiting for connections/i,
    };
  }
  const classpath = ['classes', path.join('lib', '*')].map((part) => path.join(program.folder, part)).join(path.delimiter);
  const store = path.join(place.folder, 'desk.mv');
  const args = ['-XX:+UseSerialGC', '-cp', classpath, 'MongoLauncher', '127.0.0.1', String(place.port), store];
  return { command: program.java, args, readyLine: /^ready on /m };
}

/** The address of a local server. `journal`: an acknowledged write is on disk, so it outlives a kill. */
export const mongoUri = (port: number, database: string): string => `mongodb://127.0.0.1:${port}/${database}?journal=true`;

/** Throws MONGODB_UNREACHABLE when no host of a given address takes a connection. The address is not shown: it may hold a password. */
export async function assertMongoAnswers(uri: string): Promise<void> {
  // With `+srv` the hosts stand in the name service: the client's own error is as clear as ours would be.
  if (uri.startsWith('mongodb+srv:')) return;
  const hosts = (/^mongodb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? '').split(',');
  const answers = await Promise.all(hosts.map(answersAt));
  if (answers.some(Boolean)) return;
  throw new ServerProblem('MONGODB_UNREACHABLE', {
    zh: `连不上 MONGODB_URI 里的 MongoDB（${hosts.join('、')}）：请检查地址和那台服务器，或去掉该变量以使用本机服务器。`,
    en: `MongoDB does not answer at ${hosts.join(', ')} (MONGODB_URI): check the address and that server, or unset it to use a local one.`,
  });
}

const REACH_MS = 3_000;

function answersAt(host: string): Promise<boolean> {
  const [, name = host, port = '27017'] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(host) ?? [];
  return accepts(name, Number(port), REACH_MS);
}
