import { z } from 'zod';
import { type Role, bilingualSchema, decisionSchema, factsSchema, jsonSchema, keySchema } from '#domain';
import { route } from './route';

/** Who may have a table evaluated that is not published: who edits, checks and answers for tables. */
const authors = [
  'ruleAuthor',
  'ruleApprover',
  'administrator',
  'auditor',
  'citySupervision',
  'operator',
] as const satisfies Role[];

export const decisionAuthors: readonly Role[] = authors;

/** The largest DMN file taken, in characters; the largest table, in rules. */
const MOST_XML = 1_000_000;
const MOST_RULES = 5_000;

const xml = z.string().min(1).max(MOST_XML);

/** Parsed in full by the handler, so that its faults are named as those of a document. */
const givenDocument = z
  .record(z.string(), jsonSchema)
  .refine(({ rules }) => !Array.isArray(rules) || rules.length <= MOST_RULES, `at most ${MOST_RULES} rules`);

const problem = z.object({ code: z.string(), message: z.string(), text: bilingualSchema, at: z.string().optional() });

const refusal = z.object({ column: z.string(), cell: z.string(), value: jsonSchema, error: bilingualSchema.optional() });
const nearMiss = z.object({
  rule: z.number().int(),
  refusals: z.array(refusal),
  change: z.object({ column: z.string(), expression: z.string(), from: jsonSchema, to: jsonSchema }).optional(),
});

const answer = z
  .object({
    value: jsonSchema,
    outputs: factsSchema,
    matched: z.array(z.number().int()),
    problems: z.array(problem),
    /** Of a table: its matched rules as written, and the rules that came nearest without matching. */
    explanation: jsonSchema,
    /** What each column's expression gave, by column. */
    inputs: factsSchema.default({}),
    near: z.array(nearMiss).default([]),
  })
  .meta({ id: 'DecisionAnswer' });

export const decisionRoutes = {
  evaluateDecision: route({
    method: 'post',
    path: '/api/decisions/evaluate',
    tag: 'decisions',
    audience: 'signedIn',
    summary: {
      zh: '用给定事实试算决策表，并说明理由；草稿、文档和 DMN 只限规则人员',
      en: 'Evaluate a table on given facts, with its explanation; a draft, a document or DMN only for those who work on rules',
    },
    body: z.object({
      decision: z.union([
        z.strictObject({ name: keySchema, release: z.string().max(80).default('current') }),
        z.strictObject({ draft: keySchema }),
        z.strictObject({ document: givenDocument }),
        /** The decision's name or id in the model; may be left out when the model has one decision. */
        z.strictObject({ dmn: xml, decision: z.string().min(1).max(200).optional() }),
      ]),
      facts: factsSchema,
      /** Local date for rules with a validity. */
      on: z.iso.date().optional(),
      /** How many of the rules that came nearest without matching are explained. */
      near: z.number().int().min(0).max(20).default(3),
    }),
    responses: { 200: { summary: { zh: '结果', en: 'The answer, with the rules that matched' }, body: answer } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  importDmn: route({
    method: 'post',
    path: '/api/tables/import',
    tag: 'tables',
    audience: authors,
    summary: { zh: '读取 DMN，得到其中的决策表和表达式（不保存）', en: 'Read DMN: its tables and expressions, not saved' },
    body: z.object({ dmn: xml }),
    responses: {
      200: {
        summary: { zh: '决策与问题', en: 'The decisions, and why others could not be taken' },
        body: z.object({ decisions: z.array(decisionSchema), problems: z.array(problem) }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  exportDmn: route({
    method: 'get',
    path: '/api/tables/{id}/dmn',
    tag: 'tables',
    audience: authors,
    summary: { zh: '把决策表草稿写成 DMN 1.5', en: 'A draft table as DMN 1.5' },
    params: z.object({ id: keySchema }),
    responses: { 200: { summary: { zh: 'DMN', en: 'The DMN' }, body: z.object({ dmn: z.string() }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'],
  }),
} as const;
