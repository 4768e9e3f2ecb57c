import type { Facts } from '../text';
import type { Answer } from './effect';
import { raiseIncident, resolveIncident } from './incidents';
import { teamsAnswered } from './orders';
import { assignAnswered } from './orders-volunteer';
import { complete } from './outcomes';
import { addUnits, dispatchAnswered, unitsIn } from './routing';
import { escalationAnswered } from './rungs';
import { startAcceptance } from './clocks';
import { alarmForGrade, emit, refuse, setFacts, textFact, type Refusal, type Step } from './step';
import { subDispatchAnswered } from './sub-dispatch';
import type { PendingAsk } from './state';
import { refusalCodes, type Grade } from './words';
import { givenBackTo } from './un-merge';
import { leave, nodeAt, takeCondition } from './walk';
import { whistleAnswered } from './whistles';

/** Answers to what the domain asked the outside. An answer that failed for good is an incident, never a lost issue. */

export function takeAnswer(step: Step, ask: PendingAsk, answer: Answer): Refusal | null {
  step.s.asks = step.s.asks.filter((a) => a.id !== ask.id);
  step.fired = ask.fired ?? null;
  if (!answer.ok) return failed(step, ask, answer);
  switch (answer.kind) {
    case 'decide':
      decided(step, ask, answer);
      return null;
    case 'conditions':
      takeCondition(step, ask.token ?? '', textOf(ask, 'node'), answer.edge);
      return null;
    case 'lookUp':
      return lookedUp(step, ask, answer);
    case 'absorb':
      return absorbed(step, ask, answer);
    case 'giveBack':
      givenBackTo(step, ask, answer);
      return null;
  }
}

/** The other side's refusal is the command's; anything else waits as an incident with the ask kept for a retry. */
function failed(step: Step, ask: PendingAsk, answer: Extract<Answer, { ok: false }>): Refusal | null {
  if (answer.refusal) return refuse(refusalCodes.find((code) => code === answer.code) ?? 'NOT_ALLOWED_IN_STATE', answer.message);
  step.s.asks = [...step.s.asks, ask];
  raiseIncident(step, { ask: ask.id, token: ask.token, code: answer.code, message: answer.message });
  return null;
}

function decided(step: Step, ask: PendingAsk, answer: Extract<Answer, { kind: 'decide'; ok: true }>): void {
  if (ask.purpose === 'routeJoined') return addUnits(step, unitsIn(answer.outputs), textOf(ask, 'from'));
  const token = step.s.tokens.find((t) => t.id === ask.token);
  if (!token) return;
  const node = nodeAt(step, token.node);
  if (node.kind !== 'decide') return;
  const before = gradeFact(step);
  setFacts(step, known(answer.outputs));
  emit(step, node.event, {
    node: node.id,
    data: { table: answer.table, matched: answer.matched, outputs: answer.outputs },
  });
  gradeSettled(step, before);
  leave(step, token.id, answer.matched.length === 0 ? 'noMatch' : 'decided');
}

/** C02: whoever sets the grade, a table or a hand that mends one: the hall is alarmed, and a petition's acceptance runs. */
function gradeSettled(step: Step, before: Grade | null): void {
  const grade = gradeFact(step);
  if (grade !== null && grade !== before) alarmForGrade(step, before, grade);
  startAcceptance(step);
}

const gradeFact = (step: Step): Grade | null => textFact(step.s, 'grade') as Grade | null;

const textOf = (ask: PendingAsk, name: string): string => {
  const value = ask.data[name];
  return typeof value === 'string' ? value : '';
};

const known = (outputs: Facts): Facts => Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));

function lookedUp(step: Step, ask: PendingAsk, answer: Extract<Answer, { kind: 'lookUp'; ok: true }>): Refusal | null {
  const { slice } = answer;
  switch (ask.purpose) {
    case 'escalate':
      escalationAnswered(step, ask, slice);
      return null;
    case 'whistle':
      return whistleAnswered(step, ask, slice);
    case 'subDispatch':
      return subDispatchAnswered(step, ask, slice);
    case 'offer':
      teamsAnswered(step, ask, slice);
      return null;
    case 'assignOrder':
      return assignAnswered(step, ask, slice);
    default:
      dispatchAnswered(step, ask, slice);
      return null;
  }
}

/** C09: the other issue has taken this one's reporters; now this one is a merged clue (线索). */
function absorbed(step: Step, ask: PendingAsk, answer: Extract<Answer, { kind: 'absorb'; ok: true }>): Refusal | null {
  const token = step.s.tokens.find((t) => t.id === ask.token);
  if (!token) return null;
  const node = nodeAt(step, token.node);
  if (node.kind !== 'task') return null;
  const outcome = node.outcomes.find((o) => o.id === ask.data['outcome']);
  if (!outcome) return null;
  step.s.mergedInto = textOf(ask, 'target');
  step.s.intakes = step.s.intakes.map((i) => ({ ...i, acceptedAt: i.acceptedAt ?? step.at, promiseDue: answer.promiseDue }));
  const actor = { ...step.actor, id: textOf(ask, 'by') };
  complete(
    step,
    { token, node, outcome },
    { id: ask.id, name: 'merge', at: step.at, actor, data: { target: step.s.mergedInto } },
  );
  return null;
}

/** What a supervisor does with an incident: ask again, put the answer in by hand, or go on without it. */
export function settleIncident(step: Step, id: string, how: 'retried' | 'repaired' | 'skipped', facts: Facts): Refusal | null {
  const incident = step.s.incidents.find((i) => i.id === id && i.resolvedAt === null);
  if (!incident) return refuse('NOT_FOUND', `no open incident ${id}`);
  const ask = step.s.asks.find((a) => a.id === incident.ask);
  if (!ask) return settleStranded(step, incident.id, incident.token, how, facts);
  step.s.asks = step.s.asks.filter((a) => a.id !== ask.id);
  resolveIncident(step, id, how);
  if (how === 'retried') return askAgain(step, ask);
  const before = gradeFact(step);
  setFacts(step, facts);
  gradeSettled(step, before);
  if (ask.token !== null) leave(step, ask.token, how === 'repaired' ? 'decided' : 'noMatch');
  return null;
}

function settleStranded(
  step: Step,
  id: string,
  tokenId: string | null,
  how: 'retried' | 'repaired' | 'skipped',
  facts: Facts,
): Refusal | null {
  if (how === 'skipped' || tokenId === null) return refuse('NOT_ALLOWED_IN_STATE', 'nothing can be skipped here: repair it');
  const before = gradeFact(step);
  setFacts(step, facts);
  gradeSettled(step, before);
  resolveIncident(step, id, how);
  const token = step.s.tokens.find((t) => t.id === tokenId);
  const last = token?.trail.at(-1);
  if (token && last) leave(step, token.id, last.outcome);
  return null;
}

function askAgain(step: Step, ask: PendingAsk): null {
  const question = 'facts' in ask.question ? { ...ask.question, facts: step.s.facts } : ask.question;
  step.s.asks = [...step.s.asks, { ...ask, question, since: step.at }];
  step.effects.push({ kind: 'ask', ask: question });
  return null;
}
