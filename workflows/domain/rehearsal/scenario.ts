import { z } from 'zod';
import { commandNames, eventNameSchema, gradeSchema, caseStateSchema, refusalCodes, resultCodeSchema } from '../issue';
import { factsSchema, jsonSchema } from '../text';

/**
 * The format of a scenario (DESIGN 8): one story of one or several issues with what must come of it. Names are those of
 * DOMAIN 2.7 and 2.8. README.md of this folder explains the format by example; `npm run rehearse -- --schema` prints this schema.
 */
const instant = z
  .string()
  .meta({ description: 'Local time of the city (2026-11-23T09:00, 24:00 allowed) or an instant with Z or an offset' });
const length = z.string().meta({ description: 'A length: 30 min, 24 h, 4 wh, 2 wd, 10 nd' });
const code = z.enum(refusalCodes);
const text = z.string();
const bilingual = z.union([z.strictObject({ zh: text, en: text }), text]);
const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);

const eventPattern = z.union([
  eventNameSchema,
  z.strictObject({
    type: eventNameSchema,
    unit: text.optional(),
    assignment: text.optional(),
    node: text.optional(),
    by: text.optional(),
    at: instant.optional(),
    plannedAt: instant.nullable().optional(),
    firedAt: instant.optional(),
    data: z.record(text, jsonSchema).optional(),
  }),
]);
export type EventPattern = z.infer<typeof eventPattern>;

const cardPattern = z.strictObject({
  unit: text.optional(),
  colour: z.enum(['yellow', 'red']).optional(),
  plannedAt: instant.optional(),
  issuedAt: instant.optional(),
  rung: text.optional(),
  reason: text.optional(),
  cycle: z.int().optional(),
  state: z.enum(['ISSUED', 'APPEALED', 'UPHELD', 'REVOKED', 'EXPIRED']).optional(),
  inReview: z.boolean().optional(),
});
export type CardPattern = z.infer<typeof cardPattern>;

const noticePattern = z.strictObject({
  to: text.optional().meta({ description: 'resident, an issue alias, a unit (U1, U1.head, U1.liaison), a role or a person' }),
  template: text.optional(),
  channel: z.enum(['inbox', 'sms', 'voice', 'page']).optional(),
  at: instant.optional(),
  values: z.record(text, jsonSchema).optional(),
});
export type NoticePattern = z.infer<typeof noticePattern>;

const assignmentPattern = z.strictObject({
  unit: text.optional(),
  id: text.optional(),
  state: oneOrMore(
    z.enum([
      'DISPATCHED',
      'SIGNED',
      'CONTACTED',
      'IN_PROGRESS',
      'REPLIED',
      'ACCEPTED',
      'RETURN_REQUESTED',
      'RETURNED',
      'CANCELLED',
      'REASSIGNED',
    ]),
  ).optional(),
  role: z.enum(['lead', 'joint', 'assist']).optional(),
  required: z.boolean().optional(),
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

const whistlePattern = z.strictObject({
  kind: z.enum(['daily', 'hard', 'emergency', '日常', '攻坚', '应急']).optional(),
  units: z.array(text).optional(),
  state: z.enum(['BLOWN', 'WORKING', 'ENDED', 'MISSED']).optional(),
  missed: z.array(text).optional(),
  blownAt: instant.optional(),
});
export type WhistlePattern = z.infer<typeof whistlePattern>;

const duePattern = z.strictObject({
  clock: text.meta({
    description: 'promise, <unit>.reply, <unit>.sign, <unit>.reportIn, verify, callback, archive, or a clock id',
  }),
  dueAt: instant.nullable().optional().meta({ description: 'null: there is no such clock' }),
  provisional: z.union([z.boolean(), text]).optional(),
  status: z.enum(['running', 'paused', 'stopped', 'expired']).optional(),
  working: z
    .strictObject({
      counted: z.array(text).optional().meta({ description: 'every day counted, in order' }),
      passedOver: z.array(z.union([text, z.strictObject({ date: text, reason: text.optional() })])).optional(),
    })
    .optional(),
});
export type DuePattern = z.infer<typeof duePattern>;

/** A list of patterns: an array alone means what is usual for the field (see README), else it is said. */
const listOf = <T extends z.ZodType>(one: T) =>
  z.union([
    z.array(one),
    z.strictObject({
      exact: z.array(one).optional(),
      inOrder: z.array(one).optional(),
      contains: z.array(one).optional(),
      absent: z.array(one).optional(),
    }),
  ]);

const expectations = {
  issue: text.optional(),
  state: caseStateSchema.optional(),
  result: resultCodeSchema.nullable().optional(),
  answer: z.enum(['solved', 'partly', 'not', 'none']).nullable().optional(),
  satisfaction: text.nullable().optional(),
  grade: gradeSchema.optional(),
  cycle: z.int().optional(),
  closedAt: instant.nullable().optional(),
  mergedInto: text.nullable().optional(),
  relapseOf: text.nullable().optional(),
  sameIssueAs: text.optional(),
  reporters: z.int().optional(),
  facts: factsSchema.optional(),
  nextWake: instant.nullable().optional(),
  dues: z.array(duePattern).optional(),
  cards: listOf(cardPattern).optional(),
  notices: listOf(noticePattern).optional(),
  events: listOf(eventPattern).optional(),
  assignments: listOf(assignmentPattern).optional(),
  whistles: listOf(whistlePattern).optional(),
  refusals: z.array(code).optional(),
  incidents: z.array(text).optional(),
  allowed: z.record(text, z.array(z.enum(commandNames as [string, ...string[]]))).optional(),
  absent: z
    .strictObject({
      events: z.array(eventPattern).optional(),
      notices: z.array(noticePattern).optional(),
      cards: z.array(cardPattern).optional(),
      whistles: z.array(whistlePattern).optional(),
      assignments: z.array(assignmentPattern).optional(),
    })
    .optional(),
};
const expectationSchema = z.strictObject({ ...expectations, issues: z.record(text, z.strictObject(expectations)).optional() });
export type Expectation = z.infer<typeof expectationSchema>;

const intakeSchema = z.strictObject({
  source: text.default('media'),
  externalId: text.optional(),
  category: text.default('general'),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default('520103'),
  street: z
    .string()
    .regex(/^\d{9}$/)
    .nullable()
    .default(null),
  point: z.strictObject({ lat: z.number(), lng: z.number() }).nullable().default(null),
  address: text.optional(),
  text: text.default('—'),
  anonymous: z.boolean().default(true),
  channel: z.enum(['page', 'sms']).default('page'),
  reporter: z.strictObject({ name: text.optional(), phone: text.optional() }).default({}),
  facts: factsSchema.default({}),
  unit: text.optional().meta({ description: 'short for facts.unit' }),
  units: z.array(text).optional().meta({ description: 'short for facts.units' }),
  relapseOf: text.nullable().default(null),
});
export type ScenarioIntake = z.infer<typeof intakeSchema>;

const dayRange = z.union([text, z.tuple([text, text])]);
const importSchema = z.strictObject({
  year: z.int(),
  status: z.enum(['announced', 'partial']).default('announced'),
  off: z.array(dayRange).default([]),
  work: z.array(dayRange).default([]),
  covered: z.array(z.tuple([text, text])).optional(),
});
export type ScenarioImport = z.infer<typeof importSchema>;

const directorySchema = z.strictObject({
  units: z.array(z.looseObject({ code: text })).optional(),
  people: z.array(z.looseObject({ id: text })).optional(),
});

const stepSchema = z
  .strictObject({
    at: instant.optional(),
    after: length.optional().meta({ description: 'after the step before it (the start, for the first)' }),
    issue: text.optional(),
    by: text.optional(),
    do: z.enum(commandNames as [string, ...string[]]).optional(),
    with: z.record(text, z.unknown()).optional(),
    id: text.optional().meta({ description: 'the Idempotency-Key; a repeated one is answered, not done again' }),
    open: intakeSchema.optional(),
    as: text.optional(),
    run: z.strictObject({ until: instant.optional(), for: length.optional() }).optional(),
    importCalendar: importSchema.optional(),
    directory: directorySchema.optional(),
    expect: z
      .strictObject({
        refused: z.union([code, z.array(code), z.literal(false)]).optional(),
        status: z.union([z.literal(200), z.literal(202)]).optional(),
        code: z.enum(['OK', 'JOINT_OUTSTANDING']).optional(),
        data: z.record(text, jsonSchema).optional(),
        ...expectations,
        issues: z.record(text, z.strictObject(expectations)).optional(),
      })
      .optional(),
    why: text.optional(),
  })
  .refine((step) => step.at === undefined || step.after === undefined, 'a step has `at` or `after`, not both')
  .refine(
    (step) => [step.do, step.open, step.run, step.importCalendar, step.directory].filter((act) => act !== undefined).length <= 1,
    'a step does one thing: do, open, run, importCalendar or directory',
  )
  .refine((step) => step.do === undefined || step.by !== undefined, 'a command has a person: `by`');
export type ScenarioStep = z.infer<typeof stepSchema>;

export const scenarioSchema = z.strictObject({
  $schema: text.optional(),
  format: z.literal(1).default(1),
  id: text.min(1),
  title: bilingual,
  features: z.array(text).default([]),
  why: oneOrMore(text).optional(),
  release: text.default('GY-BASE'),
  start: instant,
  calendar: z.array(importSchema).default([]).meta({ description: 'years already imported at the start' }),
  directory: directorySchema.optional(),
  manual: z
    .union([z.boolean(), z.array(z.enum(['verify', 'review', 'dispatch', 'reviewReply']))])
    .default(false)
    .meta({ description: 'steps that nobody does by themselves; true means all four' }),
  faults: z.array(z.strictObject({ workerDown: z.strictObject({ from: instant, to: instant }) })).default([]),
  intake: intakeSchema.nullable().optional(),
  as: text.default('issue'),
  steps: z.array(stepSchema).default([]),
  expect: expectationSchema.optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

export type ScenarioFault = { path: string; message: string };
export type ScenarioResult = { ok: true; scenario: Scenario } | { ok: false; faults: ScenarioFault[] };

/** Reads a scenario; what is wrong is said with its place in the file (`steps[2].do`). */
export function readScenario(document: unknown): ScenarioResult {
  const read = scenarioSchema.safeParse(document);
  if (read.success) return { ok: true, scenario: read.data };
  return { ok: false, faults: read.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message })) };
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text ? '.' : ''}${String(key)}`),
    '',
  );

/** The format as a JSON Schema, for editors and for whoever writes one by hand. */
export const scenarioJsonSchema = (): unknown => z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
