import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** What the machine itself says: CPU of single processes and of everything, where there is a /proc; `null` elsewhere. */

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const tickMs = 1000 / Number(ticksPerSecond());

function ticksPerSecond(): string {
  try {
    return execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' });
  } catch {
    return '100';
  }
}

/** User and system time of a process with all its threads, in milliseconds. */
export function cpuMsOf(pid: number | undefined): number | null {
  const stat = pid === undefined ? null : read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // the name in brackets may hold spaces: fields are counted from behind it
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Busy milliseconds of all processors since boot, and how many processors there are to be busy. */
function busyMs(): number | null {
  const line = read('/proc/stat')?.split('\n')[0];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) * tickMs;
}

/** Seconds of CPU that this process takes from now on: what it would have taken on a quiet machine, and a little more. */
export function cpuClock(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
}

/** How much of the machine others took while something was measured: 0 is a quiet machine, 1 means none was left. */
export type Noise = { othersShare: number | null; load: number };

/** Starts to watch; `pids` are ours, besides this process. */
export function watchNoise(pids: readonly (number | undefined)[]): () => Noise {
  const own = (): number => [process.pid, ...pids].reduce<number>((sum, pid) => sum + (cpuMsOf(pid) ?? 0), 0);
  const before = { busy: busyMs(), own: own(), at: performance.now() };
  return () => {
    const busy = busyMs();
    const load = Math.round((os.loadavg()[0] ?? 0) * 10) / 10;
    if (busy === null || before.busy === null) return { othersShare: null, load };
    const others = busy - before.busy - (own() - before.own);
    const all = (performance.now() - before.at) * os.cpus().length;
    return { othersShare: Math.max(0, Math.min(1, others / all)), load };
  };
}

export const machineText = (): string =>
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ` +
  `${os.type()} ${os.release()}, Node ${process.versions.node}`;
