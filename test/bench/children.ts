import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lab } from './lab';

/** What a worker process has used so far: milliseconds of CPU, bytes of memory. */
export type Usage = { cpuMs: number; rssBytes: number };

export type BenchWorker = {
  queue: string;
  pid: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

export type WorkerKind = 'product' | 'twin' | 'bare';

const readyWithinMs = 90_000;
const answerWithinMs = 30_000;

/** A worker in a process of its own, on a task queue of its own. `nodeArgs` go to its Node. */
export async function startWorker(kind: WorkerKind, lab: Lab, nodeArgs: readonly string[] = []): Promise<BenchWorker> {
  const queue = `${lab.temporal.taskQueue}-${kind}`;
  const child = fork(path.join(__dirname, 'worker-child.ts'), [kind], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href, ...nodeArgs],
    env: {
      ...process.env,
      ...{ BENCH_QUEUE: queue, MONGODB_URI: lab.mongo.uri, LIANGXIN_DATA: lab.data },
      ...{ TEMPORAL_ADDRESS: lab.temporal.address, TEMPORAL_NAMESPACE: lab.temporal.namespace },
    },
  });
  await said(child, readyWithinMs, kind);
  return {
    queue,
    pid: child.pid ?? 0,
    usage: async () => {
      child.send('usage');
      return (await said(child, answerWithinMs, kind)) as Usage;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.send('stop');
      const timer = setTimeout(() => child.kill('SIGKILL'), answerWithinMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** The child's next message; its end or its silence is an error. */
async function said(child: ChildProcess, withinMs: number, kind: string): Promise<unknown> {
  const over = new AbortController();
  const silent = AbortSignal.any([over.signal, AbortSignal.timeout(withinMs)]);
  const ended = once(child, 'exit', { signal: silent }).then(() => {
    throw new Error(`the ${kind} worker ended`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: silent }), ended])) as unknown[];
    return message;
  } finally {
    over.abort();
    ended.catch(() => undefined);
  }
}
