import type { z } from 'zod';
import type { CommandAnswer, CommandInput } from '#domain';
import type { Head, StoredIntake } from '#store';

/** Where issues live, whatever runs them: Temporal in the product, the same domain in memory in tests of the routes. */
export type IssueDesk = {
  /**
   * Begins the life of an intake's issue; the same intake again changes nothing. Answers its first step, or null when the issue
   * has begun but its first step is not seen yet. Throws DeskAway when nobody answers.
   */
  open(intake: StoredIntake): Promise<Head | null>;
  /** Gives a command and waits for its answer. The command's id makes it happen once. Throws DeskAway. */
  command(no: string, command: CommandInput): Promise<CommandAnswer>;
  /** The last step of the issue's own history; null when it was never opened. Throws DeskAway. */
  head(no: string): Promise<Head | null>;
  /** Whether it can be reached now. */
  ready(): Promise<boolean>;
};

/** The desk could not be reached or did not answer in time: whether the command happened is not known; ask again with its id. */
export class DeskAway extends Error {
  readonly code = 'UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeskAway';
  }
}

/** What a piece's command is answered: the publication's own refusal codes are those of DOMAIN 2.7. */
export type PieceAnswer = { ok: true; seq: number; hash: string; stage: string } | { ok: false; code: string; message?: string };

/** Where pieces live: the publication workflow behind the same kind of port. */
export type PieceDesk = {
  /** The fields of a command, or null for a name that no piece knows. */
  schemaOf(name: string): z.ZodType | null;
  command(
    id: string,
    command: { id: string; name: string; at: string; actor: CommandInput['actor']; data: unknown },
  ): Promise<PieceAnswer>;
  /** Names of the commands this actor may give now. */
  allowed(state: unknown, actor: CommandInput['actor']): string[];
};
