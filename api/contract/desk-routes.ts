import { z } from 'zod';
import { type Role, bilingualSchema, jsonSchema, keySchema } from '#domain';
import { issueViewSchema } from './issue-shapes';
import { instant, pageOf, pageQuery } from './paging';
import { route } from './route';

const stuckCodes = [
  'taskFailing',
  'noWorker',
  'stalled',
  'notFound',
  'ended',
  'behind',
  'timerLate',
  'noAnswer',
  'unstarted',
] as const;

const supervisors = [
  'districtSupervision',
  'citySupervision',
  'chief',
  'shiftLeader',
  'operator',
  'auditor',
  'administrator',
] as const satisfies Role[];

/** What the stuck sweep found: the cause, and the server's own words for operators. Times of finding are real time. */
const stuckCause = z
  .object({
    code: z.enum(stuckCodes),
    since: instant,
    why: bilingualSchema,
    next: bilingualSchema,
    detail: z.string().nullable(),
    foundAt: instant,
    seenAt: instant,
  })
  .meta({ id: 'StuckCause' });

const stuckStream = stuckCause
  .extend({ stream: z.string(), kind: z.enum(['issue', 'piece']), id: z.string() })
  .meta({ id: 'StuckStream' });

const supervisionItem = z
  .object({
    issue: issueViewSchema,
    list: z.enum(['incident', 'overdue', 'stuck']),
    since: instant.nullable(),
    why: bilingualSchema,
    /** Of a stuck one, once the sweep has looked at it. */
    cause: stuckCause.optional(),
  })
  .meta({ id: 'SupervisionItem' });

/** 谈话事项: a unit with three red cards running within 90 days (DOMAIN 4 #23), those of the units below it counted. */
const talkItem = z
  .object({
    unit: z.string(),
    unitName: bilingualSchema,
    since: instant,
    reds: z.array(z.object({ issue: z.string(), card: z.string(), unit: z.string(), issuedAt: instant })),
  })
  .meta({ id: 'TalkItem' });
const latePiece = z
  .object({
    id: z.string(),
    title: z.string(),
    issue: z.string().nullable(),
    stage: z.string(),
    dueAt: instant.nullable(),
    why: bilingualSchema,
    cause: stuckCause.optional(),
  })
  .meta({ id: 'LatePiece' });

export const supervisionRoutes = {
  listTalks: route({
    method: 'get',
    path: '/api/supervision/talks',
    tag: 'supervision',
    audience: ['districtSupervision', 'citySupervision', 'chief', 'auditor', 'administrator'],
    summary: {
      zh: '谈话事项：九十日内连续三张红牌的单位，计入其下级单位的牌',
      en: 'Units to talk with: so many red cards running, those of units below them counted',
    },
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(talkItem) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
  listSupervision: route({
    method: 'get',
    path: '/api/supervision',
    tag: 'supervision',
    audience: supervisors,
    summary: { zh: '督办清单：异常、超期、停滞', en: 'Incidents, overdue and stuck issues, each with why' },
    query: z.object({ ...pageQuery, list: z.enum(['incident', 'overdue', 'stuck']).default('overdue') }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(supervisionItem) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  listStuck: route({
    method: 'get',
    path: '/api/supervision/stuck',
    tag: 'supervision',
    audience: ['citySupervision', 'chief', 'shiftLeader', 'operator', 'auditor', 'administrator'],
    summary: {
      zh: '巡查发现停滞的流程：诉求件、稿件、尚未启动的来件',
      en: 'What the stuck sweep found: issues, pieces, and intakes that never began, the longest known first',
    },
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(stuckStream) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  listLatePieces: route({
    method: 'get',
    path: '/api/supervision/pieces',
    tag: 'supervision',
    audience: ['citySupervision', 'chief', 'shiftLeader', 'operator', 'auditor', 'administrator'],
    summary: { zh: '逾期或停滞的稿件', en: 'Stories that are late or stuck, each with why' },
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(latePiece) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  countSupervision: route({
    method: 'get',
    path: '/api/supervision/counts',
    tag: 'supervision',
    audience: supervisors,
    summary: { zh: '各清单件数', en: 'How many are on each list' },
    responses: {
      200: {
        summary: { zh: '件数', en: 'Counts' },
        body: z.object({
          incident: z.number().int(),
          overdue: z.number().int(),
          stuck: z.number().int(),
          /** Themes that wait for a decision. */
          themes: z.number().int(),
        }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
} as const;

const editors = [
  'reporter',
  'editor',
  'reviewer2',
  'reviewer3',
  'proofreader',
  'citySupervision',
  'auditor',
  'chief',
] as const satisfies Role[];
const pieceParams = z.object({ id: z.string().min(1).max(80) });

/** A piece as the publication workflow's view says it: that view is the publication part's own type. */
export const pieceViewSchema = z
  .object({
    id: z.string(),
    issue: z.string().nullable(),
    stage: z.string(),
    title: z.string(),
    seq: z.number().int(),
    hash: z.string(),
    at: instant.nullable(),
    dueAt: instant.nullable(),
    publishedAt: instant.nullable(),
  })
  .catchall(jsonSchema)
  .meta({ id: 'PieceView' });

export const pieceRoutes = {
  listPieces: route({
    method: 'get',
    path: '/api/pieces',
    tag: 'pieces',
    audience: editors,
    summary: { zh: '稿件', en: 'Pieces' },
    query: z.object({ ...pageQuery, stage: z.string().max(40).optional(), issue: z.string().max(40).optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(pieceViewSchema) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  readPiece: route({
    method: 'get',
    path: '/api/pieces/{id}',
    tag: 'pieces',
    audience: editors,
    summary: { zh: '一篇稿件及其全文', en: 'One piece with its text' },
    params: pieceParams,
    responses: {
      200: {
        summary: { zh: '稿件', en: 'The piece' },
        body: z.object({
          view: pieceViewSchema,
          state: z.record(z.string(), jsonSchema),
          allowed: z.array(z.string()),
          /** Names of the people who signed it or work on it, by account. */
          people: z.record(z.string(), z.string()),
        }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  givePieceCommand: route({
    method: 'post',
    path: '/api/pieces/{id}/commands',
    tag: 'pieces',
    audience: editors,
    summary: { zh: '对稿件下达操作', en: 'Give a piece a command' },
    params: pieceParams,
    idempotent: true,
    body: z.object({ name: keySchema, data: z.record(z.string(), z.unknown()).default({}) }),
    responses: {
      200: {
        summary: { zh: '已接受', en: 'Accepted' },
        body: z.object({ ok: z.literal(true), code: z.string(), seq: z.number().int(), hash: z.string(), stage: z.string() }),
      },
    },
    errors: [
      'NOT_SIGNED_IN',
      'FORBIDDEN',
      'NOT_FOUND',
      'INVALID_INPUT',
      'CSRF_REFUSED',
      'IDEMPOTENCY_KEY_MISSING',
      'NOT_ALLOWED_IN_STATE',
      'SAME_REVIEWER',
      'SAME_PERSON',
      'REPLY_NOT_APPROVED',
      'AI_LABEL_MISSING',
      'PROOF_FAILED',
      'CONSENT_MISSING',
      'UNAVAILABLE',
    ],
  }),
} as const;

const letter = z
  .object({
    key: z.string(),
    kind: z.enum(['notice', 'dispatch', 'webhook']),
    stream: z.string().nullable(),
    lane: z.string(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    createdAt: instant,
    dueAt: instant,
    endedAt: instant.nullable(),
    /** By which way it went; honest where a channel has no gateway. */
    via: z.string().nullable(),
    attempts: z.array(z.object({ at: instant, ok: z.boolean(), code: z.string(), ms: z.number() })),
  })
  .meta({ id: 'OutboxLetter' });

export const outboxRoutes = {
  listOutbox: route({
    method: 'get',
    path: '/api/outbox',
    tag: 'outbox',
    audience: ['operator', 'administrator', 'citySupervision'],
    summary: { zh: '待发与未送达', en: 'Letters that wait or could not be delivered' },
    query: z.object({
      ...pageQuery,
      state: z.enum(['waiting', 'delivered', 'dead']).default('waiting'),
      stream: z.string().max(80).optional(),
    }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(letter) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  retryLetter: route({
    method: 'post',
    path: '/api/outbox/{key}/retry',
    tag: 'outbox',
    audience: ['operator', 'administrator'],
    summary: { zh: '马上再发', en: 'Try again now' },
    params: z.object({ key: z.string().min(1).max(300) }),
    responses: { 204: { summary: { zh: '已排队', en: 'Queued' } } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND', 'CSRF_REFUSED'],
  }),
} as const;
