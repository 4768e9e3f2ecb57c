import { z } from 'zod';
import { personSchema, roleSchema, unitCodeSchema, unitSchema } from '#domain';
import { flag } from './paging';
import { route } from './route';

const unitParams = z.object({ code: unitCodeSchema });
const personParams = z.object({ id: z.string().min(1).max(64) });
const writes = ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED'] as const;

const unit = unitSchema.meta({ id: 'Unit' });
const person = personSchema.meta({ id: 'Person' });

/** Units and people are live data. Writing needs the administrator, who cannot change their own rights (DOMAIN 4.40). */
export const directoryRoutes = {
  listUnits: route({
    method: 'get',
    path: '/api/units',
    tag: 'directory',
    audience: 'signedIn',
    summary: { zh: '承办单位', en: 'Units' },
    query: z.object({
      active: flag.optional(),
      parent: unitCodeSchema.optional(),
      district: z.string().optional(),
    }),
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(unit) }) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
  readUnit: route({
    method: 'get',
    path: '/api/units/{code}',
    tag: 'directory',
    audience: 'signedIn',
    summary: { zh: '一个单位', en: 'One unit' },
    params: unitParams,
    responses: { 200: { summary: { zh: '单位', en: 'The unit' }, body: unit } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
  saveUnit: route({
    method: 'put',
    path: '/api/units/{code}',
    tag: 'directory',
    audience: ['administrator'],
    summary: { zh: '保存单位', en: 'Save a unit' },
    params: unitParams,
    body: unitSchema,
    responses: { 200: { summary: { zh: '已保存', en: 'Saved' }, body: unit } },
    errors: writes,
  }),
  listPeople: route({
    method: 'get',
    path: '/api/people',
    tag: 'directory',
    audience: [
      'administrator',
      'citySupervision',
      'districtSupervision',
      'shiftLeader',
      'auditor',
      'ruleAuthor',
      'chief',
      'unitHead',
    ],
    summary: { zh: '人员', en: 'People' },
    query: z.object({ role: roleSchema.optional(), unit: unitCodeSchema.optional() }),
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(person) }) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  savePerson: route({
    method: 'put',
    path: '/api/people/{id}',
    tag: 'directory',
    audience: ['administrator'],
    summary: { zh: '保存人员', en: 'Save a person' },
    params: personParams,
    body: personSchema,
    responses: { 200: { summary: { zh: '已保存', en: 'Saved' }, body: person } },
    errors: [...writes, 'SAME_PERSON'],
  }),
  resetPassword: route({
    method: 'post',
    path: '/api/people/{id}/password',
    tag: 'directory',
    audience: ['administrator'],
    summary: { zh: '发一次性密码', en: 'Issue a one-time password' },
    params: personParams,
    responses: {
      200: {
        summary: { zh: '一次性密码，仅此一见', en: 'A one-time password, shown once' },
        body: z.object({ password: z.string() }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND', 'CSRF_REFUSED', 'SAME_PERSON'],
  }),
} as const;
