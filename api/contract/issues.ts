import { z } from 'zod';
import {
  bilingualSchema,
  caseStateSchema,
  commandNames,
  gradeSchema,
  jsonSchema,
  keySchema,
  laneSchema,
  roleSchema,
} from '#domain';
import {
  clockViewSchema,
  commandDoneSchema,
  issueDetailSchema,
  issueViewSchema,
  timelineEntrySchema,
  waitingSchema,
  whySchema,
} from './issue-shapes';
import { flag, instant, issueNo, pageOf, pageQuery } from './paging';
import { allowedCommandSchema } from './problem';
import { route } from './route';

const params = z.object({ no: issueNo });
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN_UNIT', 'NOT_FOUND', 'INVALID_INPUT'] as const;

export const issueQuerySchema = z.object({
  ...pageQuery,
  stage: caseStateSchema.optional(),
  open: flag.optional(),
  order: z.enum(['newest', 'due']).default('newest'),
  overdue: flag.optional(),
  category: keySchema.optional(),
  district: z.string().optional(),
  unit: z.string().optional(),
  grade: gradeSchema.optional(),
  lane: laneSchema.optional(),
  source: keySchema.optional(),
  /** Part of a number. */
  no: z.string().max(40).optional(),
  /** Standing at this step of a release's drawing: both or neither; `release` is a plan hash. */
  release: z.string().max(80).optional(),
  node: z.string().max(200).optional(),
});

/** A list says where something was erased; whose words they were is on the issue's page. */
const listedIssue = z.intersection(issueViewSchema, z.object({ erasedAt: instant.nullable() }));

export const issueRoutes = {
  listIssues: route({
    method: 'get',
    path: '/api/issues',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '诉求件列表（限本单位所属范围）', en: 'Issues (limited to the branch of your unit)' },
    query: issueQuerySchema,
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(listedIssue) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
  readIssue: route({
    method: 'get',
    path: '/api/issues/{no}',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '诉求件', en: 'One issue' },
    params,
    responses: { 200: { summary: { zh: '诉求件', en: 'The issue' }, body: issueDetailSchema } },
    errors: reads,
  }),
  readTimeline: route({
    method: 'get',
    path: '/api/issues/{no}/timeline',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '办理过程', en: 'Its timeline' },
    params,
    responses: { 200: { summary: { zh: '按序', en: 'In order' }, body: z.object({ items: z.array(timelineEntrySchema) }) } },
    errors: reads,
  }),
  readClocks: route({
    method: 'get',
    path: '/api/issues/{no}/clocks',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '时限及其推算过程', en: 'Its clocks, each with its working' },
    params,
    responses: { 200: { summary: { zh: '时限', en: 'Clocks' }, body: z.object({ items: z.array(clockViewSchema) }) } },
    errors: reads,
  }),
  readWhy: route({
    method: 'get',
    path: '/api/issues/{no}/why',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '为何停在这里，接下来会怎样', en: 'Why it stands here, and what happens next' },
    params,
    responses: { 200: { summary: { zh: '说明', en: 'The reasons' }, body: whySchema } },
    errors: reads,
  }),
  listCommands: route({
    method: 'get',
    path: '/api/issues/{no}/commands',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '我现在可做的操作', en: 'The commands I may give now' },
    params,
    responses: {
      200: { summary: { zh: '可用操作', en: 'Allowed commands' }, body: z.object({ items: z.array(allowedCommandSchema) }) },
    },
    errors: reads,
  }),
  giveCommand: route({
    method: 'post',
    path: '/api/issues/{no}/commands',
    tag: 'issues',
    audience: 'signedIn',
    summary: { zh: '对诉求件下达操作；字段随操作名而定', en: 'Give a command; its fields are those of its name' },
    params,
    idempotent: true,
    body: z.object({ name: z.enum(commandNames), data: z.record(z.string(), z.unknown()).default({}) }),
    responses: {
      200: { summary: { zh: '已接受', en: 'Accepted' }, body: commandDoneSchema },
      202: { summary: { zh: '答复已收，等会办单位', en: 'Kept until the joint units have replied' }, body: commandDoneSchema },
    },
    errors: [
      ...reads,
      'FORBIDDEN',
      'CSRF_REFUSED',
      'IDEMPOTENCY_KEY_MISSING',
      'NOT_ALLOWED_IN_STATE',
      'EXTENSION_AFTER_DUE',
      'EXTENSION_LIMIT',
      'RETURN_WINDOW_CLOSED',
      'DESIGNATED',
      'REWORK_LIMIT',
      'REOPEN_WINDOW_CLOSED',
      'ALREADY_CLAIMED',
      'SAME_REVIEWER',
      'SAME_PERSON',
      'REPLY_NOT_APPROVED',
      'CONSENT_MISSING',
      'BOUNCE_LIMIT',
      'SECOND_SIGNATURE_MISSING',
      'UNAVAILABLE',
    ],
  }),
} as const;

/** One line of an inbox: the piece of work that waits, and the issue it belongs to. */
export const inboxItemSchema = z
  .object({ issue: issueViewSchema, item: waitingSchema, nodeName: bilingualSchema.nullable() })
  .meta({ id: 'InboxItem' });

const notice = z
  .object({
    id: z.string(),
    template: z.string(),
    at: instant,
    read: z.boolean(),
    issue: z.string().nullable(),
    channel: z.enum(['inbox', 'sms', 'voice', 'page']),
    /** What the template's places are filled with, opened for the reader. */
    values: z.record(z.string(), jsonSchema),
  })
  .meta({ id: 'Notice' });

export const inboxRoutes = {
  readInbox: route({
    method: 'get',
    path: '/api/inbox',
    tag: 'inbox',
    audience: 'signedIn',
    summary: { zh: '待我办理，最急的在前', en: 'What waits for me, the most urgent first' },
    query: z.object({ ...pageQuery, role: roleSchema.optional(), kind: z.string().max(20).optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(inboxItemSchema) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
  listNotices: route({
    method: 'get',
    path: '/api/notices',
    tag: 'inbox',
    audience: 'signedIn',
    summary: { zh: '给我的通知', en: 'Notices to me' },
    query: z.object({ ...pageQuery, unread: flag.optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(notice) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
  readNotice: route({
    method: 'put',
    path: '/api/notices/{id}/read',
    tag: 'inbox',
    audience: 'signedIn',
    summary: { zh: '标为已读', en: 'Mark as read' },
    params: z.object({ id: z.string().min(1).max(300) }),
    responses: { 204: { summary: { zh: '已读', en: 'Read' } } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND', 'CSRF_REFUSED'],
  }),
} as const;
