import { z } from 'zod';
import { bilingualSchema, jsonSchema } from '../text';

/** What became of a thing between two releases. Where something lies on the canvas is no change. */
export const changeKindSchema = z.enum(['added', 'removed', 'changed']);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/** One field before and after: its place, its name and both values in words (null: not there), and the values as they stand. */
export const fieldChangeSchema = z.object({
  path: z.array(z.string()),
  label: bilingualSchema,
  before: bilingualSchema.nullable(),
  after: bilingualSchema.nullable(),
  raw: z.object({ before: jsonSchema, after: jsonSchema }),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** A step, a line or a note of a drawing that is not as it was. */
export const itemChangeSchema = z.object({
  part: z.enum(['step', 'line', 'note']),
  id: z.string(),
  change: changeKindSchema,
  name: bilingualSchema,
  fields: z.array(fieldChangeSchema),
});
export type ItemChange = z.infer<typeof itemChangeSchema>;

export const flowDiffSchema = z.object({
  id: z.string(),
  name: bilingualSchema,
  change: changeKindSchema,
  fields: z.array(fieldChangeSchema),
  items: z.array(itemChangeSchema),
});
export type FlowDiff = z.infer<typeof flowDiffSchema>;

/** What a table answers: the outputs of the rules that count, or a sentence where there is none. */
export const saidAnswerSchema = z.object({
  outputs: z.array(z.object({ id: z.string(), label: bilingualSchema, text: bilingualSchema })),
  sentence: bilingualSchema.nullable(),
});
export type SaidAnswer = z.infer<typeof saidAnswerSchema>;

/** Facts that are answered otherwise than before; no condition at all is every fact. */
export const regionChangeSchema = z.object({
  when: z.array(z.object({ label: bilingualSchema, text: bilingualSchema })),
  before: saidAnswerSchema,
  after: saidAnswerSchema,
  /** Facts inside of the region, ready to be tried. Left out where only FEEL knows which facts those are. */
  example: z.record(z.string(), jsonSchema).nullable(),
});
export type RegionChange = z.infer<typeof regionChangeSchema>;

/** A rule as it is written: what an author looks for. Numbers count from 1. */
export const rowChangeSchema = z.object({
  id: z.string(),
  change: changeKindSchema,
  number: z.object({ before: z.int().nullable(), after: z.int().nullable() }),
  cells: z.array(fieldChangeSchema),
});
export type RowChange = z.infer<typeof rowChangeSchema>;

export const tableDiffSchema = z.object({
  id: z.string(),
  name: bilingualSchema,
  change: changeKindSchema,
  fields: z.array(fieldChangeSchema),
  rows: z.array(rowChangeSchema),
  regions: z.array(regionChangeSchema),
  /** `whole`: the regions are all there are; `partly`: there are more; `no`: there is nothing to compare by meaning. */
  analysed: z.enum(['whole', 'partly', 'no']),
});
export type TableDiff = z.infer<typeof tableDiffSchema>;

/** A value of a policy: a length with its unit, or anything else as it stands. */
const policyValueSchema = z.union([
  z.object({ kind: z.literal('length'), n: z.number(), unit: z.string() }),
  z.object({ kind: z.literal('value'), value: jsonSchema }),
]);
export type PolicyValue = z.infer<typeof policyValueSchema>;

export const policyChangeSchema = z.object({
  /** Keys from the document's root, e.g. `grades`, `C`, `clocks`, `reply`, `length`; a rung stands under its key. */
  path: z.array(z.string()),
  before: policyValueSchema.nullable(),
  after: policyValueSchema.nullable(),
});
export type PolicyChange = z.infer<typeof policyChangeSchema>;

export const hoursDiffSchema = z.object({
  id: z.string(),
  name: bilingualSchema,
  change: changeKindSchema,
  fields: z.array(fieldChangeSchema),
});
export type HoursDiff = z.infer<typeof hoursDiffSchema>;

export const releaseDiffSchema = z.object({
  /** The drawing first, then those that it calls. */
  flows: z.array(flowDiffSchema),
  tables: z.array(tableDiffSchema),
  policy: z.object({ id: z.string(), name: bilingualSchema, changes: z.array(policyChangeSchema) }).nullable(),
  hours: z.array(hoursDiffSchema),
  /** How many things are not as they were: 0 where both say the same, wherever it lies on the canvas. */
  count: z.int(),
});
export type ReleaseDiff = z.infer<typeof releaseDiffSchema>;
