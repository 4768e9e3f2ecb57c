import { z } from 'zod';
import {
  type Role,
  bilingualSchema,
  decisionSchema,
  flowSchema,
  keySchema,
  policySchema,
  releaseSchema,
  weeklyHoursSchema,
} from '#domain';
import { instant } from './paging';
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

export const releaseHead = z.object({
  number: z.number().int(),
  /** Names every character of it; `planHash` names what can change what happens to an issue. */
  hash: z.string(),
  planHash: z.string(),
  city: z.string(),
  name: bilingualSchema,
  current: z.boolean(),
  author: z.string(),
  authorName: z.string(),
  approver: z.string(),
  approverName: z.string(),
  publishedAt: instant,
  note: z.string(),
  /** The back-test of exactly this content that lay on the table when it was approved. */
  backTest: releaseSchema.shape.backTest,
});

const params = z.object({ id: z.string().min(1).max(80) });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

/** Everything a release froze: what the live overlay and the diff draw. */
const releaseDetail = releaseHead
  .extend({
    flow: flowSchema,
    decisions: z.array(decisionSchema),
    policy: policySchema,
    hours: z.array(weeklyHoursSchema),
  })
  .meta({ id: 'Release' });

const waiver = z.object({
  code: z.string(),
  node: z.string().optional(),
  edge: z.string().optional(),
  at: z.string().optional(),
  reason: z.string().min(1).max(1000),
});

/**
 * A release is what the drafts say when it is published. The author checks and hands on the hash of what was checked; the
 * approver, who edited none of it, publishes that hash and nothing else: a draft changed meanwhile is REVISION_CONFLICT.
 */
export const releaseRoutes = {
  listReleases: route({
    method: 'get',
    path: '/api/releases',
    tag: 'releases',
    audience: readers,
    summary: { zh: '版本列表，最新在前', en: 'Releases, the latest first' },
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(releaseHead) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
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
    body: z.object({ flow: keySchema }),
    responses: {
      200: {
        summary: { zh: '发现', en: 'Findings; publishable when no error is among them' },
        body: z.object({
          publishable: z.boolean(),
          /** Names what was checked; `publishRelease` takes it. */
          draftHash: z.string(),
          /** Who last saved any of it: none of these may approve. */
          authors: z.array(z.string()),
          /** The newest back-test of exactly these drafts: published now, the release would bear it. */
          backTest: releaseSchema.shape.backTest,
          items: z.array(findingSchema),
        }),
      },
    },
    errors: [...reads, 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  publishRelease: route({
    method: 'post',
    path: '/api/releases',
    tag: 'releases',
    audience: ['ruleApprover', 'administrator'],
    summary: { zh: '批准并发布（批准人不能是作者）', en: 'Approve and publish (the approver is not an author)' },
    idempotent: true,
    body: z.object({
      flow: keySchema,
      name: bilingualSchema,
      draftHash: z.string().min(1).max(80),
      note: z.string().max(2000).default(''),
      waivers: z.array(waiver).max(200).default([]),
    }),
    responses: {
      201: { summary: { zh: '已发布', en: 'Published; new issues live by it' }, body: releaseHead },
      200: { summary: { zh: '同一内容已是当前版本', en: 'The same content is the current release already' }, body: releaseHead },
    },
    errors: [
      ...reads,
      'SAME_PERSON',
      'CHECK_FAILED',
      'SCENARIO_FAILED',
      'REVISION_CONFLICT',
      'INVALID_INPUT',
      'CSRF_REFUSED',
      'IDEMPOTENCY_KEY_MISSING',
    ],
  }),
} as const;
