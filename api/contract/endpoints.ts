import { z } from 'zod';
import { eventNames, keySchema } from '#domain';
import { route } from './route';

/** Other systems that the desk tells: a channel of stories is the endpoint of its name, events go to whoever asks for them. */
const endpointFields = {
  url: z.url({ protocol: /^https?$/ }),
  /** Event names, or `*`; a channel of stories needs none. */
  events: z.array(z.enum(['*', ...eventNames])).max(eventNames.length + 1),
  active: z.boolean(),
  description: z.string().max(200),
};
const endpoint = z.object({ id: keySchema, ...endpointFields, events: z.array(z.string()) }).meta({ id: 'Endpoint' });
const params = z.object({ id: keySchema });
const audience = ['operator', 'administrator'] as const;
const writes = ['NOT_SIGNED_IN', 'FORBIDDEN', 'CSRF_REFUSED'] as const;

export const endpointRoutes = {
  listEndpoints: route({
    method: 'get',
    path: '/api/endpoints',
    tag: 'outbox',
    audience: [...audience, 'auditor'],
    summary: { zh: '推送对象', en: 'Systems that are told' },
    responses: {
      200: {
        summary: { zh: '全部，不含密钥', en: 'All of them, without secrets' },
        body: z.object({ items: z.array(endpoint) }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  }),
  saveEndpoint: route({
    method: 'put',
    path: '/api/endpoints/{id}',
    tag: 'outbox',
    audience,
    summary: { zh: '保存推送对象（留痕）', en: 'Save a system to be told (logged)' },
    params,
    body: z.object({
      ...endpointFields,
      /** Makes another secret in place of the one known. */
      renew: z.boolean().default(false),
    }),
    responses: {
      200: {
        summary: { zh: '已保存；新密钥仅此一见', en: 'Saved; a new secret is shown this once' },
        body: z.object({ endpoint, secret: z.string().nullable() }),
      },
    },
    errors: [...writes, 'INVALID_INPUT'],
  }),
  removeEndpoint: route({
    method: 'delete',
    path: '/api/endpoints/{id}',
    tag: 'outbox',
    audience,
    summary: { zh: '删除推送对象（留痕）', en: 'Remove a system to be told (logged)' },
    params,
    responses: { 204: { summary: { zh: '已删除', en: 'Removed' } } },
    errors: [...writes, 'NOT_FOUND'],
  }),
} as const;
