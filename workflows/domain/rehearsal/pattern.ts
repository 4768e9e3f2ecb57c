import { z } from 'zod';
import { assignmentStateSchema, cardStateSchema, eventNameSchema, gradeSchema, orderStates } from '../issue';
import { jsonSchema } from '../text';

/** What may be expected of the things that happen in a scenario; a field that a pattern leaves out may be anything. */

export const instant = z.string().meta({
  description:
    "The city's time (2026-11-23T09:00, seconds if wanted, 24:00 for the end of a day) or an instant with Z or an offset (2026-11-23T09:00+08:00)",
  pattern: '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?$',
  examples: ['2026-11-23T09:00', '2026-11-30T24:00', '2026-11-30T17:00:01', '2026-11-23T09:00+08:00'],
});
export const length = z.string().meta({
  description: 'A length: 30 min, 24 h, 4 wh, 2 wd, 10 nd; in a step, wd and nd keep the time of day',
  pattern: '^\\d+ *(min|h|wh|wd|nd)$',
});
export const person = z.string().meta({
  description:
    "A person's id (U1.liaison, reviewer1), a role (dispatcher, citySupervision, or by its name: 派单员), citizen, or resident:<alias> for the reporter of another intake",
});
export const unitCode = z.string().meta({ description: 'The code of a unit of the release or of `directory`' });
const text = z.string();
const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);

export const eventPattern = z.union([
  eventNameSchema,
  z.strictObject({
    type: eventNameSchema,
    unit: unitCode.optional(),
    assignment: text.optional().meta({ description: 'the id of an assignment (a1) or the code of its unit' }),
    node: text.optional().meta({ description: 'a step of the drawing (verify, review, replyReview, callback)' }),
    by: person.optional(),
    at: instant.optional(),
    plannedAt: instant.nullable().optional(),
    firedAt: instant.optional(),
    data: z.record(text, jsonSchema).optional(),
  }),
]);
export type EventPattern = z.infer<typeof eventPattern>;

export const cardPattern = z.strictObject({
  unit: unitCode.optional(),
  colour: z.enum(['yellow', 'red']).optional(),
  points: z.int().optional(),
  plannedAt: instant.optional(),
  issuedAt: instant.optional(),
  rung: text.optional().meta({ description: 'yellow, red, repeatedYellow, unsolvedAgain' }),
  reason: text.optional().meta({ description: 'reply, reportIn, repeatedYellow, unsolved' }),
  cycle: z.int().optional(),
  state: cardStateSchema.optional().meta({ description: 'as it is on the day looked at: EXPIRED once its points have lapsed' }),
  countedFor: unitCode.nullable().optional().meta({ description: 'the level-1 unit in whose table it counts' }),
  custody: z
    .array(
      z.strictObject({
        holder: z.enum(['centre', 'unit', 'citizen', 'paused']),
        unit: unitCode.nullable().optional(),
        minutes: z.int(),
      }),
    )
    .optional()
    .meta({
      description: 'who held the minutes of the clock that ran out, all of them, in the order in which each first had it',
    }),
  inReview: z.boolean().optional(),
});
export type CardPattern = z.infer<typeof cardPattern>;

export const noticePattern = z.strictObject({
  to: text.optional().meta({ description: 'resident, an issue alias, a unit (U1, U1.head, U1.liaison), a role or a person' }),
  template: text.optional(),
  channel: z.enum(['inbox', 'sms', 'voice', 'page']).optional(),
  at: instant.optional(),
  values: z.record(text, jsonSchema).optional(),
});
export type NoticePattern = z.infer<typeof noticePattern>;

export const assignmentPattern = z.strictObject({
  unit: unitCode.optional(),
  id: text.optional(),
  state: oneOrMore(assignmentStateSchema).optional(),
  role: z.enum(['lead', 'joint', 'assist']).optional(),
  required: z.boolean().optional(),
  under: unitCode.nullable().optional().meta({ description: 'the unit that passed it on (T06)' }),
  designated: z.boolean().optional(),
  signedBySystem: z.boolean().optional(),
  replyPending: z.boolean().optional(),
  overridden: z.boolean().optional(),
  extensionsGranted: z.int().optional(),
  cycle: z.int().optional(),
  grade: gradeSchema.optional(),
  lane: text.optional(),
});
export type AssignmentPattern = z.infer<typeof assignmentPattern>;

export const orderPattern = z.strictObject({
  id: text.optional(),
  kind: z.enum(['volunteer', 'merchant']).optional(),
  state: oneOrMore(z.enum(orderStates)).optional(),
  holder: unitCode.nullable().optional(),
  teams: z.array(unitCode).optional().meta({ description: 'to whom it is offered, in any order' }),
  posting: z.int().optional(),
  assigning: z.boolean().optional().meta({ description: 'nobody claimed it in time: the centre chooses' }),
  required: z.boolean().optional(),
  people: z.int().optional(),
  volunteers: z.array(text).optional(),
  hours: z.record(text, z.number()).optional().meta({ description: 'the hours that were added, by volunteer; {} means none' }),
});
export type OrderPattern = z.infer<typeof orderPattern>;

export const whistlePattern = z.strictObject({
  kind: z.enum(['daily', 'hard', 'emergency', '日常', '攻坚', '应急']).optional(),
  units: z.array(unitCode).optional().meta({ description: 'the units called, in any order' }),
  state: z.enum(['BLOWN', 'WORKING', 'ENDED', 'MISSED']).optional(),
  reported: z.array(unitCode).optional(),
  missed: z.array(unitCode).optional(),
  blownAt: instant.optional(),
});
export type WhistlePattern = z.infer<typeof whistlePattern>;

const day = z.union([
  text,
  z.strictObject({ date: text, reason: text.optional().meta({ description: 'a part of the reason in either language' }) }),
]);

export const duePattern = z.strictObject({
  unit: unitCode.optional().meta({ description: 'whose clock, instead of <unit>.<kind>' }),
  clock: text.meta({
    description:
      'promise; <unit>.reply, .sign, .contact, .returnWindow, .adjudicate, .extension, .question, .reportIn; a step limit (verify, review, dispatch, replyReview, callback, rework); a window (needInfo, callback.window); <unit>.start, .contact, .reply of an order, claim, assign, quote, agree, rating; archive (the reopening window); or a clock id',
    examples: ['promise', 'U1.reply', 'U1.sign', 'verify', 'needInfo', 'archive'],
  }),
  dueAt: instant.nullable().optional().meta({ description: 'null: there is no such clock' }),
  provisional: z.union([z.boolean(), text]).optional().meta({ description: 'whether, or the reason: 2027 not announced' }),
  status: z.enum(['running', 'paused', 'stopped', 'expired']).optional(),
  working: z
    .strictObject({
      counted: z.array(day).optional().meta({ description: 'every day counted, in order' }),
      passedOver: z.array(day).optional().meta({ description: 'these among the days passed over' }),
    })
    .optional(),
});
export type DuePattern = z.infer<typeof duePattern>;

export type PatternList<P> =
  P[] | { exact?: P[] | undefined; inOrder?: P[] | undefined; contains?: P[] | undefined; absent?: P[] | undefined };

/** A list of patterns: an array alone means what is usual for the field (see README), else it is said. */
export const listOf = <T extends z.ZodType>(one: T) =>
  z.union([
    z.array(one),
    z.strictObject({
      exact: z.array(one).optional(),
      inOrder: z.array(one).optional(),
      contains: z.array(one).optional(),
      absent: z.array(one).optional(),
    }),
  ]);
