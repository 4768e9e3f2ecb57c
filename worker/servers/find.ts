import type { ServerProblem } from './problem';

/** What one way of finding a server says: it is here, or why not (undefined: just not here, look on). */
export type WayAnswer<T> = { readonly found: T } | { readonly problem: ServerProblem } | undefined;

/** One way of having a server, tried in the order of DESIGN 12. */
export type Way<T> = () => WayAnswer<T> | Promise<WayAnswer<T>>;

/** The first way that has it. When none has, throws the last way's problem: its mend is the one a person can carry out. */
export async function firstOf<T>(ways: readonly Way<T>[]): Promise<T> {
  let last: ServerProblem | undefined;
  for (const way of ways) {
    const answer = await way();
    if (answer === undefined) continue;
    if ('found' in answer) return answer.found;
    last = answer.problem;
  }
  throw last ?? new Error('no way was given');
}
