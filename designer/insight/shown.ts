import type { ResultOf, Routes } from '#contract';

export type Kpis = ResultOf<Routes['readStats']>['kpi'];
export type Figure = Kpis['figures'][number];
export type Kind = Kpis['catalogue'][Figure['id']]['kind'];

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));
export const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

/** A value in the manner of its kind; a dash where there is nothing to divide by. */
export const shown = (value: number | null, kind: Kind): string =>
  value === null ? '—' : kind === 'share' ? percent(value) : number(value);

/** Of how many it was reckoned. */
export function sampleOf({ numerator, denominator }: Figure, kind: Kind): string {
  if (kind === 'middle') return String(denominator);
  if (kind === 'score' || kind === 'count' || kind === 'sum') return '';
  return `${number(numerator)} / ${number(denominator)}`;
}
