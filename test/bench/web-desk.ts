import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openStore } from '#store';
import { hashPassword } from '../../api/passwords';
import { freePort, runCommand } from '../../worker/servers';
import { waitUntil } from '../../worker/servers/wait';
import type { Lab } from './lab';
import { plainActs, plainPlace, plainReporter, plainText } from './plain-issue';
import { temporaryFolder } from '../support/servers';

/** The whole desk as its processes: worker and api over the lab's Temporal and a database of its own, spoken to by HTTP. */
export type WebDesk = {
  worker: number;
  api: number;
  /** A clerk hands in a resident's report; answers its number. */
  submit(): Promise<string>;
  /** One of the plain issue's commands, by its place in the row. */
  act(no: string, n: number): Promise<void>;
  stop(): Promise<void>;
};

const root = path.resolve(__dirname, '../..');
const tsx = pathToFileURL(require.resolve('tsx')).href;
const readyWithinMs = 120_000;

export async function openWebDesk(lab: Lab): Promise<WebDesk> {
  const data = temporaryFolder();
  const port = await freePort();
  const uri = new URL(lab.mongo.uri);
  uri.pathname = `/w${randomBytes(6).toString('hex')}`;
  const env = {
    ...{ PORT: String(port), HOST: '127.0.0.1', LIANGXIN_DATA: data, LIANGXIN_CITY: 'gy-base', LIANGXIN_SPEED: '1' },
    ...{ MONGODB_URI: uri.href, TEMPORAL_ADDRESS: lab.temporal.address, TEMPORAL_NAMESPACE: lab.temporal.namespace },
  };
  const seeded = await runCommand(process.execPath, ['--import', tsx, path.join(root, 'worker/seed.ts')], {
    env,
    timeoutMs: readyWithinMs,
  });
  if (!seeded.ok) throw new Error(seeded.output);
  const password = randomBytes(12).toString('hex');
  await giveEverybody(password, uri.href, data);
  const children = ['worker/main.ts', 'api/main.ts'].map((script) => launch(script, env, data));
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child);
  };
  const base = `http://127.0.0.1:${port}`;
  try {
    if (!(await waitUntil(() => isReady(base), readyWithinMs))) throw new Error(`the desk is not ready; see ${data}`);
    const people = [...new Set(['verifier1', ...plainActs.map(({ by }) => by)])];
    const sessions = new Map(await Promise.all(people.map(async (id) => [id, await signIn(base, id, password)] as const)));
    return { ...speaking(base, sessions), worker: children[0]?.pid ?? 0, api: children[1]?.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everybody of the story can sign in; the seed's one-time passwords would have to be changed first. */
async function giveEverybody(password: string, uri: string, dataFolder: string): Promise<void> {
  const store = await openStore({ uri, dataFolder });
  const passwordHash = await hashPassword(password);
  const changedAt = new Date().toISOString();
  for (const person of new Set(['verifier1', ...plainActs.map(({ by }) => by)]))
    await store.directory.setCredentials({ person, passwordHash, oneTime: false, changedAt });
  await store.close();
}

function launch(script: string, env: Record<string, string>, data: string): ChildProcess {
  const log = openSync(path.join(data, `${path.dirname(script)}.log`), 'a');
  const child = spawn(process.execPath, ['--import', tsx, path.join(root, script)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(timer);
}

const isReady = async (base: string): Promise<boolean> =>
  fetch(`${base}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

type Session = { cookie: string; token: string };

async function signIn(base: string, account: string, password: string): Promise<Session> {
  const answer = await post(`${base}/api/session`, { account, password }, {});
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie, token: csrfToken };
}

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new WebError(`${url} ${answer.status} ${await answer.text()}`, answer.status);
  return answer;
}

class WebError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const seenWithinMs = 15_000;

/** An issue that has begun may be a moment late in the lists of an overloaded desk: asked again, and the wait is counted. */
async function onceSeen<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + seenWithinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WebError) || error.status !== 404 || performance.now() > until) throw error;
    }
    await pause(100);
  }
}

function speaking(base: string, sessions: ReadonlyMap<string, Session>): Pick<WebDesk, 'submit' | 'act'> {
  const asPerson = (id: string): Record<string, string> => {
    const { cookie, token } = sessions.get(id) ?? { cookie: '', token: '' };
    return { cookie, 'x-csrf-token': token, 'idempotency-key': randomBytes(8).toString('hex') };
  };
  return {
    submit: async () => {
      const report = { source: 'media', ...plainPlace, text: plainText, reporter: plainReporter, anonymous: false };
      const answer = await post(`${base}/api/intakes`, report, asPerson('verifier1'));
      return ((await answer.json()) as { no: string }).no;
    },
    act: async (no, n) => {
      const act = plainActs[n];
      if (!act) throw new Error(`there is no act ${n}`);
      const url = `${base}/api/issues/${encodeURIComponent(no)}/commands`;
      const headers = asPerson(act.by);
      await onceSeen(async () => (await post(url, { name: act.name, data: act.data }, headers)).arrayBuffer());
    },
  };
}
