import { z } from 'zod';
import { bilingualSchema, keySchema } from '../text';

/** A number that somebody set, with where it comes from: no figure is measured against a target out of nowhere. */
const targetSchema = z.object({ atLeast: z.number().optional(), atMost: z.number().optional(), source: z.string().min(1) });
export type KpiTarget = z.infer<typeof targetSchema>;

const share = z.number().min(0).max(1);

/** The numbers of the figures (DOMAIN 3), as a document of the city's settings. */
export const kpiRulesSchema = z.object({
  /** The normal quantile of the interval, 1.96 for 95 %. */
  z: z.number().positive(),
  /** A unit with fewer cases in the period is shown without rank. */
  minimumSample: z.int().positive(),
  /** What a "partly solved" counts of a solved one. */
  partly: share,
  satisfaction: z.object({
    verySatisfied: share,
    satisfied: share,
    fair: share,
    dissatisfied: share,
    veryDissatisfied: share,
  }),
  composite: z.object({ response: share, resolution: share, satisfaction: share, source: z.string().min(1) }),
  /** Upper ends of the age bands of the overdue stock, in working days. */
  overdueBands: z.array(z.int().nonnegative()).min(1),
  /** As many units tried on one case count as ping-pong. */
  pingPongUnits: z.int().positive(),
  targets: z.record(keySchema, targetSchema),
  /** People living there, for demand per 10,000. */
  inhabitants: z.int().positive().optional(),
  note: bilingualSchema.optional(),
});
export type KpiRules = z.infer<typeof kpiRulesSchema>;

/** The shipped document, each number with its donor; a city's settings replace it. */
export const shippedKpiRules: KpiRules = {
  z: 1.96,
  minimumSample: 30,
  partly: 0.5,
  satisfaction: { verySatisfied: 1, satisfied: 1, fair: 0.6, dissatisfied: 0, veryDissatisfied: 0 },
  composite: { response: 0.3, resolution: 0.35, satisfaction: 0.35, source: '准格尔 [S]' },
  overdueBands: [2, 5, 15],
  pingPongUnits: 3,
  targets: {
    onTimeReply: { atLeast: 0.92, source: '大英 ≥ 92 % [S]' },
    satisfaction: { atLeast: 0.85, source: '大英 ≥ 85 % [S]' },
    stuck: { atMost: 0, source: 'DOMAIN 3' },
    lateness: { atMost: 60, source: 'DOMAIN 3' },
  },
};
