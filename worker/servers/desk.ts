import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf, apiPlan, childEnv, nodeArgs, workerPlan } from './desk-children';
import { haveServers } from './desk-servers';
import type { Servers } from './desk-servers';
import { endCommands, lastLines, runCommand } from './command';
import { takeLock } from './lock';
import type { Lock } from './lock';
import { isPortFree } from './port';
import { refusedExit, ServerProblem } from './problem';
import { supervise } from './process';
import type { ChildPlan } from './child-run';
import type { Supervised } from './process';
import { recordChildren, stopLeftovers } from './run-record';
import type { Say } from './say';
import { readSettings } from './settings';
import type { Settings } from './settings';
import { buildWeb } from './web-build';

/** The desk's own processes, as scripts. */
export type DeskScripts = { readonly worker: string; readonly seed: string; readonly api: string };

export type DeskOptions = {
  /** The repository's folder. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
  readonly scripts: DeskScripts;
};

/** The running desk. `start` resolves when it takes requests; `stop` may be called at any moment, also in the middle of `start`. */
export type Desk = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> };

const SEED_MS = 10 * 60_000;

/** Everything `npm start` starts, in order: MongoDB and Temporal, the worker, the sample city, the web application, the api. */
export function createDesk(options: DeskOptions): Desk {
  const { say } = options;
  const children: Supervised[] = [];
  const state = {
    lock: undefined as Lock | undefined,
    record: '',
    stopping: false,
    ending: undefined as Promise<void> | undefined,
  };

  const noteChange = (): void => {
    if (state.record !== '') recordChildren(state.record, children);
  };
  const onStarted = (child: Supervised): void => {
    children.push(child);
    noteChange();
    if (state.stopping) void child.stop();
  };

  const start = async (): Promise<void> => {
    const settings = readSettings(options.env);
    state.lock = lockData(settings.data);
    state.record = path.join(settings.data, 'run', 'children.json');
    await stopLeftovers(state.record, say);
    await assertPortFree(settings);
    const hooks = { say, onStarted, onChange: noteChange };
    const [servers] = await Promise.all([haveServers(settings, hooks), buildWeb(options.root, say)]);
    const env = childEnv(settings, servers);
    const run = async (plan: ChildPlan): Promise<void> => {
      if (state.stopping) return;
      const child = supervise(plan, hooks);
      onStarted(child);
      await child.firstReady;
    };
    if (!state.stopping) await seed(options, env);
    await run(workerPlan(options.scripts.worker, settings, env));
    await run(apiPlan(options.scripts.api, settings, env));
    if (!state.stopping) greet(settings, servers, say);
  };

  const stop = (): Promise<void> => {
    state.stopping = true;
    state.ending ??= stopInOrder(children).then(() => state.lock?.release());
    return state.ending;
  };
  return { start, stop };
}

/** Those who use a server stop before it; the two servers do not know each other and stop side by side. */
async function stopInOrder(children: readonly Supervised[]): Promise<void> {
  endCommands();
  const named = (...names: string[]): Promise<unknown> =>
    Promise.all(children.filter((child) => names.includes(child.name)).map((child) => child.stop()));
  await named('api');
  await named('worker');
  await named('temporal', 'mongo');
}

function lockData(data: string): Lock {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const answer = takeLock(path.join(data, 'desk.lock'));
    if ('lock' in answer) return answer.lock;
    const { pid } = answer.heldBy;
    throw new ServerProblem('DESK_RUNNING', {
      zh: `两心已在数据目录 ${data} 上运行（进程 ${pid}）：请先停止它，或用 LIANGXIN_DATA 指定另一个目录。`,
      en: `Liangxin already runs on the data folder ${data} (process ${pid}): stop it first, or name another folder in LIANGXIN_DATA.`,
    });
  } catch (error) {
    if (error instanceof ServerProblem) throw error;
    throw new ServerProblem('DATA_NOT_WRITABLE', {
      zh: `数据目录 ${data} 无法写入：请改正权限，或用 LIANGXIN_DATA 指定另一个目录。`,
      en: `The data folder ${data} cannot be written: mend its permissions, or name another folder in LIANGXIN_DATA.`,
    });
  }
}

async function assertPortFree({ host, port }: Settings): Promise<void> {
  if (await isPortFree(port, host)) return;
  throw new ServerProblem('PORT_TAKEN', {
    zh: `端口 ${port} 已被占用：请停止占用它的程序，或用 PORT 指定另一个端口，例如 PORT=${port + 1} npm start。`,
    en: `Port ${port} is taken: stop the program that has it, or choose another, for example PORT=${port + 1} npm start.`,
  });
}

/** The seed decides itself whether the database is empty; what it prints is shown as it comes. */
async function seed(options: DeskOptions, env: Record<string, string>): Promise<void> {
  const onLine = (line: string): void => options.say({ zh: line, en: line });
  const how = { env, timeoutMs: SEED_MS, onLine, progressOnly: true };
  const run = await runCommand(process.execPath, nodeArgs(options.scripts.seed), how);
  if (run.ok) return;
  const sentence = lastLines(run.output, 1);
  if (run.code === refusedExit) throw new ServerProblem('SPEED_REFUSED', { zh: sentence, en: sentence });
  throw new ServerProblem('CHILD_FAILED', {
    zh: `载入示例城市失败：\n${lastLines(run.output, 8)}`,
    en: `The sample city could not be loaded:\n${lastLines(run.output, 8)}`,
  });
}

function greet(settings: Settings, servers: Servers, say: Say): void {
  const passwords = path.join(settings.data, 'passwords.txt');
  say({ zh: `\n两心已启动：${addressOf(settings)}`, en: `\nLiangxin is up: ${addressOf(settings)}` });
  if (servers.uiAddress !== undefined)
    say({ zh: `Temporal 界面：${servers.uiAddress}`, en: `Temporal UI: ${servers.uiAddress}` });
  if (existsSync(passwords)) {
    const lines = readFileSync(passwords, 'utf8').trimEnd();
    say({
      zh: `登录名与一次性密码（保存在 ${passwords}）：\n${lines}`,
      en: `Sign-in names and one-time passwords (kept in ${passwords}):\n${lines}`,
    });
  }
  say({ zh: '按 Ctrl-C 停止。', en: 'Ctrl-C stops it.' });
}
