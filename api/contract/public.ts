import { z } from 'zod';
import {
  bilingualSchema,
  caseStateSchema,
  eventNameSchema,
  gradeSchema,
  keySchema,
  orderStates,
  personalText,
  resultCodeSchema,
  unitCodeSchema,
} from '#domain';
import { intakeDoneSchema } from './intakes';
import { instant, issueNo, pageOf, pageQuery } from './paging';
import { route } from './route';

/** Forms send texts only; the lists and limits behind them are the city's settings. */
export const reportFormSchema = z
  .object({
    category: z.string().min(1).max(64),
    district: z.string().max(6).optional(),
    street: z.string().max(9).optional(),
    address: personalText(300).optional(),
    lat: z.coerce.number<string | number>().min(-90).max(90).optional(),
    lng: z.coerce.number<string | number>().min(-180).max(180).optional(),
    text: personalText(4000),
    name: personalText(64).optional(),
    phone: personalText(32).optional(),
    /** The unit sees neither name nor phone. */
    anonymous: z.enum(['yes']).optional(),
    relapseOf: issueNo.optional(),
    /** Drawn by the page when it is opened: a form sent twice is one report. */
    formId: z.string().min(8).max(64),
  })
  .refine(
    (form) => form.district !== undefined || form.street !== undefined || form.address !== undefined || form.lat !== undefined,
    {
      message: 'a place is needed: district, street, address or point',
      path: ['district'],
    },
  );

const named = z.object({ code: z.string(), name: bilingualSchema });
const publicPhoto = z.object({ hash: z.string(), type: z.string() });

/** What a resident sees: masked text, the responsible unit, dates, reasons of pauses; never internal returns (DOMAIN 2.9). */
export const trackingSchema = z
  .object({
    no: z.string(),
    status: z.enum(['open', 'closed']),
    stage: caseStateSchema,
    grade: gradeSchema.nullable(),
    /** Grade A: 110, 119, 120, 122 are shown (DOMAIN R8). */
    emergency: z.boolean(),
    result: resultCodeSchema.nullable(),
    category: named,
    place: bilingualSchema.nullable(),
    receivedAt: instant,
    closedAt: instant.nullable(),
    /** When the resident's data was deleted on request: text and photos are gone for good. */
    erasedAt: instant.nullable(),
    /** Null before first review, and once it is erased. */
    text: z.string().nullable(),
    photos: z.array(publicPhoto),
    units: z.array(named.extend({ lead: z.boolean(), dueAt: instant.nullable() })),
    promise: z
      .object({
        dueAt: instant,
        dueText: z.string(),
        state: z.enum(['running', 'paused', 'kept', 'late']),
        provisional: bilingualSchema.nullable(),
        pauses: z.array(z.object({ from: instant, to: instant.nullable(), reason: z.string() })),
      })
      .nullable(),
    /** What the drawing says to residents while the issue stands where it stands. */
    standing: bilingualSchema.nullable(),
    timeline: z.array(
      z.object({
        at: instant,
        event: eventNameSchema,
        unit: bilingualSchema.nullable(),
        text: bilingualSchema.nullable(),
        quote: z.string().nullable(),
        /** Why it was not accepted, or where it belongs instead: a code of `reject` or `referOut`. */
        because: z.string().nullable(),
      }),
    ),
    question: z.object({ text: z.string(), askedAt: instant, until: instant.nullable() }).nullable(),
    reply: z.string().nullable(),
    /** What volunteers or merchants do for the resident; quotes are theirs to agree to. */
    orders: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['volunteer', 'merchant']),
        state: z.enum(orderStates),
        holder: bilingualSchema.nullable(),
        appointment: instant.nullable(),
        /** Until when quotes hold, or the service may be rated. */
        until: instant.nullable(),
        quotes: z.array(
          z.object({ unit: named, amount: z.number(), terms: z.string().nullable(), serviceBy: instant.nullable() }),
        ),
      }),
    ),
    mergedInto: z.string().nullable(),
    story: z.object({ id: z.string(), title: z.string() }).nullable(),
    can: z.object({
      giveInfo: z.boolean(),
      rate: z.boolean(),
      withdraw: z.boolean(),
      reopen: z.boolean(),
      agree: z.boolean(),
      dispute: z.boolean(),
    }),
    reopenUntil: instant.nullable(),
  })
  .meta({ id: 'Tracking' });
export type Tracking = z.infer<typeof trackingSchema>;

const params = z.object({ no: issueNo });
const token = z.string().min(16).max(200);
const acts = ['NOT_FOUND', 'INVALID_INPUT', 'NOT_ALLOWED_IN_STATE', 'TOO_MANY_REQUESTS', 'UNAVAILABLE'] as const;
const tracked = { 200: { summary: { zh: '已办', en: 'Done; the page as it is now' }, body: trackingSchema } } as const;
const satisfaction = z.enum(['verySatisfied', 'satisfied', 'fair', 'dissatisfied', 'veryDissatisfied']);

export const storySchema = z
  .object({
    id: z.string(),
    /** The number of the issue it came of; following it needs its code. */
    issue: z.string(),
    title: z.string(),
    paragraphs: z.array(z.string()),
    publishedAt: instant,
    byline: z.array(
      z.object({ role: z.enum(['reporter', 'editor', 'proofreader', 'reviewer2', 'reviewer3']), names: z.array(z.string()) }),
    ),
    /** Set when any segment is generated (标识办法): a visible label, and what goes into the file's metadata. */
    ai: z.object({ attribute: z.string(), provider: z.string(), contentId: z.string() }).nullable(),
    correction: z.object({ at: instant, text: z.string() }).nullable(),
    withdrawn: z.boolean(),
    media: z.array(z.object({ hash: z.string(), type: z.string(), caption: z.string().optional() })),
  })
  .meta({ id: 'Story' });
export type Story = z.infer<typeof storySchema>;

export const publicRoutes = {
  report: route({
    method: 'post',
    path: '/api/public/reports',
    tag: 'public',
    audience: 'public',
    summary: { zh: '居民提交诉求（可附照片）', en: 'A resident reports, with photos' },
    body: reportFormSchema,
    bodyType: 'multipart',
    responses: {
      201: { summary: { zh: '已收到', en: 'Received' }, body: intakeDoneSchema },
      200: { summary: { zh: '此表已交过', en: 'This form was sent before' }, body: intakeDoneSchema },
    },
    errors: ['INVALID_INPUT', 'MALFORMED', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'TOO_MANY_REQUESTS', 'UNAVAILABLE'],
  }),
  track: route({
    method: 'get',
    path: '/api/public/reports/{no}',
    tag: 'public',
    audience: 'public',
    summary: { zh: '凭编号和查询码查看进度', en: 'Follow a report by number and tracking token' },
    params,
    query: z.object({ token }),
    responses: { 200: { summary: { zh: '进度', en: 'Progress' }, body: trackingSchema } },
    errors: ['NOT_FOUND', 'INVALID_INPUT', 'TOO_MANY_REQUESTS'],
  }),
  rate: route({
    method: 'post',
    path: '/api/public/reports/{no}/rate',
    tag: 'public',
    audience: 'public',
    summary: { zh: '评价办理结果', en: 'Say whether it was solved' },
    params,
    body: z.object({
      token,
      answer: z.enum(['solved', 'partly', 'not']),
      satisfaction,
      note: personalText(2000).optional(),
      /** The order that is rated, where there are several things to rate. */
      order: keySchema.optional(),
    }),
    responses: tracked,
    errors: acts,
  }),
  agree: route({
    method: 'post',
    path: '/api/public/reports/{no}/agree',
    tag: 'public',
    audience: 'public',
    summary: { zh: '同意商家报价，并同意其联系', en: 'Agree to a merchant’s quote, and to be contacted' },
    params,
    body: z.object({ token, order: keySchema.optional(), unit: unitCodeSchema.optional(), consent: z.boolean() }),
    responses: tracked,
    errors: [...acts, 'CONSENT_MISSING'],
  }),
  dispute: route({
    method: 'post',
    path: '/api/public/reports/{no}/dispute',
    tag: 'public',
    audience: 'public',
    summary: { zh: '与商家有纠纷，交市场监管', en: 'Raise a dispute with a merchant' },
    params,
    body: z.object({ token, order: keySchema.optional(), reason: personalText(2000) }),
    responses: tracked,
    errors: acts,
  }),
  giveInfo: route({
    method: 'post',
    path: '/api/public/reports/{no}/info',
    tag: 'public',
    audience: 'public',
    summary: { zh: '补充信息', en: 'Answer a question' },
    params,
    body: z.object({ token, text: personalText(4000) }),
    bodyType: 'multipart',
    responses: tracked,
    errors: [...acts, 'MALFORMED', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  withdraw: route({
    method: 'post',
    path: '/api/public/reports/{no}/withdraw',
    tag: 'public',
    audience: 'public',
    summary: { zh: '撤回诉求', en: 'Withdraw' },
    params,
    body: z.object({ token, reason: personalText(2000).optional() }),
    responses: tracked,
    errors: acts,
  }),
  reopen: route({
    method: 'post',
    path: '/api/public/reports/{no}/reopen',
    tag: 'public',
    audience: 'public',
    summary: { zh: '问题仍在，要求重办', en: 'It is not solved: reopen' },
    params,
    body: z.object({ token, reason: personalText(2000) }),
    responses: tracked,
    errors: [...acts, 'REOPEN_WINDOW_CLOSED'],
  }),
  listStories: route({
    method: 'get',
    path: '/api/public/stories',
    tag: 'public',
    audience: 'public',
    summary: { zh: '已发布的报道', en: 'Published stories' },
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(storySchema) } },
    errors: ['INVALID_INPUT'],
  }),
  readStory: route({
    method: 'get',
    path: '/api/public/stories/{id}',
    tag: 'public',
    audience: 'public',
    summary: { zh: '一篇报道', en: 'One story' },
    params: z.object({ id: z.string().min(1).max(80) }),
    responses: { 200: { summary: { zh: '报道', en: 'The story' }, body: storySchema } },
    errors: ['NOT_FOUND'],
  }),
} as const;
