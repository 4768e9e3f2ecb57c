import { z } from 'zod';
import { route } from './route';

const payload = z.object({ metadata: z.record(z.string(), z.string()).optional(), data: z.string().optional() });

export const operationRoutes = {
  live: route({
    method: 'get',
    path: '/healthz',
    tag: 'operations',
    audience: 'public',
    summary: { zh: '进程活着', en: 'The process is alive' },
    responses: { 200: { summary: { zh: '是', en: 'Yes' }, body: z.object({ ok: z.literal(true) }) } },
    errors: [],
  }),
  ready: route({
    method: 'get',
    path: '/readyz',
    tag: 'operations',
    audience: 'public',
    summary: { zh: '数据库与 Temporal 可用', en: 'Database and Temporal answer' },
    responses: {
      200: {
        summary: { zh: '可用', en: 'Ready' },
        body: z.object({ ok: z.literal(true), store: z.literal(true), desk: z.literal(true) }),
      },
    },
    errors: ['UNAVAILABLE'],
  }),
  metrics: route({
    method: 'get',
    path: '/metrics',
    tag: 'operations',
    audience: 'public',
    summary: { zh: 'Prometheus 指标', en: 'Prometheus metrics' },
    responses: { 200: { summary: { zh: '指标', en: 'Metrics' }, type: 'text/plain' } },
    errors: [],
  }),
  openApi: route({
    method: 'get',
    path: '/api/openapi.json',
    tag: 'operations',
    audience: 'public',
    summary: { zh: '本契约', en: 'This contract' },
    responses: { 200: { summary: { zh: 'OpenAPI 3.1', en: 'OpenAPI 3.1' }, body: z.record(z.string(), z.unknown()) } },
    errors: [],
  }),
  docs: route({
    method: 'get',
    path: '/api/docs',
    tag: 'operations',
    audience: 'public',
    summary: { zh: '契约的可读页', en: 'A page to read the contract' },
    responses: { 200: { summary: { zh: '网页', en: 'A page' }, type: 'text/html' } },
    errors: [],
  }),
  events: route({
    method: 'get',
    path: '/api/events',
    tag: 'operations',
    audience: 'signedIn',
    summary: { zh: '变动的实时推送（server-sent events）', en: 'Live changes (server-sent events)' },
    query: z.object({ issue: z.string().max(40).optional() }),
    responses: { 200: { summary: { zh: '事件流', en: 'A stream of `change` events' }, type: 'text/event-stream' } },
    errors: ['NOT_SIGNED_IN'],
  }),
  decode: route({
    method: 'post',
    path: '/api/codec/decode',
    tag: 'operations',
    audience: ['operator'],
    summary: { zh: '供 Temporal UI 解密载荷（留痕）', en: 'Opens payloads for the Temporal UI (logged)' },
    body: z.object({ payloads: z.array(payload).max(200) }),
    responses: { 200: { summary: { zh: '明文载荷', en: 'Opened payloads' }, body: z.object({ payloads: z.array(payload) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'],
  }),
} as const;
