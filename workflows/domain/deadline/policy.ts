import { z } from 'zod';
import { type Grade, gradeSchema, roleSchema } from '../issue/words';
import { bilingualSchema, keySchema } from '../text';
import type { Clock, ClockSpec } from './clock';
import type { Instant } from './instant';
import { type WhistleKind, type RungSpec, rungSpecSchema } from './ladder';
import { type Length, lengthSchema } from './length';

/** Every group of numbers names whom it was taken from, so that a city can confirm or replace it. */
const donor = { donor: z.string().min(1) };

const count = z.int().positive();

const ladderSchema = z.object({ name: bilingualSchema, rungs: z.array(rungSpecSchema), ...donor });
export type Ladder = z.infer<typeof ladderSchema>;

/**
 * One clock of a grade. A clock whose due the parties set (`setBy`) runs `length` until they have, where one is given.
 * `rolled` is for duties in natural days (DOMAIN R3).
 */
const clockRuleSchema = z.object({
  length: lengthSchema.optional(),
  setBy: z.enum(['appointment', 'agreement']).optional(),
  rolled: z.boolean().default(false),
  from: z.enum(['acceptance', 'dispatch', 'claim']),
  ladder: keySchema.optional(),
  ...donor,
});
export type ClockRule = z.infer<typeof clockRuleSchema>;

const gradeRuleSchema = z.object({ name: bilingualSchema, clocks: z.record(keySchema, clockRuleSchema) });

/** The limit of a person's step, with another length for some grades. */
const stageRuleSchema = z.object({
  limit: lengthSchema,
  grades: z.partialRecord(gradeSchema, lengthSchema).default({}),
  ladder: keySchema,
  ...donor,
});

const extensionRuleSchema = z.object({ max: count, each: lengthSchema });

const publicationStepsSchema = z.object({ review1: lengthSchema, review2: lengthSchema, review3: lengthSchema });

/** A deadline policy (时限规则): every length, limit and ladder of a release, as data (DOMAIN 2.1 and 2.3 to 2.5). */
export const policySchema = z.object({
  format: z.literal(1),
  id: keySchema,
  name: bilingualSchema,
  calendar: keySchema,
  /** The grade of an issue that no table has graded. */
  defaultGrade: gradeSchema,
  ladders: z.record(keySchema, ladderSchema),
  grades: z.partialRecord(gradeSchema, gradeRuleSchema),
  /** A grade's promise is as long as its reply unless the grade names a clock `promise` (C10). */
  promise: z.object({ ladder: keySchema, ...donor }),
  /** Grades that raise an alarm in the hall, and who hears it (C02). */
  alarm: z
    .object({
      grades: z.array(gradeSchema),
      desks: z.array(roleSchema),
      channel: z.enum(['inbox', 'sms', 'voice']).default('inbox'),
      ...donor,
    })
    .optional(),
  stages: z.record(keySchema, stageRuleSchema),
  /** Windows end at 24:00 of their last day, unrolled (DOMAIN R3). */
  windows: z.record(keySchema, z.object({ length: lengthSchema, ...donor })),
  tries: z.record(keySchema, z.object({ max: count, onDays: count.default(1), ...donor })),
  returns: z.object({
    window: lengthSchema,
    adjudicate: lengthSchema,
    designateAfter: count,
    /** Grades that are handled first and disputed later (T02). */
    handleFirst: z.array(gradeSchema),
    ...donor,
  }),
  extensions: z.object({ decide: lengthSchema, grades: z.partialRecord(gradeSchema, extensionRuleSchema), ...donor }),
  rework: z.object({ due: lengthSchema, max: count, ...donor }),
  /** The shortest time that a replacing unit has (R4). */
  replacement: z.object({ floor: lengthSchema, ...donor }),
  /** The shortest time that a recompute leaves (R9). */
  recompute: z.object({ floor: lengthSchema, ...donor }),
  /** How long before its parent's due a sub-dispatched assignment is due (T06). */
  subDispatch: z.object({ before: lengthSchema, ...donor }),
  /** How often two steps may send an issue back and forth (C30). */
  bounce: z.object({ max: count, ...donor }),
  reportIn: z.object({ emergency: lengthSchema, hard: lengthSchema, daily: lengthSchema, ladder: keySchema, ...donor }),
  cards: z.object({
    points: z.object({ yellow: z.int(), red: z.int() }),
    appeal: lengthSchema,
    decide: lengthSchema,
    expire: lengthSchema,
    /** The n-th yellow card to the same unit on the same issue is a red one. */
    yellowsToRed: count,
    /** The n-th "not solved" that costs the lead unit a red card (DOMAIN C19). */
    unsolvedToRed: count,
    talk: z.object({ reds: count, within: lengthSchema }),
    ...donor,
  }),
  /** Its lengths are the windows that the drawing names (C22). */
  ledger: z.object({ missesToYellow: count, ...donor }),
  /** How long an order may be claimed, assigned by the centre, and left unstarted; how many serve minors and vulnerable persons. */
  volunteer: z.object({
    claim: lengthSchema,
    assign: lengthSchema,
    start: lengthSchema,
    vulnerable: count.optional(),
    ...donor,
  }),
  /** How long quotes hold for the resident's agreement, and how long the work may take where no date is agreed. */
  merchant: z.object({ agree: lengthSchema, serve: lengthSchema, ...donor }).optional(),
  publication: z.object({
    steps: publicationStepsSchema,
    fast: publicationStepsSchema,
    fastGrades: z.array(gradeSchema),
    factsChanged: lengthSchema,
    ...donor,
  }),
  /** A new report of a closed matter within this time and distance is a relapse (DOMAIN 4 #17). */
  merge: z.object({ sameResidentWithin: lengthSchema, relapseWithin: lengthSchema, relapseMetres: count, ...donor }),
  theme: z.object({ reporters: count, districts: count, within: lengthSchema, ...donor }),
  /** Rungs of a ladder further apart than this are worth a warning while drawing. */
  longGap: lengthSchema,
});
export type Policy = z.infer<typeof policySchema>;

const rungsOf = (policy: Policy, ladder: string | undefined): readonly RungSpec[] =>
  ladder === undefined ? [] : (policy.ladders[ladder]?.rungs ?? []);

/**
 * What starts a clock of a grade (`sign`, `contact`, `reply`, `promise`…); null where the grade has none, or its due
 * is set by the parties. The promise is as long as the reply unless the grade says otherwise (C10).
 */
export function clockSpecOf(policy: Policy, grade: Grade, kind: string): ClockSpec | null {
  const clocks = policy.grades[grade]?.clocks;
  const own = clocks?.[kind];
  const rule = own ?? (kind === 'promise' ? clocks?.['reply'] : undefined);
  if (!rule?.length) return null;
  const ladder = kind === 'promise' ? (own?.ladder ?? policy.promise.ladder) : rule.ladder;
  return { kind, length: rule.length, rolled: rule.rolled, ladder: rungsOf(policy, ladder) };
}

/** What starts the clock of a person's step under a grade; null for a step without a limit. */
export function stageSpecOf(policy: Policy, stage: string, grade: Grade): ClockSpec | null {
  const rule = policy.stages[stage];
  if (!rule) return null;
  return { kind: stage, length: rule.grades[grade] ?? rule.limit, rolled: false, ladder: rungsOf(policy, rule.ladder) };
}

/** What starts a window; null for one that the policy does not know. */
export function windowSpecOf(policy: Policy, window: string): ClockSpec | null {
  const rule = policy.windows[window];
  return rule ? { kind: window, length: rule.length, rolled: false, ladder: [] } : null;
}

/** The reply clock of a rework: its own length on the grade's ladder (C18). */
export function reworkSpecOf(policy: Policy, grade: Grade): ClockSpec {
  const ladder = policy.grades[grade]?.clocks['reply']?.ladder;
  return { kind: 'reply', length: policy.rework.due, rolled: false, ladder: rungsOf(policy, ladder) };
}

/** The report-in clock of a whistle (DOMAIN 2.4). */
export function reportInSpecOf(policy: Policy, kind: WhistleKind): ClockSpec {
  return { kind: 'reportIn', length: policy.reportIn[kind], rolled: false, ladder: rungsOf(policy, policy.reportIn.ladder) };
}

/** Why an extension may not be asked or granted at an instant, or null (T07). */
export function extensionRefusal(
  policy: Policy,
  grade: Grade,
  clock: Clock,
  asked: { at: Instant; length: Length },
): 'EXTENSION_AFTER_DUE' | 'EXTENSION_LIMIT' | null {
  if (asked.at > clock.dueAt) return 'EXTENSION_AFTER_DUE';
  const rule = policy.extensions.grades[grade];
  if (!rule || clock.extensions.length >= rule.max) return 'EXTENSION_LIMIT';
  return asked.length.unit === rule.each.unit && asked.length.n <= rule.each.n ? null : 'EXTENSION_LIMIT';
}
