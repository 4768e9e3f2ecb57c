import type { Instant } from '../deadline';
import type { Address, Dispatch } from '../issue/effect';
import type { Actor } from '../issue/input';
import type { IssueEvent } from '../issue/state';
import type { Desk } from '../issue/step';
import type { EventName, Role } from '../issue/words';
import type { Json } from '../text';
import type { PieceEffect } from './effect';
import type { PieceState } from './state';

/** One application of the piece's reducer while it runs; `s` is a shallow copy owned by this step. */
export type PieceStep = {
  readonly desk: Desk;
  readonly s: PieceState;
  readonly at: Instant;
  readonly actor: Actor;
  /** Set while a planned instant is worked off: its events bear both times (R10). */
  fired: { plannedAt: Instant; firedAt: Instant } | null;
  readonly effects: PieceEffect[];
};

export function beginPieceStep(desk: Desk, state: PieceState, given: Instant, actor: Actor): PieceStep {
  const at = given > state.at ? given : state.at;
  return { desk, s: { ...state, at }, at, actor, fired: null, effects: [] };
}

export function emit(step: PieceStep, type: EventName, data: Record<string, Json> = {}, by = step.actor.id): void {
  const event: IssueEvent = { type, at: step.at, by, data, ...(step.fired ?? {}) };
  step.effects.push({ kind: 'event', event });
}

/** The next number of a counter kept in the state, from 1. */
export function count(step: PieceStep, name: string): number {
  const next = (step.s.counters[name] ?? 0) + 1;
  step.s.counters = { ...step.s.counters, [name]: next };
  return next;
}

export function tell(step: PieceStep, template: string, address: Address, values: Record<string, Json> = {}): void {
  const { id, issue } = step.s;
  const key = `${id}:n${count(step, 'notice')}`;
  const notice = { key, template, address, channel: 'inbox' as const, at: step.at, values: { piece: id, no: issue, ...values } };
  step.effects.push({ kind: 'notice', notice });
}

export const tellDesk = (step: PieceStep, template: string, role: Role, values: Record<string, Json> = {}): void =>
  tell(step, template, { to: 'desk', role, district: null }, values);

/** Tells the author, where there is one. */
export function tellAuthor(step: PieceStep, template: string, values: Record<string, Json> = {}): void {
  if (step.s.author !== null) tell(step, template, { to: 'person', person: step.s.author }, values);
}

export function send(step: PieceStep, dispatch: Dispatch): void {
  step.effects.push({ kind: 'dispatch', dispatch });
}
