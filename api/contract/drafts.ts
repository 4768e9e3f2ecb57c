import { z } from 'zod';
import {
  type Role,
  bilingualSchema,
  dayEditionSchema,
  decisionSchema,
  flowSchema,
  jsonSchema,
  keySchema,
  policySchema,
  weeklyHoursSchema,
} from '#domain';
import { instant } from './paging';
import { findingSchema } from './problem';
import { route } from './route';

const params = z.object({ id: keySchema });
const authors = ['ruleAuthor', 'administrator'] as const satisfies Role[];
/** Who may read what is drafted. */
export const draftReaders = [
  ...authors,
  'ruleApprover',
  'auditor',
  'calendarKeeper',
  'citySupervision',
  'operator',
] as const satisfies Role[];

const draftHead = z.object({
  id: keySchema,
  name: bilingualSchema,
  revision: z.number().int(),
  updatedAt: instant,
  updatedBy: z.string(),
  updatedByName: z.string(),
});
const findings = z.object({ items: z.array(findingSchema) });

const draftErrors = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;
const saveErrors = [
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'INVALID_INPUT',
  'CSRF_REFUSED',
  'REVISION_MISSING',
  'REVISION_CONFLICT',
] as const;

/**
 * One kind of document the designer edits: list, read (ETag), save (If-Match; a conflict shows both sides), check.
 * A document is saved half-done; what is wrong with it is said by its check, and publishing refuses it.
 */
const draftRoutes = <const P extends string, S extends z.ZodType>(path: P, zh: string, en: string, document: S) => {
  const draft = draftHead.extend({ document });
  const base = { tag: path, params } as const;
  return {
    list: route({
      method: 'get',
      path: `/api/${path}`,
      tag: path,
      audience: draftReaders,
      summary: { zh: `${zh}草稿`, en: `Drafts: ${en}` },
      responses: { 200: { summary: { zh: '全部', en: 'All' }, body: z.object({ items: z.array(draftHead) }) } },
      errors: ['NOT_SIGNED_IN', 'FORBIDDEN'],
    }),
    read: route({
      ...base,
      method: 'get',
      path: `/api/${path}/{id}`,
      audience: draftReaders,
      summary: { zh: `读${zh}`, en: `Read one of ${en}` },
      revision: 'answers',
      responses: { 200: { summary: { zh: '草稿', en: 'The draft' }, body: draft } },
      errors: draftErrors,
    }),
    save: route({
      ...base,
      method: 'put',
      path: `/api/${path}/{id}`,
      audience: authors,
      summary: { zh: `保存${zh}`, en: `Save one of ${en}` },
      body: document,
      revision: 'required',
      responses: { 200: { summary: { zh: '已保存', en: 'Saved' }, body: draft } },
      errors: saveErrors,
    }),
    check: route({
      ...base,
      method: 'post',
      path: `/api/${path}/{id}/check`,
      audience: draftReaders,
      summary: { zh: `检查${zh}`, en: `Check one of ${en}` },
      responses: { 200: { summary: { zh: '发现', en: 'Findings; none means clean' }, body: findings } },
      errors: [...draftErrors, 'CSRF_REFUSED'],
    }),
  } as const;
};

/** A document whose own schema parses it at the door. */
const openDocument = z.record(z.string(), jsonSchema).and(z.object({ id: keySchema, name: bilingualSchema }));

const flows = draftRoutes('flows', '流程', 'flows', flowSchema);
const tables = draftRoutes('tables', '决策表', 'decision tables', decisionSchema);
const policies = draftRoutes('policies', '时限规则', 'deadline policies', policySchema);
const calendars = draftRoutes('calendars', '工作日历', 'calendars (weekly hours)', weeklyHoursSchema);
const scenarios = draftRoutes('scenarios', '情景', 'scenarios', openDocument);

export const draftRouteTable = {
  listFlows: flows.list,
  readFlow: flows.read,
  saveFlow: flows.save,
  checkFlow: flows.check,
  listTables: tables.list,
  readTable: tables.read,
  saveTable: tables.save,
  checkTable: tables.check,
  listPolicies: policies.list,
  readPolicy: policies.read,
  savePolicy: policies.save,
  checkPolicy: policies.check,
  listCalendars: calendars.list,
  readCalendar: calendars.read,
  saveCalendar: calendars.save,
  checkCalendar: calendars.check,
  listScenarios: scenarios.list,
  readScenario: scenarios.read,
  saveScenario: scenarios.save,
} as const;

const dayEditionHead = z.object({
  calendar: z.string(),
  edition: z.number().int(),
  importedAt: instant.nullable(),
  years: z.array(z.object({ year: z.number().int(), status: z.enum(['announced', 'partial']) })),
});

/** The days of a year are live data in numbered editions (DESIGN 7). */
export const dayRoutes = {
  listDayEditions: route({
    method: 'get',
    path: '/api/calendars/{id}/days',
    tag: 'calendars',
    audience: 'signedIn',
    summary: { zh: '日历各期', en: "Editions of a calendar's days" },
    params,
    responses: { 200: { summary: { zh: '各期', en: 'Editions' }, body: z.object({ items: z.array(dayEditionHead) }) } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
  readDayEdition: route({
    method: 'get',
    path: '/api/calendars/{id}/days/{edition}',
    tag: 'calendars',
    audience: 'signedIn',
    summary: { zh: '某一期', en: 'One edition' },
    params: params.extend({ edition: z.coerce.number<number>().int().positive() }),
    responses: { 200: { summary: { zh: '日期', en: 'The days' }, body: dayEditionSchema } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
} as const;
