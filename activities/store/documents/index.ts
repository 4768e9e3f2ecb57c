import {
  flowSchema,
  policySchema,
  releaseContentSchema,
  weeklyHoursSchema,
  type Flow,
  type Policy,
  type ReleaseContent,
  type WeeklyHours,
} from '#domain';
import { z } from 'zod';
import type { Collections } from '../collections';
import { createDrafts, type Drafts } from './drafts';

/** A decision table or a literal decision, as a release holds it. */
export type DecisionDocument = ReleaseContent['decisions'][number];

/** A scenario file (DESIGN 8): kept whole; the rehearsal reads it by its own schema. */
const scenarioSchema = z.looseObject({ id: z.string().min(1) });
export type ScenarioDocument = z.infer<typeof scenarioSchema>;

/** What the designer edits, each kind with its own schema at the door. */
export type DesignerDocuments = {
  flows: Drafts<Flow>;
  tables: Drafts<DecisionDocument>;
  policies: Drafts<Policy>;
  calendars: Drafts<WeeklyHours>;
  scenarios: Drafts<ScenarioDocument>;
};

export function createDesignerDocuments(collections: Collections): DesignerDocuments {
  return {
    flows: createDrafts(collections, 'flow', flowSchema),
    tables: createDrafts(collections, 'table', releaseContentSchema.shape.decisions.element),
    policies: createDrafts(collections, 'policy', policySchema),
    calendars: createDrafts(collections, 'calendar', weeklyHoursSchema),
    scenarios: createDrafts(collections, 'scenario', scenarioSchema),
  };
}
