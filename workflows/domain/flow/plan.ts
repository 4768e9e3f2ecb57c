import type { Policy, WeeklyHours } from '../deadline';
import type { Bilingual } from '../text';
import type { FlowNode } from './document';

/**
 * A compiled release without its table rows: what the reducer interprets. Immutable and named by its content hash
 * (same hash, same plan, for ever; `format` is inside the hash).
 */
export type Plan = {
  format: 1;
  hash: string;
  release: { city: string; number: number; name: Bilingual };
  flow: { id: string; start: string; nodes: Record<string, FlowNode>; next: Record<string, NextSteps> };
  policy: Policy;
  hours: Record<string, WeeklyHours>;
  /** Which facts each decision reads and writes. */
  decisions: Record<string, { reads: string[]; writes: string[] }>;
};

/** Where a node's ways lead: by outcome, by conditions in order, else the default; a fork's branches all at once. */
export type NextSteps = {
  outcomes: Record<string, string>;
  conditions: { edge: string; when: string; to: string }[];
  otherwise: string | null;
  branches: { to: string; required: boolean }[];
};
