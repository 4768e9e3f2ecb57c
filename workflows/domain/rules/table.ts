import { z } from 'zod';

/** A text in the two languages every user-facing word is kept in. */
const bilingual = z.object({ zh: z.string(), en: z.string() });

/** FEEL type names as an input or output declares them (DMN 1.5, 10.3.2.3.6); durations by kind. */
const valueType = z.enum([
  'string',
  'number',
  'boolean',
  'date',
  'time',
  'dateTime',
  'dayTimeDuration',
  'yearMonthDuration',
  'list',
  'context',
  'any',
]);

const inputSchema = z.object({
  id: z.string().min(1),
  label: bilingual,
  /** FEEL expression over the facts; most often a fact's name. */
  expression: z.string().min(1),
  type: valueType,
  /** Unary tests (FEEL) that together say which values exist; the checks then look for gaps among these alone. */
  allowed: z.array(z.string().min(1)).optional(),
});

const outputSchema = z.object({
  /** The name of the fact that the answer sets. */
  id: z.string().min(1),
  label: bilingual,
  type: valueType,
  /** FEEL texts. For hit policies P and O their order is the priority, the first being the highest. */
  allowed: z.array(z.string().min(1)).optional(),
  /** FEEL expression answered when no rule matches. */
  default: z.string().min(1).optional(),
});

const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const ruleSchema = z.object({
  id: z.string().min(1),
  /** One FEEL unary-tests text per input; empty means `-`. */
  when: z.array(z.string()),
  /** One FEEL expression text per output; empty means null. */
  then: z.array(z.string()),
  note: z.string().optional(),
  /** What stands in the table's annotation columns, in their order. */
  annotations: z.array(z.string()).optional(),
  /** First and last local date on which the rule counts, both included. */
  from: localDate.optional(),
  to: localDate.optional(),
});

/**
 * A DMN 1.5 decision table (chapter 8) as a JSON document: what is stored, edited, imported and released.
 * A wrong number of cells or a cell that does not parse is a finding of `checkTable`, not of this schema,
 * so that a draft can be saved half-done.
 */
export const tableSchema = z.object({
  kind: z.literal('table'),
  id: z.string().min(1),
  name: bilingual,
  /** Unique, Any, Priority, First, Rule order, Output order, Collect. */
  hitPolicy: z.enum(['U', 'A', 'P', 'F', 'R', 'O', 'C']),
  /** For C alone: DMN's C+ C< C> C#. */
  aggregation: z.enum(['SUM', 'MIN', 'MAX', 'COUNT']).optional(),
  inputs: z.array(inputSchema),
  outputs: z.array(outputSchema).min(1),
  /** Names of columns that only say something to people (DMN 1.5, 8.2.7). */
  annotations: z.array(z.string()).optional(),
  rules: z.array(ruleSchema),
});

/** A decision of one FEEL expression; `output` is the name of the fact it sets. */
const literalSchema = z.object({
  kind: z.literal('literal'),
  id: z.string().min(1),
  name: bilingual,
  expression: z.string().min(1),
  output: z.string().min(1),
  type: valueType,
});

/** What a `decide` node may hold. */
export const decisionSchema = z.discriminatedUnion('kind', [tableSchema, literalSchema]);

export type DecisionTable = z.infer<typeof tableSchema>;
export type LiteralDecision = z.infer<typeof literalSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type ValueType = z.infer<typeof valueType>;
export type TableRule = z.infer<typeof ruleSchema>;
export type TableOutput = z.infer<typeof outputSchema>;
export type Bilingual = z.infer<typeof bilingual>;
