import { z } from 'zod';
import { type Role, bilingualSchema, factsSchema, jsonSchema, keySchema } from '#domain';
import { instant, pageOf, pageQuery } from './paging';
import { findingSchema } from './problem';
import { route } from './route';

const readers = [
  'ruleAuthor',
  'ruleApprover',
  'administrator',
  'auditor',
  'citySupervision',
  'operator',
] as const satisfies Role[];

const releaseHead = z
  .object({
    /** Null until published. */
    number: z.number().int().nullable(),
    id: z.string(),
    hash: z.string(),
    name: bilingualSchema,
    status: z.enum(['proposed', 'published', 'refused']),
    current: z.boolean(),
    author: z.string(),
    proposedAt: instant,
    approver: z.string().nullable(),
    publishedAt: instant.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ReleaseHead' });

const waiver = z.object({
  code: z.string(),
  document: z.string(),
  at: z.string().nullable(),
  reason: z.string().min(1).max(1000),
});
const parts = z.object({ flow: keySchema, name: bilingualSchema, waivers: z.array(waiver).default([]) });
const params = z.object({ id: z.string().min(1).max(80) });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

/** Everything a release froze, as documents: what the live overlay and the diff draw. */
const releaseDetail = releaseHead
  .extend({
    flow: z.record(z.string(), jsonSchema),
    tables: z.record(z.string(), z.record(z.string(), jsonSchema)),
    policy: z.record(z.string(), jsonSchema),
    calendars: z.record(z.string(), z.record(z.string(), jsonSchema)),
  })
  .meta({ id: 'Release' });

export const releaseRoutes = {
  listReleases: route({
    method: 'get',
    path: '/api/releases',
    tag: 'releases',
    audience: readers,
    summary: { zh: '版本列表，最新在前', en: 'Releases, the latest first' },
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(releaseHead) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  readRelease: route({
    method: 'get',
    path: '/api/releases/{id}',
    tag: 'releases',
    audience: 'signedIn',
    summary: { zh: '一个版本；id 可为 current、编号或哈希', en: 'One release; id may be `current`, a number or a hash' },
    params,
    responses: { 200: { summary: { zh: '版本', en: 'The release' }, body: releaseDetail } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
  checkRelease: route({
    method: 'post',
    path: '/api/releases/check',
    tag: 'releases',
    audience: readers,
    summary: { zh: '合并检查流程、表、规则、日历', en: 'Check flow, tables, policy and calendars together' },
    body: parts.pick({ flow: true }),
    responses: {
      200: {
        summary: { zh: '发现', en: 'Findings; publishable when no error is among them' },
        body: z.object({ publishable: z.boolean(), hash: z.string().nullable(), items: z.array(findingSchema) }),
      },
    },
    errors: [...reads, 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  proposeRelease: route({
    method: 'post',
    path: '/api/releases',
    tag: 'releases',
    audience: ['ruleAuthor', 'administrator'],
    summary: { zh: '提交版本待批准', en: 'Freeze the drafts and propose a release' },
    idempotent: true,
    body: parts.extend({ note: z.string().max(2000).optional() }),
    responses: { 201: { summary: { zh: '待批准', en: 'Awaits approval' }, body: releaseHead } },
    errors: [...reads, 'INVALID_INPUT', 'CHECK_FAILED', 'CSRF_REFUSED', 'IDEMPOTENCY_KEY_MISSING'],
  }),
  publishRelease: route({
    method: 'post',
    path: '/api/releases/{id}/publish',
    tag: 'releases',
    audience: ['ruleApprover', 'administrator'],
    summary: { zh: '批准并发布（批准人不能是作者）', en: 'Approve and publish (the approver is not the author)' },
    params,
    responses: { 200: { summary: { zh: '已发布', en: 'Published; new issues live by it' }, body: releaseHead } },
    errors: [...reads, 'SAME_PERSON', 'NOT_ALLOWED_IN_STATE', 'CHECK_FAILED', 'CSRF_REFUSED'],
  }),
} as const;

export const decisionRoutes = {
  evaluateDecision: route({
    method: 'post',
    path: '/api/decisions/evaluate',
    tag: 'decisions',
    audience: 'signedIn',
    summary: { zh: '用给定事实试算决策表，并说明理由', en: 'Evaluate a table on given facts, with its explanation' },
    body: z.object({
      decision: z.union([
        z.object({ name: keySchema, release: z.string().max(80).default('current') }),
        z.object({ draft: keySchema }),
        z.object({ document: z.record(z.string(), jsonSchema) }),
      ]),
      facts: factsSchema,
      /** Local date for rules with a validity. */
      on: z.iso.date().optional(),
    }),
    responses: {
      200: {
        summary: { zh: '结果', en: 'The answer, with the rules that matched' },
        body: z
          .object({
            value: jsonSchema,
            outputs: factsSchema,
            matched: z.array(z.number().int()),
            problems: z.array(z.object({ code: z.string(), message: z.string() })),
            explanation: jsonSchema,
          })
          .meta({ id: 'DecisionAnswer' }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
} as const;
