import type { Mark } from '../flow/document';
import { canonicalJson } from '../canonical';
import { clockOf, promiseId, startPromise, stopPromise } from './clocks';
import { pauseOne, resumeOne } from './pauses';
import { tellPieces } from './closing';
import { promiseSpec } from './limits';
import { regrade } from './reckon';
import { acceptReplies, beginCycle, returnReplies } from './shares';
import { type EventParts, emit, gradeOf, setFacts, textFact, type Step } from './step';

/** What taking an outcome does beyond moving the token, as the drawing says. */
const acts: { [K in Mark['do']]: (step: Step, mark: Extract<Mark, { do: K }>, told: EventParts) => void } = {
  startPromise: (step, _mark, { by }) => {
    confirmPromise(step);
    emit(step, 'graded', { ...(by === undefined ? {} : { by }), data: { grade: gradeOf(step), confirmed: true } });
  },
  stopPromise: (step) => stopPromise(step),
  pausePromise: (step) => void pauseOne(step, promiseId, 'drawn'),
  resumePromise: (step) => void resumeOne(step, promiseId),
  acceptReplies: (step, _mark, told) => {
    acceptReplies(step, told);
    tellPieces(step, 'replyApproved');
  },
  returnReplies: (step, _mark, told) => returnReplies(step, told),
  startCycle: (step) => {
    step.s.reworks += 1;
    beginCycle(step, textFact(step.s, 'unsolvedAt') ?? step.at, reworkUnits(step));
  },
  set: (step, mark) => setFacts(step, { [mark.fact]: mark.value }),
  result: (step, mark) => {
    step.s.result = mark.code;
  },
};

/** C10; reviewed again (C25, C30), the promise keeps its start and follows the grade that is now confirmed. */
function confirmPromise(step: Step): void {
  const known = clockOf(step, promiseId);
  const spec = promiseSpec(step.desk.plan.policy, gradeOf(step));
  if (!known) startPromise(step);
  else if (spec && canonicalJson(spec.length) !== canonicalJson(known.length)) regrade(step, promiseId, gradeOf(step), 'promise');
}

/** `told` is what the outcome's own event says; a mark that tells of single shares says it of each. */
export function applyMarks(step: Step, marks: readonly Mark[], told: EventParts): void {
  for (const mark of marks) (acts[mark.do] as (step: Step, mark: Mark, told: EventParts) => void)(step, mark, told);
}

const reworkUnits = (step: Step): string[] => {
  const named = step.s.facts['startReworkUnits'];
  return Array.isArray(named) ? named.filter((u): u is string => typeof u === 'string') : [];
};
