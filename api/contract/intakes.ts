import { z } from 'zod';
import { factsSchema, keySchema, personalText } from '#domain';
import { commandDoneSchema } from './issue-shapes';
import { instant, issueNo } from './paging';
import { route } from './route';

/** What every door hands in, whoever fills it; only how it travels differs. Text and person are personal data. */
export const intakeFields = {
  category: keySchema,
  district: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  street: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  address: personalText(300).optional(),
  point: z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).optional(),
  text: personalText(4000),
  reporter: z.object({ name: personalText(64).optional(), phone: personalText(32).optional() }).default({}),
  anonymous: z.boolean().default(true),
  photos: z
    .array(z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), type: z.string().max(40) }))
    .max(20)
    .default([]),
};

/** An intake needs a place: a division, an address or a point. */
const placed = (value: { district?: unknown; street?: unknown; address?: unknown; point?: unknown }): boolean =>
  value.district !== undefined || value.street !== undefined || value.address !== undefined || value.point !== undefined;
const needsPlace = { message: 'a place is needed: district, street, address or point', path: ['district'] };

export const intakeBodySchema = z
  .object({
    ...intakeFields,
    source: keySchema,
    /** The sender's own number; the same one again answers the same issue. The Idempotency-Key when there is none. */
    externalId: z.string().min(1).max(200).optional(),
    receivedAt: instant.optional(),
    relapseOf: issueNo.optional(),
  })
  .refine(placed, needsPlace);

/** What the sources' webhooks send: Standard Webhooks, event `intake.created`. */
export const sourceIntakeSchema = z.object({
  type: z.literal('intake.created'),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  data: z.object({ ...intakeFields, externalId: z.string().min(1).max(200) }).refine(placed, needsPlace),
});

/** What another system says to an issue that waits for its word: Standard Webhooks, event `issue.message`. */
export const outsideMessageSchema = z.object({
  type: z.literal('issue.message'),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  data: z.object({
    no: issueNo,
    message: keySchema,
    /** Of the call that is answered, as its request named it. */
    call: keySchema.optional(),
    facts: factsSchema.optional(),
  }),
});

export const intakeDoneSchema = z
  .object({ no: z.string(), trackingToken: z.string(), trackingUrl: z.string(), receivedAt: instant })
  .meta({ id: 'IntakeDone' });

const done = { zh: '已受理，给出编号', en: 'Taken in, with its number' };
const again = { zh: '此件已有，给出同一编号', en: 'Known already: the same number' };
const responses = {
  201: { summary: done, body: intakeDoneSchema },
  200: { summary: again, body: intakeDoneSchema },
} as const;

export const intakeRoutes = {
  createIntake: route({
    method: 'post',
    path: '/api/intakes',
    tag: 'intakes',
    audience: ['clerk', 'verifier', 'shiftLeader', 'administrator', 'reporter', 'gridChecker'],
    summary: { zh: '工作人员登记来件', en: 'Intake by staff' },
    idempotent: true,
    body: intakeBodySchema,
    responses,
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'IDEMPOTENCY_KEY_MISSING', 'CSRF_REFUSED', 'UNAVAILABLE'],
  }),
  receiveIntake: route({
    method: 'post',
    path: '/api/intakes/{source}',
    tag: 'intakes',
    audience: 'signature',
    summary: {
      zh: '来源平台的签名推送（webhook-id、webhook-timestamp、webhook-signature）',
      en: "A source's signed webhook (webhook-id, webhook-timestamp, webhook-signature)",
    },
    params: z.object({ source: keySchema }),
    body: sourceIntakeSchema,
    responses,
    errors: [
      'SIGNATURE_INVALID',
      'SIGNATURE_STALE',
      'REPLAYED',
      'NOT_FOUND',
      'MALFORMED',
      'INVALID_INPUT',
      'UNSUPPORTED_MEDIA_TYPE',
      'PAYLOAD_TOO_LARGE',
      'UNAVAILABLE',
    ],
  }),
  receiveMessage: route({
    method: 'post',
    path: '/api/messages/{source}',
    tag: 'intakes',
    audience: 'signature',
    summary: {
      zh: '外部系统对等待中的诉求件的签名回复；source 为端点或来源',
      en: "Another system's signed word to an issue that waits for it; source is an endpoint or an intake source",
    },
    params: z.object({ source: keySchema }),
    body: outsideMessageSchema,
    responses: { 200: { summary: { zh: '已收到', en: 'Taken' }, body: commandDoneSchema } },
    errors: [
      'SIGNATURE_INVALID',
      'SIGNATURE_STALE',
      'REPLAYED',
      'NOT_FOUND',
      'FORBIDDEN',
      'NOT_ALLOWED_IN_STATE',
      'MALFORMED',
      'INVALID_INPUT',
      'UNSUPPORTED_MEDIA_TYPE',
      'PAYLOAD_TOO_LARGE',
      'UNAVAILABLE',
    ],
  }),
} as const;
