import { z } from 'zod';
import { bilingualSchema, laneSchema, roleSchema, unitCodeSchema } from '#domain';
import { route } from './route';

const me = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(roleSchema),
    unit: unitCodeSchema.nullable(),
    unitName: bilingualSchema.nullable(),
    district: z.string().nullable(),
    /** A one-time password still stands: nothing else is allowed before it is changed. */
    mustChangePassword: z.boolean(),
    /** To be sent back as the header `x-csrf-token` with everything that changes something. */
    csrfToken: z.string(),
  })
  .meta({ id: 'Me' });

const account = z.string().min(1).max(64);
const newPassword = z.string().min(10).max(200);

export const sessionRoutes = {
  signIn: route({
    method: 'post',
    path: '/api/session',
    tag: 'session',
    audience: 'public',
    summary: { zh: '登录', en: 'Sign in' },
    body: z.object({ account, password: z.string().min(1).max(200) }),
    responses: { 200: { summary: { zh: '已登录', en: 'Signed in' }, body: me } },
    errors: ['BAD_CREDENTIALS', 'TOO_MANY_REQUESTS', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
  me: route({
    method: 'get',
    path: '/api/session',
    tag: 'session',
    audience: 'signedIn',
    summary: { zh: '当前登录者', en: 'Who is signed in' },
    responses: { 200: { summary: { zh: '当前登录者', en: 'The signed-in person' }, body: me } },
    errors: ['NOT_SIGNED_IN'],
  }),
  signOut: route({
    method: 'delete',
    path: '/api/session',
    tag: 'session',
    audience: 'signedIn',
    summary: { zh: '退出', en: 'Sign out' },
    responses: { 204: { summary: { zh: '已退出', en: 'Signed out' } } },
    errors: ['NOT_SIGNED_IN', 'CSRF_REFUSED'],
  }),
  changePassword: route({
    method: 'put',
    path: '/api/session/password',
    tag: 'session',
    audience: 'signedIn',
    summary: { zh: '修改密码（首次登录必须）', en: 'Change the password (a must at first sign-in)' },
    body: z.object({ current: z.string().min(1).max(200), next: newPassword }),
    responses: { 200: { summary: { zh: '已修改', en: 'Changed' }, body: me } },
    errors: ['NOT_SIGNED_IN', 'BAD_CREDENTIALS', 'INVALID_INPUT', 'CSRF_REFUSED', 'TOO_MANY_REQUESTS'],
  }),
} as const;

const named = z.object({ key: z.string(), name: bilingualSchema });

export const cityRoutes = {
  city: route({
    method: 'get',
    path: '/api/city',
    tag: 'city',
    audience: 'public',
    summary: { zh: '城市设置：类别、区划、来源、上限', en: 'The city: categories, divisions, sources, limits' },
    responses: {
      200: {
        summary: { zh: '城市设置', en: 'Settings of the city' },
        body: z
          .object({
            city: z.string(),
            name: bilingualSchema,
            zone: z.string(),
            categories: z.array(named.extend({ group: bilingualSchema.nullable(), lane: laneSchema.nullable() })),
            districts: z.array(z.object({ code: z.string(), name: bilingualSchema })),
            streets: z.array(z.object({ code: z.string(), district: z.string(), name: bilingualSchema })),
            sources: z.array(named),
            /** By which stories leave; a city may name none. */
            channels: z.array(named),
            photos: z.object({ count: z.number().int(), bytes: z.number().int(), types: z.array(z.string()) }),
            emergencyNumbers: z.array(z.string()),
            /** Desk time now, and how many times faster than the wall it runs. */
            now: z.string(),
            speed: z.number(),
          })
          .meta({ id: 'City' }),
      },
    },
    errors: [],
  }),
} as const;
