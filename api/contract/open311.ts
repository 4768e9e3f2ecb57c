import { z } from 'zod';
import { route } from './route';

/** Open311 GeoReport v2 by its published specification, JSON and XML; field names are the specification's. */
const service = z.object({
  service_code: z.string(),
  service_name: z.string(),
  description: z.string(),
  metadata: z.boolean(),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: z.string(),
  group: z.string(),
});

const attribute = z.object({
  variable: z.boolean(),
  code: z.string(),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean(),
  datatype_description: z.string(),
  order: z.number().int(),
  description: z.string(),
  values: z.array(z.object({ key: z.string(), name: z.string() })),
});

const request = z.object({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  status_notes: z.string(),
  service_name: z.string(),
  service_code: z.string(),
  description: z.string(),
  agency_responsible: z.string(),
  service_notice: z.string(),
  requested_datetime: z.string(),
  updated_datetime: z.string(),
  expected_datetime: z.string(),
  address: z.string(),
  address_id: z.string(),
  zipcode: z.string(),
  lat: z.number().nullable(),
  long: z.number().nullable(),
  media_url: z.string(),
});
export type Open311Request = z.infer<typeof request>;

const created = z.array(z.object({ service_request_id: z.string(), service_notice: z.string(), account_id: z.string() }));
const jurisdiction = { jurisdiction_id: z.string().max(80).optional() };
const format = z.object({ format: z.enum(['json', 'xml']) });

/** What a client posts, form-encoded. `attribute[…]` travels beside these. */
export const open311PostSchema = z.object({
  ...jurisdiction,
  api_key: z.string().max(200).optional(),
  service_code: z.string().max(64).optional(),
  lat: z.string().max(40).optional(),
  long: z.string().max(40).optional(),
  address_string: z.string().max(300).optional(),
  address_id: z.string().max(80).optional(),
  email: z.string().max(200).optional(),
  device_id: z.string().max(200).optional(),
  account_id: z.string().max(200).optional(),
  first_name: z.string().max(64).optional(),
  last_name: z.string().max(64).optional(),
  phone: z.string().max(32).optional(),
  description: z.string().max(4000).optional(),
  media_url: z.string().max(2000).optional(),
  /** Extension: the client's own number; with the api_key it makes the post idempotent. */
  external_id: z.string().max(200).optional(),
});

const read = { method: 'get', tag: 'open311', audience: 'public', errors: [] } as const;

export const open311Routes = {
  open311Discovery: route({
    ...read,
    path: '/open311/discovery.{format}',
    summary: { zh: 'Open311 服务发现', en: 'Open311 service discovery' },
    params: format,
    responses: { 200: { summary: { zh: '端点', en: 'Endpoints' }, body: z.record(z.string(), z.unknown()) } },
  }),
  open311Services: route({
    ...read,
    path: '/open311/v2/services.{format}',
    summary: { zh: '可受理的类别', en: 'Service types' },
    params: format,
    query: z.object(jurisdiction),
    responses: { 200: { summary: { zh: '类别', en: 'Services' }, body: z.array(service) } },
  }),
  open311Service: route({
    ...read,
    path: '/open311/v2/services/{service_code}.{format}',
    summary: { zh: '类别的定义', en: 'A service definition' },
    params: format.extend({ service_code: z.string() }),
    query: z.object(jurisdiction),
    responses: {
      200: {
        summary: { zh: '定义', en: 'The definition' },
        body: z.object({ service_code: z.string(), attributes: z.array(attribute) }),
      },
    },
  }),
  open311Post: route({
    method: 'post',
    path: '/open311/v2/requests.{format}',
    tag: 'open311',
    audience: 'apiKey',
    summary: { zh: '提交诉求', en: 'Post a service request' },
    params: format,
    body: open311PostSchema,
    bodyType: 'form',
    responses: {
      201: { summary: { zh: '已受理', en: 'Created' }, body: created },
      200: { summary: { zh: '同一 external_id：同一编号', en: 'Posted before: the same id' }, body: created },
    },
    errors: [],
  }),
  open311Requests: route({
    ...read,
    path: '/open311/v2/requests.{format}',
    summary: { zh: '查询诉求', en: 'Service requests, at most 90 days' },
    params: format,
    query: z.object({
      ...jurisdiction,
      service_request_id: z.string().max(2000).optional(),
      service_code: z.string().max(2000).optional(),
      start_date: z.string().max(40).optional(),
      end_date: z.string().max(40).optional(),
      status: z.string().max(40).optional(),
    }),
    responses: { 200: { summary: { zh: '诉求', en: 'Requests' }, body: z.array(request) } },
  }),
  open311Request: route({
    ...read,
    path: '/open311/v2/requests/{service_request_id}.{format}',
    summary: { zh: '一件诉求', en: 'One service request' },
    params: format.extend({ service_request_id: z.string() }),
    query: z.object(jurisdiction),
    responses: { 200: { summary: { zh: '诉求', en: 'The request, in a list of one' }, body: z.array(request) } },
  }),
  open311Token: route({
    ...read,
    path: '/open311/v2/tokens/{token}.{format}',
    summary: { zh: '由令牌得编号', en: 'The id behind a token' },
    params: format.extend({ token: z.string() }),
    query: z.object(jurisdiction),
    responses: {
      200: {
        summary: { zh: '编号', en: 'The id' },
        body: z.array(z.object({ service_request_id: z.string(), token: z.string() })),
      },
    },
  }),
} as const;
