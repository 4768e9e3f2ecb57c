import { z } from 'zod';
import {
  type BackTestItem,
  type BackTestSummary,
  type Role,
  bilingualSchema,
  caseStateSchema,
  differenceKinds,
  factsSchema,
  gradeSchema,
  keySchema,
} from '#domain';
import { instant, pageOf, pageQuery } from './paging';
import { route } from './route';

const authors = ['ruleAuthor', 'administrator'] as const satisfies Role[];
const readers = [...authors, 'ruleApprover', 'auditor', 'citySupervision', 'operator'] as const satisfies Role[];
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;
const writes = [...reads, 'CSRF_REFUSED', 'INVALID_INPUT'] as const;
const flow = z.object({ id: keySchema });
const test = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) });

const depth = z.enum(['decisions', 'journeys']);
const asked = z.discriminatedUnion('kind', [
  /** Real issues opened in the last days, the newest first when there are more than `issues`. */
  z.object({ kind: z.literal('past'), days: z.int().min(1).max(1100), issues: z.int().min(1).max(100_000).default(10_000) }),
  z.object({ kind: z.literal('year'), seed: z.int().min(0).max(1_000_000), issues: z.int().min(1).max(100_000) }),
]);

const count = z.int().nonnegative();
const flows = z.array(z.object({ from: z.string(), to: z.string(), count }));

const summary = z.object({
  issues: count,
  changed: count,
  kinds: z.record(z.enum(differenceKinds), count),
  /** From one unit (or several, by commas; none is empty) to another, with how many issues. */
  flows,
  load: z.array(z.object({ unit: z.string(), before: count, after: count, lateBefore: count, lateAfter: count })),
  clocks: z.array(
    z.object({
      ...{ clock: z.string(), name: bilingualSchema, earlier: count, later: count },
      /** Of the dues that move; below zero they come earlier. */
      medianMs: z.number(),
      ...{ newlyLate: count, noLongerLate: count },
    }),
  ),
  grades: flows,
  assumed: count,
  refused: count,
}) satisfies z.ZodType<BackTestSummary>;

const head = z.object({
  id: z.string(),
  flow: z.string(),
  draftHash: z.string(),
  /** Whether the drafts still say what was tested. */
  current: z.boolean(),
  live: z.object({ number: z.int(), hash: z.string() }),
  depth,
  source: asked,
  by: z.string(),
  byName: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  state: z.enum(['reading', 'running', 'done', 'cancelled', 'failed']),
  done: count,
  of: count,
  /** Real issues that could not be read: their release or their words are gone. */
  unread: count,
  changed: count.nullable(),
  problem: z.string().nullable(),
});

/** Names of the units that stand in what is told. */
const units = z.record(z.string(), bilingualSchema);
const detail = head.extend({ summary: summary.nullable(), units }).meta({ id: 'BackTest' });

const answer = z.object({ node: z.string(), matched: z.array(z.int()), outputs: factsSchema, error: z.string().nullable() });
const way = z.object({
  units: z.array(z.string()),
  grade: gradeSchema.nullable(),
  category: z.string().nullable(),
  routed: z.enum(['rules', 'person', 'none']),
  steps: z.array(z.string()),
  stage: caseStateSchema.nullable(),
  dues: z.record(z.string(), instant),
  late: z.array(z.string()),
  incident: z.string().nullable(),
  answers: z.array(answer),
});
const item = z.object({
  no: z.string().nullable(),
  facts: factsSchema.optional(),
  at: instant,
  district: z.string().nullable(),
  before: way,
  after: way,
  kinds: z.array(z.enum(differenceKinds)),
  moved: z.array(z.object({ clock: z.string(), n: z.int(), before: instant, after: instant })),
  newlyLate: z.array(z.string()),
  noLongerLate: z.array(z.string()),
  assumed: z.array(z.string()),
  refused: z.array(z.string()),
}) satisfies z.ZodType<BackTestItem>;

const shadow = z.object({
  draftHash: z.string(),
  /** Whether the drafts still say what decides. */
  current: z.boolean(),
  by: z.string(),
  byName: z.string(),
  since: instant,
  issues: count,
  decided: count,
  differing: count,
  /** Issues that are still to be looked at: ask again. */
  behind: z.boolean(),
  ...pageOf(
    z.object({
      no: z.string().nullable(),
      openedAt: instant,
      differences: z.array(
        z.object({ at: instant, node: z.string(), nodeName: bilingualSchema.nullable(), live: answer, shadow: answer }),
      ),
    }),
  ).shape,
});

/** A draft held against the live release: over many issues at once, and silently beside each new one (DESIGN 8). */
export const backTestRoutes = {
  startBackTest: route({
    method: 'post',
    path: '/api/flows/{id}/back-tests',
    tag: 'back-tests',
    audience: authors,
    summary: { zh: '用草稿回测', en: 'Back-test the draft of a flow' },
    params: flow,
    idempotent: true,
    body: z.object({ depth, source: asked }),
    responses: { 202: { summary: { zh: '已开始', en: 'Begun' }, body: detail } },
    errors: [...writes, 'CHECK_FAILED', 'IDEMPOTENCY_KEY_MISSING', 'TOO_MANY_REQUESTS', 'NOT_ALLOWED_IN_STATE'],
  }),
  listBackTests: route({
    method: 'get',
    path: '/api/flows/{id}/back-tests',
    tag: 'back-tests',
    audience: readers,
    summary: { zh: '流程的回测', en: 'Back-tests of a flow, newest first' },
    params: flow,
    responses: { 200: { summary: { zh: '全部', en: 'All that are kept' }, body: z.object({ items: z.array(head) }) } },
    errors: reads,
  }),
  readBackTest: route({
    method: 'get',
    path: '/api/back-tests/{id}',
    tag: 'back-tests',
    audience: readers,
    summary: { zh: '回测的进度与结果', en: 'How far a back-test is, and what came of it' },
    params: test,
    responses: { 200: { summary: { zh: '回测', en: 'The back-test' }, body: detail } },
    errors: reads,
  }),
  cancelBackTest: route({
    method: 'post',
    path: '/api/back-tests/{id}/cancel',
    tag: 'back-tests',
    audience: authors,
    summary: { zh: '中止回测', en: 'Call a back-test off' },
    params: test,
    responses: { 202: { summary: { zh: '正在中止', en: 'It stops within a second' } } },
    errors: [...reads, 'CSRF_REFUSED', 'NOT_ALLOWED_IN_STATE'],
  }),
  listBackTestItems: route({
    method: 'get',
    path: '/api/back-tests/{id}/items',
    tag: 'back-tests',
    audience: readers,
    summary: { zh: '回测的每一件', en: 'Every issue of a back-test with its old and new way' },
    params: test,
    query: z.object({ ...pageQuery, kind: z.enum([...differenceKinds, 'changed', 'all']).default('changed') }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(item).extend({ units }) } },
    errors: [...reads, 'INVALID_INPUT'],
  }),
  readShadow: route({
    method: 'get',
    path: '/api/flows/{id}/shadow',
    tag: 'back-tests',
    audience: readers,
    summary: { zh: '影子运行：草稿与现行版本的不同决定', en: 'Shadow run: where the draft would have decided otherwise' },
    params: flow,
    query: z.object(pageQuery),
    responses: {
      200: { summary: { zh: '影子', en: 'The shadow, null when none is marked' }, body: z.object({ shadow: shadow.nullable() }) },
    },
    errors: [...reads, 'INVALID_INPUT'],
  }),
  markShadow: route({
    method: 'post',
    path: '/api/flows/{id}/shadow',
    tag: 'back-tests',
    audience: authors,
    summary: { zh: '让草稿作为影子运行', en: 'Let the draft decide silently beside the live release from now on' },
    params: flow,
    responses: { 204: { summary: { zh: '已开始', en: 'Begun anew' } } },
    errors: [...writes, 'CHECK_FAILED'],
  }),
  endShadow: route({
    method: 'delete',
    path: '/api/flows/{id}/shadow',
    tag: 'back-tests',
    audience: authors,
    summary: { zh: '结束影子运行', en: 'End the shadow run' },
    params: flow,
    responses: { 204: { summary: { zh: '已结束', en: 'Ended' } } },
    errors: [...reads, 'CSRF_REFUSED'],
  }),
} as const;
