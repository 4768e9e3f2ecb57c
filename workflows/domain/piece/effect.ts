import type { Instant } from '../deadline';
import type { Dispatch, Notice } from '../issue/effect';
import type { Actor } from '../issue/input';
import type { IssueEvent } from '../issue/state';
import type { PieceCommandName } from './command';
import type { Examined, PieceContent, PieceOpening } from './state';

/** The one question a piece asks of the outside: a look at its open text, and at the issue's record. */
export type PieceAsk = { id: string; kind: 'examine'; issue: string; content: PieceContent };

export type PieceEffect =
  | { kind: 'event'; event: IssueEvent }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'dispatch'; dispatch: Dispatch }
  | { kind: 'ask'; ask: PieceAsk };

/** A command as it reaches the domain: `at` is the server's receipt time (R10). */
export type PieceCommandInput = { id: string; name: PieceCommandName; at: Instant; actor: Actor; data: Record<string, unknown> };

/** One thing that happened to a piece. */
export type PieceInput =
  | ({ kind: 'open'; at: Instant } & PieceOpening)
  | { kind: 'command'; command: PieceCommandInput }
  /** Planned instants that have come; `before` leaves those at or after a waiting command's stamp for later (R10). */
  | { kind: 'tick'; now: Instant; before?: Instant | null }
  | { kind: 'answered'; ask: string; at: Instant; answer: Examined };
