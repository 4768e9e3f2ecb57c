import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutation, Verdict } from './court';
import { guardedDomain } from './guards';

/** How long a mutation may be looked at: one that makes the engine run in circles is seen by its silence. */
const patienceMs = 180_000;

type Word = { ready?: true; failed?: string; id?: string; verdict?: Verdict };

/**
 * Judges mutations on so many processes side by side, in order of their coming free; `heard` hears each verdict.
 * Throws when a scenario is red without any mutation.
 */
export async function judgeAll(
  mutations: readonly Mutation[],
  processes: number,
  heard: (mutation: Mutation, verdict: Verdict) => void,
): Promise<void> {
  const toDo = [...mutations];
  // One that fails ends the run: the others must not keep it waiting for ever.
  const hired = new Set<ChildProcess>();
  const hireOne = async (): Promise<ChildProcess> => {
    const child = await hire();
    hired.add(child);
    return child;
  };
  const working = Promise.all(
    Array.from({ length: Math.min(processes, toDo.length) }, async () => {
      let judge = await hireOne();
      for (let next = toDo.shift(); next; next = toDo.shift()) {
        const verdict = await ask(judge, next);
        heard(next, verdict ?? { outcome: 'killed', by: null, why: 'no answer: the engine runs in circles', played: 0 });
        if (verdict === null) {
          judge.kill('SIGKILL');
          judge = await hireOne();
        }
      }
      judge.disconnect();
    }),
  );
  try {
    await working;
  } catch (error) {
    for (const child of hired) child.kill('SIGKILL');
    throw error;
  }
}

async function hire(): Promise<ChildProcess> {
  const child = fork(path.join(__dirname, 'child.ts'), [guardedDomain], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
  });
  const word = await said(child, patienceMs);
  if (word?.ready === true) return child;
  child.kill('SIGKILL');
  throw new Error(word?.failed ?? 'a process of the run did not get ready');
}

function ask(child: ChildProcess, mutation: Mutation): Promise<Verdict | null> {
  const answer = said(child, patienceMs).then((word) => word?.verdict ?? null);
  child.send(mutation);
  return answer;
}

/** The next word of a process; null when it has none in time, or ends. */
function said(child: ChildProcess, withinMs: number): Promise<Word | null> {
  return new Promise((resolve) => {
    const done = (word: Word | null): void => {
      clearTimeout(timer);
      child.off('message', hear).off('exit', leave);
      resolve(word);
    };
    const hear = (word: unknown): void => done(word as Word);
    const leave = (): void => done(null);
    const timer = setTimeout(leave, withinMs);
    child.on('message', hear).on('exit', leave);
  });
}
