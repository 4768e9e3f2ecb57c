import { type Conflict, type Merged, mergeDocuments, sameJson, takeTheirs } from '../draft';
import type { Decision, DecisionTable } from './table';

const columnsOf = ({ inputs, outputs }: DecisionTable): string => [...inputs, ...outputs].map(({ id }) => id).join(' ');

/**
 * Joins what two people made of one decision, rule by rule. Where one of them changed the columns, cells of the other would land in
 * wrong ones: then the whole decision is one conflict, unless only one of them did anything.
 */
export function mergeDecisions(base: Decision, mine: Decision, theirs: Decision): Merged<Decision> {
  if (sameJson(base, theirs)) return { document: mine, conflicts: [] };
  if (sameJson(base, mine)) return { document: theirs, conflicts: [] };
  if (base.kind === 'table' && mine.kind === 'table' && theirs.kind === 'table') {
    const isSteady = columnsOf(base) === columnsOf(mine) && columnsOf(base) === columnsOf(theirs);
    if (isSteady) return mergeDocuments<DecisionTable>(base, mine, theirs, ['inputs', 'outputs', 'rules']);
  }
  if (mine.kind === 'literal' && theirs.kind === 'literal') return mergeDocuments<Decision>(base, mine, theirs, []);
  return { document: mine, conflicts: [{ part: 'whole', id: mine.id, base, mine, theirs }] };
}

export const takeDecisionOfTheirs = (decision: Decision, conflict: Conflict): Decision =>
  conflict.part === 'whole' ? (conflict.theirs as Decision) : takeTheirs(decision, conflict);
