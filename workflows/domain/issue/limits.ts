import { type ClockSpec, type Policy, clockSpecOf, reworkSpecOf, stageSpecOf, windowSpecOf } from '../deadline';
import type { Grade } from './words';

/** Which rule of the policy starts which clock of an issue. */

export type ShareClockKind = 'sign' | 'contact' | 'reply' | 'returnWindow' | 'adjudicate' | 'extension' | 'rework' | 'question';

export function shareSpec(policy: Policy, kind: ShareClockKind, grade: Grade): ClockSpec | null {
  switch (kind) {
    case 'sign':
    case 'contact':
    case 'reply':
      return clockSpecOf(policy, grade, kind);
    case 'rework':
      return reworkSpecOf(policy, grade);
    case 'returnWindow':
      return { kind, length: policy.returns.window, rolled: false, ladder: [] };
    case 'adjudicate':
      return { kind, length: policy.returns.adjudicate, rolled: false, ladder: [] };
    case 'question':
      return windowSpec(policy, 'question');
    case 'extension':
      return { kind, length: policy.extensions.decide, rolled: false, ladder: [] };
  }
}

/** The limit for deciding on acceptance, for a grade that has one (X). */
export const acceptSpec = (policy: Policy, grade: Grade): ClockSpec | null => clockSpecOf(policy, grade, 'accept');
export const promiseSpec = (policy: Policy, grade: Grade): ClockSpec | null => clockSpecOf(policy, grade, 'promise');
export const stageSpec = (policy: Policy, limit: string, grade: Grade): ClockSpec | null => stageSpecOf(policy, limit, grade);

/** The k-th recurring review counts k times the length of its window from the last one (C22). */
export function reviewSpec(policy: Policy, window: string, k: number): ClockSpec | null {
  const spec = windowSpecOf(policy, window);
  return spec && { ...spec, kind: 'ledgerReview', length: { ...spec.length, n: spec.length.n * k } };
}

/** A window by its key; a flow that names one the policy lacks does not compile. */
export function windowSpec(policy: Policy, window: string): ClockSpec | null {
  const spec = windowSpecOf(policy, window);
  return spec && { ...spec, kind: 'window' };
}

/** The reopening window is also the time until the archive (C24, C26). */
export function archiveSpec(policy: Policy): ClockSpec | null {
  const spec = windowSpecOf(policy, 'reopen');
  return spec && { ...spec, kind: 'archive' };
}
