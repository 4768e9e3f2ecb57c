import { z } from 'zod';
import { type CommandName, commandNames, gradeSchema, caseStateSchema, refusalCodes, resultCodeSchema } from '../issue';
import { factsSchema, jsonSchema } from '../text';
import {
  assignmentPattern,
  cardPattern,
  duePattern,
  eventPattern,
  instant,
  length,
  listOf,
  noticePattern,
  orderPattern,
  person,
  unitCode,
  whistlePattern,
} from './pattern';
import { shapeFaults } from './shape-faults';

/**
 * The format of a scenario (DESIGN 8): one story of one or several issues with what must come of it. Names are those of
 * DOMAIN 2.7 and 2.8. README.md of this folder explains the format by example; `npm run rehearse -- --schema` prints this schema.
 */
/** `route` is what a dispatcher does by `dispatch`. */
export const otherNames: Readonly<Record<string, CommandName>> = { route: 'dispatch' };
const otherCommands = Object.keys(otherNames);

const code = z.enum(refusalCodes);
const text = z.string();
const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);
const bilingual = z.union([z.strictObject({ zh: text, en: text }), text]);

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
  orders: listOf(orderPattern).optional(),
  whistles: listOf(whistlePattern).optional(),
  refusals: z.array(code).optional(),
  incidents: z.array(text).optional(),
  awaited: z
    .boolean()
    .optional()
    .meta({ description: 'whether every step and share that waits has somebody of the directory and a running limit' }),
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

export const scenarioIntakeSchema = z.strictObject({
  source: text.default('media'),
  externalId: text.optional(),
  category: text.default('general'),
  district: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .optional()
    .meta({ description: "the street's, else 520103" }),
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
  unit: unitCode.optional().meta({ description: 'short for facts.unit' }),
  units: z.array(unitCode).optional().meta({ description: 'short for facts.units' }),
  relapseOf: text.nullable().default(null),
});
export type ScenarioIntake = z.infer<typeof scenarioIntakeSchema>;

const date = z.iso.date().meta({ description: 'a date, 2027-01-01' });
const dayRange = z.union([date, z.tuple([date, date])]);
const importSchema = z
  .strictObject({
    year: z.int(),
    status: z.enum(['announced', 'partial']).default('announced'),
    off: z.array(dayRange).default([]),
    work: z.array(dayRange).default([]),
    covered: z
      .array(z.tuple([date, date]))
      .optional()
      .meta({ description: 'with `partial`: the dates that the notice settles' }),
  })
  .refine(
    ({ year, off, work, covered }) => [...off, ...work, ...(covered ?? [])].flat().every((one) => one.startsWith(`${year}-`)),
    'every date lies in the year of the notice',
  )
  .refine(({ status, covered }) => status === 'partial' || covered === undefined, '`covered` belongs to a partial notice');
export type ScenarioImport = z.infer<typeof importSchema>;

const directorySchema = z.strictObject({
  units: z.array(z.looseObject({ code: text })).optional(),
  people: z.array(z.looseObject({ id: text })).optional(),
});

export const scenarioStepSchema = z
  .strictObject({
    at: instant.optional(),
    after: length.optional().meta({ description: 'after the step before it (the start, for the first)' }),
    issue: text.optional().meta({ description: 'the alias of the issue, where there are several' }),
    by: person.optional(),
    do: z
      .enum([...commandNames, ...otherCommands] as [string, ...string[]])
      .optional()
      .meta({ description: 'a command of DOMAIN 2.7' }),
    with: z.record(text, z.unknown()).optional().meta({ description: "the command's fields, as at /api/docs" }),
    id: text.optional().meta({ description: 'the Idempotency-Key; a repeated one is answered, not done again' }),
    open: scenarioIntakeSchema.optional(),
    as: text.optional(),
    run: z.strictObject({ until: instant.optional(), for: length.optional() }).optional(),
    importCalendar: importSchema.optional(),
    directory: directorySchema.optional(),
    expect: z
      .strictObject({
        refused: z
          .union([code, z.array(code), z.boolean()])
          .optional()
          .meta({ description: 'a code, one of several, true for any' }),
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
  .refine((step) => step.do === undefined || step.by !== undefined, 'a command has a person: `by`')
  .refine((step) => step.do !== undefined || step.with === undefined, 'fields belong to a command: `do`')
  .refine(
    (step) =>
      step.do !== undefined || [step.expect?.refused, step.expect?.status, step.expect?.code].every((e) => e === undefined),
    '`refused`, `status` and `code` are answers to a command: `do`',
  );
export type ScenarioStep = z.infer<typeof scenarioStepSchema>;

export const scenarioSchema = z.strictObject({
  $schema: text.optional(),
  format: z.literal(1).default(1),
  id: text.min(1).default('scenario'),
  title: bilingual.optional(),
  name: bilingual.optional().meta({ description: 'the title of one that stands beside a draft' }),
  flow: text
    .optional()
    .meta({ description: 'the drawing whose draft it stands beside; it must be green before that is published' }),
  features: z.array(text).default([]),
  why: oneOrMore(text).optional(),
  release: text.default('GY-BASE'),
  releases: z
    .array(text)
    .optional()
    .meta({ description: 'other releases, by name or folder like `release`, that `migrate` may go over to' }),
  start: instant,
  calendar: z.array(importSchema).default([]).meta({ description: 'years already imported at the start' }),
  directory: directorySchema.optional(),
  manual: z
    .union([z.boolean(), z.array(z.enum(['verify', 'review', 'dispatch', 'reviewReply']))])
    .default(false)
    .meta({ description: 'steps that nobody does by themselves; true means all four' }),
  faults: z.array(z.strictObject({ workerDown: z.strictObject({ from: instant, to: instant }) })).default([]),
  intake: scenarioIntakeSchema.nullable().optional(),
  as: text.default('issue'),
  steps: z.array(scenarioStepSchema).default([]),
  expect: expectationSchema.optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

export type ScenarioFault = { path: string; message: string };
export type ScenarioResult = { ok: true; scenario: Scenario } | { ok: false; faults: ScenarioFault[] };

/** Reads a scenario; what is wrong is said with its place in the file (`steps[2].do`). */
export function readScenario(document: unknown): ScenarioResult {
  const read = scenarioSchema.safeParse(document);
  if (read.success) return { ok: true, scenario: read.data };
  return { ok: false, faults: shapeFaults(document, read.error.issues) };
}

/** The format as a JSON Schema, for editors and for whoever writes one by hand. */
export const scenarioJsonSchema = (): unknown => z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
