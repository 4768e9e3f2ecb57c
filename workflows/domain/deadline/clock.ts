import { z } from 'zod';
import { instantSchema } from './instant';
import { lengthSchema } from './length';
import { type RungSpec, rungRuleSchema } from './ladder';
import type { Length } from './length';

/** Why a due changed (DOMAIN 2.7); `merge` is the earliest promise of merged intakes (C09), `unmerge` the floor of a
 * restored one (C25), `subDispatch` what the level-1 unit leaves to the one below it (T06). */
export const dueCauseSchema = z.enum([
  'routeCorrection',
  'calendarImport',
  'pause',
  'extension',
  'migration',
  'gradeChange',
  'merge',
  'unmerge',
  'subDispatch',
]);
export type DueCause = z.infer<typeof dueCauseSchema>;

/** One row of the suspension ledger (DOMAIN R5); `to` is null while it lasts, or if the clock was stopped in it. */
const pauseRowSchema = z.object({
  step: z.int(),
  from: instantSchema,
  to: instantSchema.nullable(),
  reason: z.string(),
  approver: z.string(),
});

const extensionRowSchema = z.object({ step: z.int(), length: lengthSchema, at: instantSchema, approver: z.string() });

/**
 * A due that was set, not reckoned. With `floor` it is at least that length from `at`, with `reckoned` at most another clock's
 * own due (the earliest promise, C09): both follow what a calendar says later (DOMAIN R7).
 */
const moveRowSchema = z.object({
  step: z.int(),
  at: instantSchema,
  cause: dueCauseSchema,
  to: instantSchema,
  floor: lengthSchema.optional(),
  reckoned: z.object({ length: lengthSchema, rolled: z.boolean(), from: instantSchema }).optional(),
  provisional: z.string().nullable().optional(),
});

/** A rung of a running clock. It ends fired, moved (its next plan follows in the list) or cancelled (DOMAIN 2.9). */
const clockRungSchema = rungRuleSchema.extend({
  key: z.string(),
  plannedAt: instantSchema,
  status: z.enum(['planned', 'fired', 'moved', 'cancelled']),
  firedAt: instantSchema.optional(),
  /** The ladder no longer has it, so it never comes back. */
  dropped: z.boolean().optional(),
});
export type ClockRung = z.infer<typeof clockRungSchema>;

/**
 * A deadline as an issue's state holds it: plain JSON, without its working, which `explainClock` reckons from the rows.
 * `step` numbers the rows of one clock in the order in which they took effect.
 */
export const clockSchema = z.object({
  id: z.string(),
  kind: z.string(),
  cycle: z.int(),
  owner: z.string().optional(),
  length: lengthSchema,
  rolled: z.boolean(),
  startedAt: instantSchema,
  /** The due of a replacing unit: the promise's, but at least `floor` from its dispatch (DOMAIN R4). */
  cap: z.object({ promiseDueAt: instantSchema, floor: lengthSchema, provisional: z.string().nullable().optional() }).optional(),
  dueAt: instantSchema,
  unrolledDueAt: instantSchema.optional(),
  provisional: z.string().nullable(),
  status: z.enum(['running', 'paused', 'stopped', 'expired']),
  pauses: z.array(pauseRowSchema),
  extensions: z.array(extensionRowSchema),
  moves: z.array(moveRowSchema),
  rungs: z.array(clockRungSchema),
  /** What the rungs are derived from, when pauses after the due have moved them but not the due. */
  rungBase: instantSchema.optional(),
  expiredAt: instantSchema.optional(),
  stoppedAt: instantSchema.optional(),
});
export type Clock = z.infer<typeof clockSchema>;
export type PauseRow = Clock['pauses'][number];
export type MoveRow = Clock['moves'][number];

/** What a policy says of one clock: enough to start it. */
export interface ClockSpec {
  kind: string;
  length: Length;
  rolled: boolean;
  ladder: readonly RungSpec[];
}

/** The number of the next row of a clock's story. */
export const nextStep = (clock: Clock): number =>
  1 + Math.max(0, ...[...clock.pauses, ...clock.extensions, ...clock.moves].map((row) => row.step));

/** Whether an act at an instant meets the due: at the due is in time (DOMAIN R10). */
export const isInTime = (clock: Clock, at: string): boolean => at <= clock.dueAt;
