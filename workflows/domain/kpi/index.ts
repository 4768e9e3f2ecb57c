/**
 * Figures (DOMAIN 3): each with its formula, cohort, exclusions, interval and smallest sample. Issues are folded, step by step, into
 * compact rows; figures are reckoned from rows alone. The read model and the rehearsal use the same two functions.
 */
export { cohorts, kpiIds, kpis, notYet, type Cohort, type FigureKind, type KpiId } from './catalogue';
export { foldFacts, type FactStep, type IssueFacts } from './facts';
export type { Duty } from './duties';
export type { Figure } from './figure';
export type { Holder, Hop } from './hops';
export { reckon, reckonerOf, type KpiGroup, type KpiReport } from './reckon';
export { kpiRulesSchema, shippedKpiRules, type KpiRules, type KpiTarget } from './rules';
export { groupings, type Exclusion, type Grouping, type KpiSetting } from './setting';
export { wilson } from './wilson';
