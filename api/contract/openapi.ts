import { z } from 'zod';
import { type ProblemCode, problemSchema, statusOf } from './problem';
import type { Route, Success } from './route';
import { routes } from './routes';

type Json = Record<string, unknown>;

const dialect = { target: 'draft-2020-12', unrepresentable: 'any', reused: 'inline' } as const;

/** JSON Schema of one shape; named shapes are moved to `components` and referred to. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output', named: Map<string, Json>): Json {
  const { $schema: _dialect, $defs, ...schema } = z.toJSONSchema(shape, { ...dialect, io }) as Json;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>))
    named.set(name, rename(definition) as Json);
  return rename(schema) as Json;
}

/** zod's local references become references into the document; its own marks on a named shape go. */
function rename(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rename);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (key === '$ref' && typeof inner === 'string') return [key, inner.replace('#/$defs/', '#/components/schemas/')];
    return [key === 'personal' ? 'x-personal' : key, rename(inner)];
  });
  return Object.fromEntries(entries.filter(([key]) => key !== 'id' || typeof (value as Json)['id'] !== 'string'));
}

function parametersOf(route: Route, named: Map<string, Json>): Json[] {
  const list = (shape: z.ZodObject | undefined, place: 'path' | 'query'): Json[] => {
    if (!shape) return [];
    const { properties = {}, required = [] } = schemaOf(shape, 'input', named) as { properties?: Json; required?: string[] };
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema,
    }));
  };
  return [...list(route.params, 'path'), ...list(route.query, 'query'), ...headersOf(route)];
}

function headersOf(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  const needsToken = route.method !== 'get' && typeof route.audience !== 'string';
  return [
    ...(route.idempotent ? [header('Idempotency-Key', true, 'The same key answers the same, once.')] : []),
    ...(route.revision === 'required' ? [header('If-Match', false, 'The ETag read; `If-None-Match: *` for a first save.')] : []),
    ...(needsToken || (route.method !== 'get' && route.audience === 'signedIn')
      ? [header('x-csrf-token', true, 'From `GET /api/session`.')]
      : []),
    ...(route.audience === 'signature'
      ? ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => header(name, true, 'Standard Webhooks'))
      : []),
  ];
}

const bodyTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
} as const;

function bodyOf(route: Route, named: Map<string, Json>): Json {
  if (!route.body) return {};
  const schema = schemaOf(route.body, 'input', named);
  const type = route.bodyType ?? 'json';
  if (type === 'multipart')
    schema['properties'] = {
      ...(schema['properties'] as Json),
      photos: { type: 'array', items: { type: 'string', contentMediaType: 'image/*' } },
    };
  return { requestBody: { required: true, content: { [bodyTypes[type]]: { schema } } } };
}

function successOf(route: Route, success: Success, named: Map<string, Json>): Json {
  const description = `${success.summary.zh} / ${success.summary.en}`;
  const schema = success.body ? schemaOf(success.body, 'output', named) : { type: 'string' };
  const types = success.type ? [success.type] : route.tag === 'open311' ? ['application/json', 'text/xml'] : ['application/json'];
  if (!success.body && !success.type) return { description };
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function failuresOf(codes: readonly ProblemCode[]): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...codes, 'INTERNAL' as const]) {
    const status = statusOf[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, { description: list.join(', '), content: problem }]));
}

function operationOf(name: string, route: Route, named: Map<string, Json>): Json {
  const successes = Object.entries(route.responses).map(([status, success]) => [status, successOf(route, success, named)]);
  const open = route.audience === 'public';
  const scheme = route.audience === 'signature' ? 'signature' : route.audience === 'apiKey' ? 'apiKey' : 'session';
  return {
    operationId: name,
    tags: [route.tag],
    summary: `${route.summary.zh} / ${route.summary.en}`,
    ...(typeof route.audience === 'string' ? {} : { 'x-roles': route.audience }),
    security: open ? [] : [{ [scheme]: [] }],
    parameters: parametersOf(route, named),
    ...bodyOf(route, named),
    responses: { ...failuresOf(route.errors), ...Object.fromEntries(successes) },
  };
}

/** The contract as OpenAPI 3.1, printed from the routes' own shapes. */
export function openApi(): Json {
  const named = new Map<string, Json>();
  named.set('Problem', schemaOf(problemSchema.clone(), 'output', named));
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes))
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(name, route, named) };
  return {
    openapi: '3.1.0',
    info: {
      title: '两心 Liangxin',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        '诉求办理平台接口。错误均为 RFC 9457 problem，`code` 稳定。 / Errors are RFC 9457 problems with a stable `code`.',
    },
    tags: [...new Set(Object.values<Route>(routes).map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(named),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'liangxin.sid' },
        signature: { type: 'apiKey', in: 'header', name: 'webhook-signature' },
        apiKey: { type: 'apiKey', in: 'query', name: 'api_key' },
      },
    },
  };
}
