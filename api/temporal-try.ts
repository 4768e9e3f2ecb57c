import { randomUUID } from 'node:crypto';

/**
 * The update id of one try to give a command: the command's id (its Idempotency-Key) and what tells this try from the others.
 *
 * Two tries differ in their instant and their sealed fields. Under one update id the server would take them for the same: after it
 * has lost its memory of the first (a kill, a task that timed out) it writes the second into the history while the worker carries
 * out the first, and the history then tells of something that never happened. What makes a repeated command harmless is the state,
 * which knows the last command ids and their answers (DESIGN 9).
 */
export const tryOf = (commandId: string): string => `${commandId}/${randomUUID()}`;
