import { z } from 'zod';
import { personSchema, roleSchema, unitCodeSchema, unitSchema } from '#domain';
import { flag, pageOf, pageQuery } from './paging';
import { route } from './route';

const unitParams = z.object({ code: unitCodeSchema });
const personParams = z.object({ id: z.string().min(1).max(64) });
const writes = ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT', 'CSRF_REFUSED', 'REVISION_MISSING', 'REVISION_CONFLICT'] as const;

const unitRow = z.object({ revision: z.number().int(), unit: unitSchema }).meta({ id: 'UnitRow' });
const personRow = z.object({ revision: z.number().int(), person: personSchema }).meta({ id: 'PersonRow' });

/** Units and people are live data. Writing needs the administrator, who cannot change their own rights (DOMAIN 4.40). */
export const directoryRoutes = {
  listUnits: route({
    method: 'get',
    path: '/api/units',
    tag: 'directory',
    audience: 'signedIn',
    summary: { zh: '承办单位', en: 'Units' },
    query: z.object({
      ...pageQuery,
      active: flag.optional(),
      parent: unitCodeSchema.optional(),
      district: z.string().optional(),
    }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(unitRow) } },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
  readUnit: route({
    method: 'get',
    path: '/api/units/{code}',
    tag: 'directory',
    audience: 'signedIn',
    summary: { zh: '一个单位', en: 'One unit' },
    params: unitParams,
    revision: 'answers',
    responses: { 200: { summary: { zh: '单位', en: 'The unit' }, body: unitRow } },
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
    revision: 'required',
    responses: { 200: { summary: { zh: '已保存', en: 'Saved' }, body: unitRow } },
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
    query: z.object({ ...pageQuery, role: roleSchema.optional(), unit: unitCodeSchema.optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(personRow) } },
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
    revision: 'required',
    responses: { 200: { summary: { zh: '已保存', en: 'Saved' }, body: personRow } },
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
