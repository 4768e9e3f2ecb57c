import { z } from 'zod';
import { bilingualSchema, caseStateSchema, type Role, suggestionKinds, themeCommandNames, themeStateSchema } from '#domain';
import { instant, issueNo, pageOf, pageQuery } from './paging';
import { route } from './route';
import { themeName } from './theme-name';

const desk = [
  'clerk',
  'verifier',
  'firstReviewer',
  'dispatcher',
  'shiftLeader',
  'districtSupervision',
  'citySupervision',
  'chief',
  'callbackAgent',
  'auditor',
] as const satisfies Role[];

/** Everybody who meets a theme: the desk, and the units that work its tasks off. */
const themeReaders = [...desk, 'unitLiaison', 'unitHead', 'operator', 'administrator'] as const satisfies Role[];

const suggestion = z
  .object({
    kind: z.enum(suggestionKinds),
    /** The issue, and the submission of it that is alike. */
    no: z.string(),
    intake: z.string(),
    stage: caseStateSchema,
    category: z.string().nullable(),
    district: z.string().nullable(),
    street: z.string().nullable(),
    openedAt: instant,
    closedAt: instant.nullable(),
    /** The product of the four factors, each between 0 and 1. */
    score: z.number(),
    factors: z.object({ category: z.number(), distance: z.number(), time: z.number(), text: z.number() }),
    /** Metres between the two points, where both are known. */
    metres: z.number().nullable(),
    sameAddress: z.boolean(),
    /** Of another district: one clue with several tasks. */
    elsewhere: z.boolean(),
    /** What the desk has said of a proposed relapse. */
    relapse: z.enum(['open', 'confirmed', 'denied']).nullable(),
  })
  .meta({ id: 'Suggestion' });

const similarSchema = z
  .object({
    items: z.array(suggestion),
    /** Earlier submissions of the same person on this matter; over the limit it is for a person to say what follows. */
    /** Districts whose border the place is near, in metres: ask first, or dispatch to both with one lead. */
    border: z.array(z.object({ district: z.string(), metres: z.number() })),
    repeats: z.object({ earlier: z.array(z.string()), overLimit: z.boolean() }),
  })
  .meta({ id: 'SimilarIssues' });

const task = z.object({
  id: z.string(),
  text: z.string(),
  unit: z.string().nullable(),
  unitName: bilingualSchema.nullable(),
  dueAt: instant.nullable(),
  doneAt: instant.nullable(),
});

const themeSchema = themeName
  .extend({
    revision: z.int(),
    window: z.object({ from: instant, to: instant }),
    issues: z.array(
      z.object({ no: z.string(), stage: caseStateSchema, district: z.string().nullable(), street: z.string().nullable() }),
    ),
    intakes: z.int(),
    reporters: z.int(),
    districts: z.array(z.string()),
    leadUnit: z.string().nullable(),
    leadName: bilingualSchema.nullable(),
    plan: z.string().nullable(),
    tasks: z.array(task),
    acts: z.array(
      z.object({ at: instant, by: z.string(), byName: z.string(), name: z.enum(themeCommandNames), note: z.string().nullable() }),
    ),
    allowed: z.array(z.enum(themeCommandNames)),
  })
  .meta({ id: 'Theme' });

const themeParams = z.object({ id: z.string().min(1).max(80) });

export const similarRoutes = {
  readSimilar: route({
    method: 'get',
    path: '/api/issues/{no}/similar',
    tag: 'issues',
    audience: desk,
    summary: {
      zh: '相似的诉求件：并件、复发、同一居民的建议，由人确认',
      en: 'Similar issues: proposals to merge, to link as a relapse, of the same resident; a person confirms',
    },
    params: z.object({ no: issueNo }),
    responses: { 200: { summary: { zh: '建议', en: 'The proposals' }, body: similarSchema } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'FORBIDDEN_UNIT', 'NOT_FOUND', 'INVALID_INPUT'],
  }),
  listThemes: route({
    method: 'get',
    path: '/api/themes',
    tag: 'supervision',
    audience: themeReaders,
    summary: { zh: '专题清单，最近的在前', en: 'Themes, the newest first' },
    query: z.object({ ...pageQuery, state: themeStateSchema.optional() }),
    responses: { 200: { summary: { zh: '一页', en: 'A page' }, body: pageOf(themeSchema) } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'INVALID_INPUT'],
  }),
  readTheme: route({
    method: 'get',
    path: '/api/themes/{id}',
    tag: 'supervision',
    audience: themeReaders,
    summary: { zh: '专题', en: 'One theme' },
    params: themeParams,
    responses: { 200: { summary: { zh: '专题', en: 'The theme' }, body: themeSchema } },
    errors: ['NOT_SIGNED_IN', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  actOnTheme: route({
    method: 'post',
    path: '/api/themes/{id}/commands',
    tag: 'supervision',
    audience: themeReaders,
    summary: {
      zh: '专题操作：立项（主办单位、方案、任务）、不立项、加任务、完成任务、结束',
      en: 'Acts on a theme: accept (lead unit, plan, tasks), dismiss, add or complete a task, finish',
    },
    params: themeParams,
    idempotent: true,
    body: z.object({ name: z.enum(themeCommandNames), data: z.record(z.string(), z.unknown()).default({}) }),
    responses: { 200: { summary: { zh: '专题', en: 'The theme as it stands' }, body: themeSchema } },
    errors: [
      'NOT_SIGNED_IN',
      'FORBIDDEN',
      'NOT_FOUND',
      'INVALID_INPUT',
      'NOT_ALLOWED_IN_STATE',
      'REVISION_CONFLICT',
      'CSRF_REFUSED',
      'IDEMPOTENCY_KEY_MISSING',
    ],
  }),
} as const;
