import { randomUUID } from 'node:crypto';

type Command = { id: string; name: string };
type Try<C> = { command: C; updateId: string };
/** Gives a command: again as it was given first, as long as that has no answer yet. */
export type GiveAgain<C extends Command> = <A>(
  stream: string,
  command: C,
  give: (command: C, updateId: string) => Promise<A>,
) => Promise<A>;

/**
 * Two tries of a command (asked again with its Idempotency-Key) differ in their instant and their sealed fields. Under one update id
 * the server would take them for the same: after it has lost its memory of the first (a kill, a task that timed out) it writes the
 * second into the history while the worker carries out the first, and the history then tells of something that never happened.
 *
 * So each try has an update id of its own, and this process gives the first one again while it is unanswered: one update, not many.
 * What makes a repeated command harmless everywhere is the state, which knows the last command ids and their answers (DESIGN 9).
 * Remembers at most `most` commands without an answer.
 */
export function firstTries<C extends Command>(most: number): GiveAgain<C> {
  const open = new Map<string, Try<C>>();
  return async (stream, command, give) => {
    const key = `${stream} ${command.id} ${command.name}`;
    const first = open.get(key) ?? { command, updateId: `${command.id}/${randomUUID()}` };
    open.set(key, first);
    const [oldest] = open.size > most ? open.keys() : [];
    if (oldest !== undefined) open.delete(oldest);
    const answer = await give(first.command, first.updateId);
    open.delete(key);
    return answer;
  };
}
