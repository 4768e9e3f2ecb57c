import type { Bilingual } from '../text';
import { byCondition } from './computed';
import type { Walk } from './walk';
import { doubting, type Doubt, type Spot } from './spot';

export const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** The way on by the edges, as the reducer takes it (issue/walk.ts): the outcome's, else the first condition that holds, else the default. */
export function follow(walk: Walk, spot: Spot, outcome: string): Spot[] {
  const next = walk.drawing.next[spot.node];
  const to = next?.outcomes[outcome];
  if (to !== undefined) return [walk.moved(spot, to, outcome)];
  let rest = [spot];
  const found: Spot[] = [];
  for (const { edge, when, to: target } of next?.conditions ?? []) {
    const parts = rest.map((one) => ({ one, ...byCondition(when, walk.atoms, one, walk.meter) }));
    for (const { held, sure } of parts)
      found.push(...held.map((one) => walk.moved(sure ? one : doubting(one, unread(edge, when)), target, outcome)));
    rest = parts.flatMap(({ not, sure }) => (sure ? not : not.map((one) => doubting(one, unread(edge, when)))));
  }
  const otherwise = next?.otherwise;
  if (otherwise != null) return [...found, ...rest.map((one) => walk.moved(one, otherwise, outcome))];
  for (const one of rest) walk.findings.suspect(one, { kind: 'stuck' });
  return found;
}

const unread = (edge: string, when: string): Doubt => ({
  edge,
  why: say(`线上的条件“${when}”无法分析`, `the condition “${when}” of a line cannot be analysed`),
});
