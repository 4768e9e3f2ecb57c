import { z } from 'zod';
import { bilingualSchema, caseStates, groupings, kpiIds, localDateSchema } from '#domain';
import { instant } from './paging';
import { route } from './route';

const count = z.object({ key: z.string(), count: z.number().int() });

const exclusion = z.object({
  no: z.string(),
  kpi: z.enum(kpiIds),
  approver: z.string(),
  evidence: z.string(),
  until: instant.nullable(),
});

const figure = z
  .object({
    id: z.enum(kpiIds),
    numerator: z.number(),
    denominator: z.number(),
    value: z.number().nullable(),
    interval: z.tuple([z.number(), z.number()]).nullable(),
    p90: z.number().nullable(),
    target: z.object({ atLeast: z.number().optional(), atMost: z.number().optional(), source: z.string() }).nullable(),
    met: z.boolean().nullable(),
    excluded: z.array(exclusion),
  })
  .meta({ id: 'Figure' });

/** A group's figure, without what is the same for all groups. */
const groupFigure = figure
  .pick({ id: true, numerator: true, denominator: true, value: true, interval: true })
  .meta({ id: 'GroupFigure' });

const explained = z.object({
  name: bilingualSchema,
  formula: bilingualSchema,
  cohort: bilingualSchema,
  kind: z.enum(['share', 'per100', 'ratio', 'mean', 'sum', 'count', 'middle', 'score']),
  unit: bilingualSchema.optional(),
});

const hours = z.number().nonnegative();
const kpis = z
  .object({
    from: instant,
    /** Half open: the period ends before this. */
    to: instant,
    /** When it was reckoned; figures are held for a moment. */
    asOf: instant,
    received: z.number().int(),
    figures: z.array(figure),
    /** What each figure means, by its id. */
    catalogue: z.record(z.enum(kpiIds), explained),
    groups: z.array(
      z.object({
        key: z.string(),
        name: bilingualSchema.nullable(),
        cases: z.number().int(),
        rank: z.number().int().nullable(),
        figures: z.array(groupFigure),
      }),
    ),
    minimumSample: z.number().int(),
    overdue: z.array(z.object({ upTo: z.number().int().nullable(), count: z.number().int() })),
    hops: z.array(z.object({ stage: z.enum(caseStates), count: z.number().int(), median: hours, p90: hours })),
    custody: z.object({ centre: hours, unit1: hours, unit2: hours, citizen: hours, paused: hours }),
    stages: z.record(z.enum(caseStates), z.number().int()),
    notYet: z.array(z.object({ name: bilingualSchema, missing: bilingualSchema })),
  })
  .meta({ id: 'Kpis' });

export const statsRoutes = {
  readStats: route({
    method: 'get',
    path: '/api/stats',
    tag: 'stats',
    audience: 'signedIn',
    summary: {
      zh: '指标（DOMAIN 3）与现在的件数，限于可见范围',
      en: 'Figures (DOMAIN 3) and counts as of now, of what the caller may see',
    },
    query: z.object({
      /** Local dates, both inclusive; the running month when left out. */
      from: localDateSchema.optional(),
      to: localDateSchema.optional(),
      by: z.enum(groupings).default('unit'),
    }),
    responses: {
      200: {
        summary: { zh: '指标与件数', en: 'Figures and counts' },
        body: z
          .object({
            asOf: instant,
            open: z.number().int(),
            closed: z.number().int(),
            overdue: z.number().int(),
            byStage: z.array(count),
            byCategory: z.array(count),
            byDistrict: z.array(count),
            byGrade: z.array(count),
            kpi: kpis,
          })
          .meta({ id: 'Stats' }),
      },
    },
    errors: ['NOT_SIGNED_IN', 'INVALID_INPUT'],
  }),
} as const;
