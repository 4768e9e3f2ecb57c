import type { Facts, Json } from '../text';
import type { Plan } from '../flow/plan';
import type { IssueEvent } from './state';

/** What events of a person's step bear that is no fact of the issue. */
const notFacts: ReadonlySet<string> = new Set(['outcome', 'facts', 'remark', 'defects', 'approve', 'question', 'text', 'photos']);
/** The commands that teach the issue facts, by the events that tell of them. */
const teaching: ReadonlySet<string> = new Set(['verified', 'reviewed', 'dispatched']);

/**
 * The facts as they stood just before the n-th event, told again from the issue's opening: what people entered, what tables
 * decided, what the drawing set. Facts that no event tells of (an incident's repair) are not in it; a caller who evaluates a
 * table on them compares the answer with the recorded one before relying on it.
 */
export function factsBefore(plan: Plan, opening: Facts, events: readonly IssueEvent[], n: number): Facts {
  let facts: Facts = { ...opening };
  for (const event of events.slice(0, n)) facts = { ...facts, ...learned(plan, event) };
  return facts;
}

function learned(plan: Plan, event: IssueEvent): Facts {
  const data = event.data ?? {};
  if (Array.isArray(data['matched'])) return known(contextOf(data['outputs']));
  const outcome = typeof data['outcome'] === 'string' ? data['outcome'] : null;
  const node = event.node === undefined ? undefined : plan.flow.nodes[event.node];
  if (outcome === null || (node?.kind !== 'task' && node?.kind !== 'ask'))
    return event.type === 'graded' && typeof data['to'] === 'string' ? { grade: data['to'] } : {};
  const marks = node.outcomes.find(({ id }) => id === outcome)?.marks ?? [];
  return {
    ...(teaching.has(event.type) ? taught(event.type, data) : {}),
    lastOutcome: outcome,
    ...Object.fromEntries(marks.flatMap((mark) => (mark.do === 'set' ? [[mark.fact, mark.value] as const] : []))),
  };
}

function taught(type: string, data: Record<string, Json>): Facts {
  const entered = Object.fromEntries(Object.entries(data).filter(([name]) => !notFacts.has(name)));
  return {
    ...contextOf(data['facts']),
    ...entered,
    ...(type === 'reviewed' ? { gradeConfirmed: true } : {}),
    ...(type === 'dispatched' ? { routedBy: 'dispatcher' } : {}),
  };
}

const contextOf = (value: Json | undefined): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const known = (outputs: Facts): Facts => Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
