import type { Calendar, Instant } from '../deadline';
import type { Plan } from '../flow/plan';
import type { Json } from '../text';
import type { RuleChange } from './changes';
import type { Address, Ask, Dispatch, Effect, Notice } from './effect';
import type { Actor } from './input';
import type { Order } from './order';
import type { Assignment, IntakeRecord, IssueEvent, IssueState, Token } from './state';
import type { EventName, Grade, RefusalCode } from './words';

/** A plan with the calendar editions at hand: everything `advance` may consult besides the state. */
export type Desk = {
  plan: Plan;
  /** The calendar with its weekly hours and the days of one edition; `null` when this desk does not hold that edition. */
  calendar: (id: string, edition: number) => Calendar | null;
  /** The desk of another release, by its hash, where one is at hand: what a migration goes over to. */
  other?: (release: string) => Desk | null;
  /** Hears of every arrival of a token, as it happens; what it hears is no part of the answer. */
  onMove?: (move: Move) => void;
  /** Whether a step goes by a change of the rules; absent: by every one (changes.ts). */
  newer?: (change: RuleChange) => boolean;
};

/** A token arrives at a step, from the step it left by the drawing's way; sent back, straight back or just begun has no way. */
export type Move = { to: string; way: Taken | null };
export type Taken = { from: string; by: 'outcome' | 'condition' | 'otherwise' | 'branch'; name: string | null };

/** An expected "no": the code is the contract, the message is for people, `detail` names who or what. */
export type Refusal = { code: RefusalCode; message: string; detail?: Record<string, Json> };
export const refuse = (code: RefusalCode, message: string, detail?: Record<string, Json>): Refusal =>
  detail ? { code, message, detail } : { code, message };

/**
 * One application of the reducer while it runs. `s` is a shallow copy owned by this step: its fields are replaced, what they
 * held before is never mutated.
 */
export type Step = {
  /** A migration alone puts another in its place. */
  desk: Desk;
  readonly s: IssueState;
  readonly at: Instant;
  readonly actor: Actor;
  /** Set while a planned instant is worked off: its events bear both times (R10). */
  fired: { plannedAt: Instant; firedAt: Instant } | null;
  readonly effects: Effect[];
};

export const systemActor: Actor = { id: 'system', roles: [], unit: null, district: null };

/** The id by which the resident of an intake acts. */
export const residentId = (intake: string): string => `resident:${intake}`;

/** The reporter who speaks: residents act by the number of their own intake; a clerk speaks for the issue's own. */
export const reporterOf = (step: Step, { id }: Pick<Actor, 'id'>): IntakeRecord | undefined =>
  step.s.intakes.find((i) => id === residentId(i.no)) ?? step.s.intakes[0];

export function beginStep(desk: Desk, state: IssueState, at: Instant, actor: Actor): Step {
  return {
    desk,
    s: { ...state, at: at > state.at ? at : state.at },
    at: at > state.at ? at : state.at,
    actor,
    fired: null,
    effects: [],
  };
}

export type EventParts = { node?: string; assignment?: string; unit?: string; data?: Record<string, Json>; by?: string };

/** Says that something happened. A timer's event bears the instant it was planned for and the one it fired at. */
export function emit(step: Step, type: EventName, parts: EventParts = {}): void {
  const event: IssueEvent = { type, at: step.at, by: parts.by ?? step.actor.id };
  if (step.fired) Object.assign(event, step.fired);
  if (parts.node !== undefined) event.node = parts.node;
  if (parts.assignment !== undefined) event.assignment = parts.assignment;
  if (parts.unit !== undefined) event.unit = parts.unit;
  if (parts.data !== undefined) event.data = parts.data;
  step.effects.push({ kind: 'event', event });
}

/** Tells somebody, once: the key is the step's number with the notice's place in it. */
export function tell(
  step: Step,
  template: string,
  address: Address,
  values: Record<string, Json> = {},
  channel: Notice['channel'] = 'inbox',
): void {
  const n = step.s.counters['notice'] ?? 0;
  count(step, 'notice');
  step.effects.push({
    kind: 'notice',
    notice: { key: `${step.s.no}:n${n + 1}`, template, address, channel, at: step.at, values: { no: step.s.no, ...values } },
  });
}

/** Sends a message to another part of the desk through the outbox. */
export function send(step: Step, dispatch: Dispatch): void {
  step.effects.push({ kind: 'dispatch', dispatch });
}

/** Asks the outside and remembers what for; the answer comes back as an input `answered`. */
export function askOutside(
  step: Step,
  purpose: IssueState['asks'][number]['purpose'],
  token: string | null,
  data: Record<string, Json>,
  question: (id: string) => Ask,
): void {
  const id = nextId(step, 'q');
  const ask = question(id);
  const fired = step.fired ? { fired: step.fired } : {};
  step.s.asks = [...step.s.asks, { id, purpose, token, data, question: ask, since: step.at, ...fired }];
  step.effects.push({ kind: 'ask', ask });
}

/** The next number of a counter kept in the state, from 1. */
export function count(step: Step, name: string): number {
  const next = (step.s.counters[name] ?? 0) + 1;
  step.s.counters = { ...step.s.counters, [name]: next };
  return next;
}

export const nextId = (step: Step, prefix: string): string => `${prefix}${count(step, prefix)}`;

export function patchToken(step: Step, id: string, patch: Partial<Token>): void {
  step.s.tokens = step.s.tokens.map((t) => (t.id === id ? { ...t, ...patch } : t));
}

export function patchAssignment(step: Step, id: string, patch: Partial<Assignment>): void {
  step.s.assignments = step.s.assignments.map((a) => (a.id === id ? { ...a, ...patch } : a));
}

export function patchOrder(step: Step, id: string, patch: Partial<Order>): void {
  step.s.orders = step.s.orders.map((o) => (o.id === id ? { ...o, ...patch } : o));
}

export function setFacts(step: Step, facts: IssueState['facts']): void {
  step.s.facts = { ...step.s.facts, ...facts };
}

/** The grade in force: the reviewer's, else the provisional one of the grading table, else general (C). */
export function gradeOf(step: Step): Grade {
  return (step.s.facts['grade'] ?? step.desk.plan.policy.defaultGrade) as Grade;
}

/** C02: an issue that is found urgent raises an alarm in the hall, once on its way up. */
export function alarmForGrade(step: Step, from: Grade | null, to: Grade): void {
  const { alarm } = step.desk.plan.policy;
  if (!alarm?.grades.includes(to) || (from !== null && alarm.grades.includes(from))) return;
  for (const role of alarm.desks)
    tell(step, 'urgentIssue', { to: 'desk', role, district: textFact(step.s, 'district') }, { grade: to }, alarm.channel);
}

export function textFact(state: IssueState, name: string): string | null {
  const value = state.facts[name];
  return typeof value === 'string' ? value : null;
}

/** A fact that names several things: a list, or one name alone. */
export function listFact(state: IssueState, name: string): string[] {
  const value = state.facts[name];
  if (Array.isArray(value)) return value.filter((v): v is string => typeof v === 'string');
  return typeof value === 'string' ? [value] : [];
}
