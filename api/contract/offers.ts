import { z } from 'zod';
import { bilingualSchema, gradeSchema } from '#domain';
import { orderDetailSchema, orderViewSchema } from './issue-shapes';
import { instant, pageOf, pageQuery } from './paging';
import { allowedCommandSchema } from './problem';
import { route } from './route';

/** One order as a team or a merchant sees it. Whom it is about, and where, comes with the claim or the agreement (DOMAIN 2.9). */
export const offerSchema = z
  .object({
    issue: z.string(),
    category: z.string().nullable(),
    district: z.string().nullable(),
    street: z.string().nullable(),
    grade: gradeSchema.nullable(),
    order: orderViewSchema,
    detail: orderDetailSchema,
    holderName: bilingualSchema.nullable(),
    /** What the resident asks for; masked until the order is the reader's own. */
    text: z.string().nullable(),
    /** Null before the claim or the agreement, and where the resident wants to stay unknown. */
    contact: z.object({ name: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable() }).nullable(),
    allowed: z.array(allowedCommandSchema),
    dueAt: instant.nullable(),
  })
  .meta({ id: 'Offer' });

export const offerRoutes = {
  listOffers: route({
    method: 'get',
    path: '/api/offers',
    tag: 'offers',
    audience: 'signedIn',
    summary: { zh: '可接的单、我方的单、已结束的单', en: 'Orders that my team or shop may take, holds, or has done' },
    query: z.object({ ...pageQuery, list: z.enum(['open', 'mine', 'done']).default('open') }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(offerSchema) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
} as const;
