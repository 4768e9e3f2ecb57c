import type { NodeOf } from '../flow/document';
import { isOpenOrder } from './order';
import { askOutside, listFact, patchOrder, textFact, type Step } from './step';
import type { Token } from './state';

/** Asks the directory about those who are to be offered something; the answer posts it (DOMAIN 4, rows 27, 28, 38). */
export function askForTeams(
  step: Step,
  asked: { node: string; token: string | null; order: string | null; units: string[] },
): void {
  const { token, units, ...rest } = asked;
  askOutside(step, 'offer', token, { ...rest, units }, (id) => ({
    id,
    kind: 'lookUp',
    units: [...new Set([...units, ...listFact(step.s, 'accused')])],
    district: textFact(step.s, 'district'),
  }));
}

/** A token arrives where something is offered: an open order of this cycle goes on, else a new one is posted. `false`: to nobody. */
export function offerHere(step: Step, token: Token, node: NodeOf<'offer'>): boolean {
  const open = step.s.orders.find((o) => o.node === node.id && o.token !== null && isOpenOrder(o));
  if (open) {
    patchOrder(step, open.id, { token: token.id });
    return true;
  }
  const units = listFact(step.s, node.teamsFact);
  if (units.length === 0) return false;
  askForTeams(step, { node: node.id, token: token.id, order: null, units });
  return true;
}
