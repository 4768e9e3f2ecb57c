import { emit, nextId, type Step } from './step';

/** Raises an incident (异常): the issue shows it, a supervisor retries, repairs or skips; the issue never fails. */
export function raiseIncident(
  step: Step,
  what: { ask: string | null; token: string | null; code: string; message: string },
): void {
  const id = nextId(step, 'i');
  step.s.incidents = [...step.s.incidents, { id, ...what, at: step.at, resolvedAt: null, how: null }];
  emit(step, 'incidentRaised', { data: { incident: id, code: what.code, message: what.message } });
}

/** Marks an incident as settled and says how. */
export function resolveIncident(step: Step, id: string, how: 'retried' | 'repaired' | 'skipped'): void {
  step.s.incidents = step.s.incidents.map((i) => (i.id === id ? { ...i, resolvedAt: step.at, how } : i));
  emit(step, 'incidentResolved', { data: { incident: id, how } });
}
