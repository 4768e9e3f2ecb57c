import { z } from 'zod';
import { keySchema } from '#domain';
import { draftReaders } from './drafts';
import { instant } from './paging';
import { route } from './route';

const params = z.object({ kind: z.enum(['flow', 'table', 'policy', 'hours']), id: keySchema });
/** One page of a browser, by a name it gave itself. */
const page = z.string().min(8).max(60);

/** Who else has a draft open. */
export const presenceRoutes = {
  stayAtDraft: route({
    method: 'post',
    path: '/api/presence/{kind}/{id}',
    tag: 'drafts',
    audience: draftReaders,
    summary: { zh: '我在看这份草稿；还有谁在', en: 'I am at this draft; who else is' },
    params,
    body: z.object({ page, place: z.string().max(200).nullable().default(null) }),
    responses: {
      200: {
        summary: { zh: '其他人', en: 'Everybody else, and how often to say so again' },
        body: z.object({
          items: z.array(
            z.object({ person: z.string(), name: z.string(), place: z.string().nullable(), since: instant, self: z.boolean() }),
          ),
          againInMs: z.number().int(),
        }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  leaveDraft: route({
    method: 'delete',
    path: '/api/presence/{kind}/{id}/{page}',
    tag: 'drafts',
    audience: draftReaders,
    summary: { zh: '我离开了', en: 'I have left' },
    params: params.extend({ page }),
    responses: { 204: { summary: { zh: '已记下', en: 'Noted' } } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
} as const;
