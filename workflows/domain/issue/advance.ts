import { takeAnswer } from './answers';
import type { CommandName } from './command';
import { appealCard, decideAppeal } from './commands-of-cards';
import { heldByLedger, openLedger, reviewLedger } from './commands-of-ledger';
import { decideExposure, receiveMessage, requestExposure } from './commands-of-outside';
import { absorb, giveInfo, pieceDone, reopen, withdraw } from './commands-of-residents';
import {
  applyCalendar,
  askByUnit,
  forceClose,
  pause,
  raiseGrade,
  reassign,
  remind,
  repairIncident,
  resume,
  retryIncident,
  skipIncident,
} from './commands-of-supervision';
import {
  contact,
  decideExtension,
  decideReturn,
  overrideJoint,
  reply,
  requestExtension,
  requestReturn,
  sign,
} from './commands-of-units';
import { trackCustody } from './custody';
import type { Effect } from './effect';
import { decideExclusion, requestExclusion } from './exclusions';
import { workOff } from './expiries';
import { answerAgain, isAskedAgain } from './follow-up';
import type { CommandInput, Input } from './input';
import { openingState } from './opening';
import { migrate } from './migration/migrate';
import { offer } from './orders-beside';
import { ratesOrder, rateOrder } from './orders-closing';
import { agree, dispute, quote } from './orders-merchant';
import { assignOrder, awaitsCentre, claim, completeOrder, contactOrder, release, servesOnly, start } from './orders-volunteer';
import { asksOpen, signSecond, takeOutcome, takeTry } from './outcomes';
import { decideRelapse } from './relapse-decision';
import { sendBack } from './send-back';
import { isOpen } from './share-states';
import { beginStep, emit, refuse, systemActor, type Desk, type Refusal, type Step } from './step';
import type { IssueState } from './state';
import { passesOn, subDispatch } from './sub-dispatch';
import { giveBack, unmerge } from './un-merge';
import { startToken } from './walk';
import { blowWhistle, endWhistle, reportIn } from './whistles';

export type Advance = { ok: true; state: IssueState; effects: Effect[] } | { ok: false; refusal: Refusal };

/**
 * The heart of the desk (DESIGN 2): one thing that happened, applied to one issue. Pure: the same plan, calendars, state and
 * input give the same answer in the workflow, the designer, the rehearsal and the tests. Expected refusals are values; the state
 * given is never changed.
 */
export function advance(desk: Desk, state: IssueState | null, input: Input): Advance {
  if (input.kind === 'open') return open(desk, input);
  if (state === null) throw new Error('an issue begins with `open`');
  const step = beginStep(desk, state, stampOf(input), input.kind === 'command' ? input.command.actor : systemActor);
  const refusal = apply(step, state, input);
  if (refusal) return { ok: false, refusal };
  trackCustody(step, step.at);
  return { ok: true, state: step.s, effects: step.effects };
}

const stampOf = (input: Exclude<Input, { kind: 'open' }>): string =>
  input.kind === 'command' ? input.command.at : input.kind === 'tick' ? tickStamp(input) : input.at;

/** What happens late, before a command that was received in time, may not push that command past its due (R10). */
const tickStamp = ({ now, before }: Extract<Input, { kind: 'tick' }>): string => (before && before < now ? before : now);

function open(desk: Desk, input: Extract<Input, { kind: 'open' }>): Advance {
  const state = openingState(input);
  const step = beginStep(desk, state, input.at, systemActor);
  emit(step, 'received', { data: { source: input.intake.source, category: input.intake.category, intake: input.intake.no } });
  startToken(step, desk.plan.flow.start);
  trackCustody(step, step.at);
  return { ok: true, state: step.s, effects: step.effects };
}

function apply(step: Step, before: IssueState, input: Exclude<Input, { kind: 'open' }>): Refusal | null {
  switch (input.kind) {
    case 'tick':
      workOff(step, input.now, input.before ?? null);
      return null;
    case 'answered': {
      const ask = before.asks.find((a) => a.id === input.ask);
      return ask ? takeAnswer(step, ask, input.answer) : null;
    }
    case 'command':
      return before.final && input.command.name !== 'reopen'
        ? refuse('NOT_ALLOWED_IN_STATE', `the issue is ${before.stage}`)
        : (heldByLedger(step, input.command) ?? handlers[input.command.name](step, input.command));
  }
}

type Handler = (step: Step, command: CommandInput) => Refusal | null;

/** A try that reached nobody is not an answer: it is counted where a question to the resident is open. */
const callBack: Handler = (step, command) => {
  if (isAskedAgain(step)) return answerAgain(step, command);
  return command.data['answer'] === 'none' ? takeTry(step, command) : takeOutcome(step, command);
};

const rate: Handler = (step, command) => {
  if (ratesOrder(step, command)) return rateOrder(step, command);
  return isAskedAgain(step) ? answerAgain(step, command) : takeOutcome(step, command);
};

const contactOrTry: Handler = (step, command) => {
  if (command.actor.unit === null && asksOpen(step).length > 0) return takeTry(step, command);
  return (servesOnly(command) ? contactOrder : contact)(step, command);
};

/** A unit passes its share on (T06), the centre gives away an order that nobody claimed; else it is a person's step. */
const dispatch: Handler = (step, command) => {
  const isOrders = awaitsCentre(step, command);
  const hasShare = step.s.assignments.some((share) => share.unit === command.actor.unit && isOpen(share));
  if (passesOn(command.actor) && (hasShare || !isOrders)) return subDispatch(step, command);
  return isOrders ? assignOrder(step, command) : takeOutcome(step, command);
};

const handlers: Record<CommandName, Handler> = {
  verify: takeOutcome,
  requestInfo: (step, command) => (command.actor.unit === null ? takeOutcome : askByUnit)(step, command),
  giveInfo,
  referOut: takeOutcome,
  review: takeOutcome,
  reject: takeOutcome,
  decideRelapse,
  merge: takeOutcome,
  sendBack,
  dispatch,
  choose: takeOutcome,
  sign2: signSecond,
  sign,
  contact: contactOrTry,
  requestReturn,
  decideReturn,
  requestExtension,
  decideExtension,
  reply,
  overrideJoint,
  reviewReply: takeOutcome,
  checkOnSite: takeOutcome,
  callBack,
  rate,
  startRework: takeOutcome,
  finalReply: takeOutcome,
  openLedger,
  reviewLedger,
  appealCard,
  decideAppeal,
  offer,
  claim,
  release,
  start,
  complete: completeOrder,
  quote,
  agree,
  dispute,
  withdraw,
  reopen,
  unmerge,
  remind,
  grade: raiseGrade,
  reassign,
  pause,
  resume,
  forceClose,
  blowWhistle,
  reportIn,
  endWhistle,
  applyCalendar,
  migrate,
  retryIncident,
  repairIncident,
  skipIncident,
  absorb,
  giveBack,
  pieceDone,
  requestExclusion,
  decideExclusion,
  receiveMessage,
  requestExposure,
  decideExposure,
};
