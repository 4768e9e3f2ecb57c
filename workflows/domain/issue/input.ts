import type { Instant } from '../deadline';
import type { Facts } from '../text';
import type { Role } from './words';
import type { IntakeRecord } from './state';
import type { Answer } from './effect';
import type { CommandName } from './command';

/** Who acts. The api has signed them in; the domain decides what they may do here. */
export type Actor = { id: string; roles: Role[]; unit: string | null; district: string | null };

/** A person's command as it reaches the domain: `at` is the server's receipt time (R10). */
export type CommandInput = { id: string; name: CommandName; at: Instant; actor: Actor; data: Record<string, unknown> };

/** One thing that happened. */
export type Input =
  | {
      kind: 'open';
      at: Instant;
      no: string;
      release: string;
      editions: Record<string, number>;
      intake: IntakeRecord;
      facts: Facts;
      relapseOf: string | null;
    }
  | { kind: 'command'; command: CommandInput }
  /** Planned instants that have come; `before` leaves those at or after a waiting command's stamp for later (R10). */
  | { kind: 'tick'; now: Instant; before?: Instant | null }
  | { kind: 'answered'; ask: string; at: Instant; answer: Answer };
