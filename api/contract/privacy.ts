import { z } from 'zod';
import { type Role } from '#domain';
import { instant, issueNo, pageOf, pageQuery } from './paging';
import { route } from './route';

/** What an intake says of a person; each is revealed by itself. */
export const personalFieldSchema = z.enum(['name', 'phone', 'address', 'text']);

/** Why somebody looks or deletes: said in a few words, never empty. */
const because = z.string().trim().min(2).max(500);

const guardians = ['privacyOfficer', 'auditor'] as const satisfies Role[];
const deciders = ['privacyOfficer', 'chief'] as const satisfies Role[];
const issueParams = z.object({ no: issueNo });
const id = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });

const auditEntry = z
  .object({
    id: z.string(),
    at: instant,
    person: z.string(),
    personName: z.string().nullable(),
    action: z.enum([
      'reveal',
      'erase',
      'codec',
      'signIn',
      'signInFailed',
      'publish',
      'migrate',
      'restore',
      'import',
      'scenario',
      'directory',
    ]),
    subject: z.string(),
    purpose: z.string().nullable(),
    fields: z.array(z.string()),
  })
  .meta({ id: 'AuditEntry' });

const scope = z.enum(['person', 'issue']);
const erasure = z
  .object({
    id: z.string(),
    no: z.string(),
    /** `person`: what the number's own resident handed in, and its issue's words; `issue`: also everybody merged into it. */
    scope,
    reason: z.string(),
    state: z.enum(['requested', 'approved', 'done', 'withdrawn']),
    requestedBy: z.string(),
    requestedAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    numbers: z.array(z.string()),
    pieces: z.array(z.string()),
    photos: z.object({ deleted: z.number().int(), kept: z.number().int() }),
  })
  .meta({ id: 'Erasure' });

const doors = ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'NOT_FOUND'] as const;
const acts = [...doors, 'CSRF_REFUSED', 'NOT_ALLOWED_IN_STATE', 'SAME_PERSON'] as const;

/** Personal data: looking at what is sealed, deleting it, and the log of both (DOMAIN 2.6, 2.9, 4.37, 4.38). */
export const privacyRoutes = {
  revealField: route({
    method: 'post',
    path: '/api/issues/{no}/reveals',
    tag: 'privacy',
    audience: guardians,
    summary: { zh: '说明用途后查看一项已密封的个人信息（留痕）', en: 'See one sealed personal field, for a purpose (logged)' },
    params: issueParams,
    body: z.object({ intake: issueNo, field: personalFieldSchema, purpose: because }),
    responses: {
      200: {
        summary: { zh: '该项内容', en: 'The field' },
        body: z.object({
          /** Null when the resident never gave it, or when it is erased. */
          value: z.string().nullable(),
          erased: z.boolean(),
          /** The log's entry of this look. */
          entry: z.string(),
        }),
      },
    },
    errors: [...doors, 'CSRF_REFUSED'],
  }),
  listAudit: route({
    method: 'get',
    path: '/api/audit',
    tag: 'privacy',
    audience: guardians,
    summary: { zh: '留痕记录，最新的在前', en: 'The audit log, the newest first' },
    query: z.object({
      ...pageQuery,
      action: auditEntry.shape.action.optional(),
      person: z.string().max(64).optional(),
      subject: z.string().max(80).optional(),
    }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(auditEntry) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  readErasureExtent: route({
    method: 'get',
    path: '/api/erasures/extent',
    tag: 'privacy',
    audience: deciders,
    summary: { zh: '删除将涉及的范围', en: 'How far an erasure would go' },
    query: z.object({ no: issueNo, scope: scope.default('person') }),
    responses: {
      200: {
        summary: { zh: '范围', en: 'The extent' },
        body: z.object({
          numbers: z.array(z.string()),
          pieces: z.array(z.string()),
          photos: z.number().int(),
          /** The issue that handles this number now: what its staff wrote there is erased with that issue alone. */
          mergedInto: z.string().nullable(),
          erasedAt: instant.nullable(),
        }),
      },
    },
    errors: doors,
  }),
  listErasures: route({
    method: 'get',
    path: '/api/erasures',
    tag: 'privacy',
    audience: ['privacyOfficer', 'auditor', 'chief'],
    summary: { zh: '删除申请，最新的在前', en: 'Erasures, the newest first' },
    query: z.object({ ...pageQuery, no: issueNo.optional(), state: erasure.shape.state.optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(erasure) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  requestErasure: route({
    method: 'post',
    path: '/api/erasures',
    tag: 'privacy',
    audience: ['privacyOfficer'],
    summary: { zh: '申请删除个人数据', en: 'Ask for personal data to be deleted' },
    idempotent: true,
    body: z.object({ no: issueNo, scope: scope.default('person'), reason: because }),
    responses: { 201: { summary: { zh: '待第二人批准', en: 'Waits for a second person' }, body: erasure } },
    errors: [...doors, 'CSRF_REFUSED', 'IDEMPOTENCY_KEY_MISSING'],
  }),
  approveErasure: route({
    method: 'post',
    path: '/api/erasures/{id}/approve',
    tag: 'privacy',
    audience: deciders,
    summary: { zh: '批准并删除；中断后再次调用即可完成', en: 'Approve and delete; asked again, it finishes what was cut short' },
    params: id,
    responses: { 200: { summary: { zh: '已删除', en: 'Deleted' }, body: erasure } },
    errors: acts,
  }),
  withdrawErasure: route({
    method: 'post',
    path: '/api/erasures/{id}/withdraw',
    tag: 'privacy',
    audience: deciders,
    summary: { zh: '撤回删除申请', en: 'Take the request back' },
    params: id,
    responses: { 200: { summary: { zh: '已撤回', en: 'Withdrawn' }, body: erasure } },
    errors: acts,
  }),
} as const;
