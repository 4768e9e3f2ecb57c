import type { Decision, Flow, Json, Policy, WeeklyHours } from '#domain';
import type { Drafts } from './drafts';

export type FlowDraft = Drafts<Flow>;
export type DecisionDraft = Drafts<Decision>;
export type PolicyDraft = Drafts<Policy>;
export type HoursDraft = Drafts<WeeklyHours>;
export type ScenarioDraft = Drafts<{ [key: string]: Json }>;
