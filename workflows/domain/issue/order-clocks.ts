import { type ClockSpec, type Policy, clockSpecOf, millisOf, plusMillis, startClock, windowSpecOf } from '../deadline';
import { calendarOf, MINUTE_MS, minutesTo, putClock, stopClockNow } from './clocks';
import type { Order } from './order';
import type { Step } from './step';

/** The clocks of orders (DOMAIN 2.1 rows V and M, 2.4): every length is the policy's or the parties' own. */
export type OrderClock = 'claim' | 'assign' | 'start' | 'quote' | 'agree' | 'contact' | 'reply' | 'rating';

export const orderClock = (order: string, kind: OrderClock): string => `${order}.${kind}`;

const plain = (kind: OrderClock, length: ClockSpec['length']): ClockSpec => ({ kind, length, rolled: false, ladder: [] });

/** Which rule starts which clock of an order; null where the policy has none. */
export function orderSpec(policy: Policy, { kind: to }: Order, kind: OrderClock): ClockSpec | null {
  const { volunteer, merchant } = policy;
  switch (kind) {
    case 'claim':
    case 'assign':
    case 'start':
      return plain(kind, volunteer[kind]);
    case 'quote': {
      // a merchant's answer is its quote: the sign clock of grade M
      const rule = clockSpecOf(policy, 'M', 'sign');
      return rule && plain(kind, rule.length);
    }
    case 'agree':
      return merchant ? plain(kind, merchant.agree) : null;
    case 'contact':
      return clockSpecOf(policy, to === 'volunteer' ? 'V' : 'M', 'contact');
    case 'reply':
      return replySpec(policy, to);
    case 'rating': {
      const rule = windowSpecOf(policy, 'rating');
      return rule && { ...rule, kind };
    }
  }
}

/** By appointment, else the length of grade V; by agreement, else the policy's own for merchants. */
function replySpec(policy: Policy, to: Order['kind']): ClockSpec | null {
  if (to === 'volunteer') return clockSpecOf(policy, 'V', 'reply');
  if (!policy.merchant) return null;
  const ladder = policy.ladders[policy.grades.M?.clocks['reply']?.ladder ?? '']?.rungs ?? [];
  return { kind: 'reply', length: policy.merchant.serve, rolled: false, ladder };
}

export function startOrderClock(step: Step, order: Order, kind: OrderClock): void {
  const spec = orderSpec(step.desk.plan.policy, order, kind);
  if (spec) begin(step, order, kind, spec, nowOf(step));
}

/** What a timer brings about counts from when it was planned, however late it fired. */
const nowOf = (step: Step): string => step.fired?.plannedAt ?? step.at;

/** The clock of the work itself: it runs to what the parties have set, where they have. */
export function startWorkClock(step: Step, order: Order, agreed: string | null): void {
  const spec = orderSpec(step.desk.plan.policy, order, 'reply');
  if (!spec) return;
  if (agreed === null || agreed <= step.at) return begin(step, order, 'reply', spec, step.at);
  // whole minutes that end exactly at the appointment
  const length = minutesTo(step.at, millisOf(agreed));
  begin(step, order, 'reply', { ...spec, length }, plusMillis(agreed, -length.n * MINUTE_MS));
}

function begin(step: Step, order: Order, kind: OrderClock, spec: ClockSpec, at: string): void {
  const owner = order.holder ?? order.node;
  putClock(step, startClock(calendarOf(step), spec, { id: orderClock(order.id, kind), cycle: order.posting, at, owner }));
}

export function stopOrderClocks(step: Step, order: Order, ...kinds: OrderClock[]): void {
  for (const kind of kinds) stopClockNow(step, orderClock(order.id, kind));
}

export const allOrderClocks: readonly OrderClock[] = ['claim', 'assign', 'start', 'quote', 'agree', 'contact', 'reply', 'rating'];
