import { foreseeNow, type Foresight } from '../foresee';
import type { CommandInput } from '../input';
import type { CommandData } from '../command';
import type { Desk, Refusal } from '../step';
import type { IssueState } from '../state';
import type { MigrationBlock } from './blocks';
import { type Landing, landingsOf } from './migrate';

/** What a migration would do to one issue: the act itself, done to a copy. */
export type DryRun =
  | ({ ok: true; landings: Landing[] } & Pick<Extract<Foresight, { ok: true }>, 'clocks' | 'toReview' | 'notices' | 'stage'>)
  | { ok: false; refusal: Refusal; blocks: MigrationBlock[] };

/** The dry run of DESIGN 8: the same turn that would migrate the issue. `desk` is the issue's own, with the new release at hand. */
export function dryMigration(desk: Desk, state: IssueState, command: CommandInput): DryRun {
  const seen = foreseeNow(desk, state, command);
  if (!seen.ok) return { ok: false, refusal: seen.refusal, blocks: blocksIn(seen.refusal) };
  const { clocks, toReview, notices, stage } = seen;
  return {
    ok: true,
    landings: landingsOf(state, (command.data as CommandData<'migrate'>).steps),
    clocks,
    toReview,
    notices,
    stage,
  };
}

/** The blocks that a refusal lists. */
export const blocksIn = ({ detail }: Pick<Refusal, 'detail'>): MigrationBlock[] =>
  Array.isArray(detail?.['blocks']) ? (detail['blocks'] as MigrationBlock[]) : [];
