import { z } from 'zod';
import {
  type Role,
  bilingualSchema,
  calendarChangeSchema,
  calendarYearSchema,
  dayEditionSchema,
  keySchema,
  unitDaysSchema,
  weeklyHoursSchema,
} from '#domain';
import { workingStepSchema } from './issue-shapes';
import { instant, pageOf, pageQuery } from './paging';
import { route } from './route';

const params = z.object({ id: keySchema });
const importParams = params.extend({ import: z.string().min(1).max(300) });
const keepers = ['calendarKeeper', 'administrator'] as const satisfies Role[];
const watchers = [
  ...keepers,
  'citySupervision',
  'districtSupervision',
  'chief',
  'operator',
  'auditor',
  'ruleAuthor',
  'ruleApprover',
] as const satisfies Role[];

/** One year as people look at it: `none` is a year that no notice settles yet. */
const yearSchema = z.object({
  year: z.number().int(),
  status: z.enum(['announced', 'partial', 'none']),
  notice: bilingualSchema.nullable(),
  number: z.string().nullable(),
  source: z.string().nullable(),
  covered: calendarYearSchema.shape.covered,
  days: calendarYearSchema.shape.days,
});

const bookSchema = z
  .object({
    calendar: z.string(),
    name: bilingualSchema,
    edition: z.number().int(),
    importedAt: instant.nullable(),
    /** The weekly hours that the current release froze. */
    hours: weeklyHoursSchema,
    /** Oldest first, to the year after the present. */
    years: z.array(yearSchema),
    overrides: dayEditionSchema.shape.overrides,
    units: z.array(z.object({ unit: z.string(), unitName: bilingualSchema, own: unitDaysSchema })),
  })
  .meta({ id: 'CalendarBook' });

const counts = z.object({
  waiting: z.number().int(),
  moved: z.number().int(),
  unchanged: z.number().int(),
  ended: z.number().int(),
  refused: z.number().int(),
});

const importSchema = z
  .object({
    id: z.string(),
    calendar: z.string(),
    /** The edition it makes, or made. */
    edition: z.number().int(),
    change: calendarChangeSchema,
    state: z.enum(['previewed', 'applying', 'done', 'overtaken']),
    by: z.string(),
    byName: z.string(),
    previewedAt: instant,
    appliedByName: z.string().nullable(),
    appliedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    /** What the preview found: open issues, those that move, their clocks, notices that go out, issues that could not be read. */
    summary: z.object({
      open: z.number().int(),
      moved: z.number().int(),
      clocks: z.number().int(),
      notices: z.number().int(),
      unread: z.number().int(),
    }),
    /** What was done so far, by issue. */
    results: counts,
  })
  .meta({ id: 'CalendarImport' });

const movedClock = z.object({
  clock: z.string(),
  kind: z.string(),
  unit: z.string().nullable(),
  unitName: bilingualSchema.nullable(),
  how: z.string(),
  from: instant.nullable(),
  to: instant.nullable(),
  fromText: z.string().nullable(),
  toText: z.string().nullable(),
  provisionalBefore: bilingualSchema.nullable(),
  provisional: bilingualSchema.nullable(),
  fromWorking: z.array(workingStepSchema),
  toWorking: z.array(workingStepSchema),
});

const itemSchema = z
  .object({
    no: z.string(),
    moves: z.array(movedClock),
    notices: z.number().int(),
    review: z.number().int(),
    outcome: z.enum(['moved', 'unchanged', 'ended', 'refused']).nullable(),
    code: z.string().nullable(),
    at: instant.nullable(),
  })
  .meta({ id: 'CalendarImportItem' });

/** A notice as a file; its year and what it is called are typed beside it. */
const fileSchema = z.object({
  format: z.enum(['csv', 'ics']),
  text: z.string().max(500_000),
  year: z.number().int().min(1970).max(2200),
  complete: z.boolean(),
  notice: bilingualSchema,
  number: z.string().min(1).max(60).optional(),
  source: z.string().min(1).max(200),
  covered: calendarYearSchema.shape.covered,
});

const writes = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND', 'CSRF_REFUSED'] as const;
const reads = ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * A calendar's days are changed in two acts (DOMAIN R7): a change is previewed over every open issue, then applied as the next
 * edition, which is carried to the issues one by one.
 */
export const calendarRoutes = {
  readCalendarBook: route({
    method: 'get',
    path: '/api/calendars/{id}/book',
    tag: 'calendars',
    audience: 'signedIn',
    summary: { zh: '现行工作日历：各年通知与状态', en: 'The calendar in force: each year with its notice and status' },
    params,
    responses: { 200: { summary: { zh: '日历', en: 'The calendar' }, body: bookSchema } },
    errors: ['NOT_SIGNED_IN', 'NOT_FOUND'],
  }),
  previewImport: route({
    method: 'post',
    path: '/api/calendars/{id}/imports',
    tag: 'calendars',
    audience: keepers,
    summary: { zh: '预览一次日历变更', en: 'Preview a change of the calendar; nothing is changed yet' },
    params,
    idempotent: true,
    body: z.union([z.object({ change: calendarChangeSchema }), z.object({ file: fileSchema })]),
    responses: { 201: { summary: { zh: '预览', en: 'The preview' }, body: importSchema } },
    errors: [...writes, 'INVALID_INPUT', 'IDEMPOTENCY_KEY_MISSING'],
  }),
  listImports: route({
    method: 'get',
    path: '/api/calendars/{id}/imports',
    tag: 'calendars',
    audience: watchers,
    summary: { zh: '日历变更记录', en: "The calendar's changes, the newest first" },
    params,
    responses: { 200: { summary: { zh: '全部', en: 'All of them' }, body: z.object({ items: z.array(importSchema) }) } },
    errors: reads,
  }),
  readImport: route({
    method: 'get',
    path: '/api/calendars/{id}/imports/{import}',
    tag: 'calendars',
    audience: watchers,
    summary: { zh: '一次变更及其进度', en: 'One change and how far it has come' },
    params: importParams,
    responses: { 200: { summary: { zh: '变更', en: 'The change' }, body: importSchema } },
    errors: reads,
  }),
  listImportItems: route({
    method: 'get',
    path: '/api/calendars/{id}/imports/{import}/issues',
    tag: 'calendars',
    audience: watchers,
    summary: { zh: '受影响的诉求件及各时限的新旧到期', en: 'The issues it moves, each clock with its old and new due' },
    params: importParams,
    query: z.object(pageQuery),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(itemSchema) } },
    errors: [...reads, 'INVALID_INPUT'],
  }),
  applyImport: route({
    method: 'post',
    path: '/api/calendars/{id}/imports/{import}/apply',
    tag: 'calendars',
    audience: keepers,
    summary: { zh: '应用预览过的变更', en: 'Apply a previewed change as the next edition; asked twice it happens once' },
    params: importParams,
    responses: { 202: { summary: { zh: '已开始', en: 'Begun: it is carried to the issues' }, body: importSchema } },
    errors: [...writes, 'REVISION_CONFLICT'],
  }),
} as const;
