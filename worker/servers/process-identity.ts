import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process for sure: its number alone may be given to another one after its death. */
export type ProcessIdentity = { readonly pid: number; readonly born: string };

/** When the process began, in the system's own words; undefined when there is none (a zombie counts as none). */
function birthOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)])
        .toString()
        .trim();
    // The name (field 2) may hold spaces and brackets: count from the last bracket. Field 3 is the state, 22 the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  const born = birthOf(pid);
  return born === undefined ? undefined : { pid, born };
}

/** True when that very process still runs. */
export const isAlive = (identity: ProcessIdentity): boolean => birthOf(identity.pid) === identity.born;
