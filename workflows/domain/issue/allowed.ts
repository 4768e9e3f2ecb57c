import { commandNames, type CommandName } from './command';
import { isAppealable } from './commands-of-cards';
import { isHeldFor, ledgerPlace } from './commands-of-ledger';
import { unitRoles } from './commands-of-units';
import { isExcludable, mayAskExclusion, mayDecideExclusion } from './exclusions';
import { exposureAsked, exposureDeciders, isExposable, mayAskExposure } from './exposure';
import { isAskedAgain, mayAnswerAgain } from './follow-up';
import type { Actor } from './input';
import { isOnLedger, planUnit } from './ledger';
import type { Order } from './order';
import { isInHand, isRateable } from './order';
import { orderRoles } from './orders';
import { offerNode, offerers } from './orders-beside';
import { asksOpen, mayAct, nodesFor } from './outcomes';
import { mayTell, wordsAwaited } from './outside-word';
import { decidesRelapseIn } from './relapse-decision';
import { decidesBounce } from './send-back';
import { isOpen, openStates, workingStates } from './share-states';
import { passesOn } from './sub-dispatch';
import { beginStep, type Desk, reporterOf, type Step } from './step';
import type { Assignment, IssueState } from './state';
import type { AssignmentState, Role } from './words';

/** Which commands an actor may try on an issue as it stands; the command itself is still judged with its fields. */
export function allowedCommands(desk: Desk, state: IssueState, actor: Actor): CommandName[] {
  const step = beginStep(desk, state, state.at, actor);
  if (state.final) return [];
  return commandNames.filter((name) => (offers[name] ?? atPersonsStep(name))(step, actor) && !isHeldFor(step, name, actor.unit));
}

type Offer = (step: Step, actor: Actor) => boolean;

const has = (actor: Actor, ...roles: Role[]): boolean => actor.roles.some((r) => roles.includes(r));
const isOngoing = (step: Step): boolean => step.s.closedAt === null;

const atPersonsStep =
  (name: CommandName): Offer =>
  (step, actor) =>
    nodesFor(step, name).some(({ node }) => mayAct(step, node, actor) === null);

const own =
  (roles: Role[], states: readonly AssignmentState[], more: (share: Assignment) => boolean = () => true): Offer =>
  (step, actor) =>
    has(actor, ...roles) && step.s.assignments.some((a) => a.unit === actor.unit && states.includes(a.state) && more(a));

const supervising =
  (...more: Role[]): Offer =>
  (step, actor) =>
    isOngoing(step) && has(actor, 'districtSupervision', 'citySupervision', 'chief', ...more);

const mending: Offer = (step, actor) =>
  has(actor, 'districtSupervision', 'citySupervision', 'chief', 'operator', 'shiftLeader') &&
  step.s.incidents.some((i) => i.resolvedAt === null);

const mayAskResident = own(unitRoles, workingStates);
const mayPassOn = own(['unitLiaison', 'unitHead'], workingStates, (a) => a.parentAssignment === null);
const mayPropose: Offer = (step, actor) =>
  own(unitRoles, openStates, (a) => a.parentAssignment === null && a.required)(step, actor);
const openShare: Offer = (step) => step.s.assignments.some(isOpen);
const both =
  (a: Offer, b: Offer): Offer =>
  (step, actor) =>
    a(step, actor) && b(step, actor);
const calledUp: Offer = (step, actor) =>
  step.s.whistles.some((w) => w.state !== 'ENDED' && w.called.some((c) => c.unit === actor.unit && c.reportedAt === null));
const never: Offer = () => false;
const answersAgain: Offer = (step, actor) => isAskedAgain(step) && mayAnswerAgain(step, actor) === null;

/** An order in one of these states that the actor's unit may take, or holds. */
const order =
  (kind: Order['kind'] | null, fits: (order: Order) => boolean, whose: 'offered' | 'held'): Offer =>
  (step, actor) =>
    step.s.orders.some(
      (o) =>
        (kind === null || o.kind === kind) &&
        fits(o) &&
        has(actor, ...orderRoles[o.kind]) &&
        (whose === 'held' ? o.holder === actor.unit && actor.unit !== null : o.teams.includes(actor.unit ?? '')),
    );
const notBegun = (o: Order): boolean => isInHand(o) && o.state !== 'IN_SERVICE';
const disputable = (o: Order): boolean => o.kind === 'merchant' && (isInHand(o) || isRateable(o));

const ofOrders: { [N in CommandName]?: Offer } = {
  claim: order('volunteer', (o) => o.state === 'POSTED' && !o.assigning, 'offered'),
  release: order('volunteer', notBegun, 'held'),
  start: order(null, notBegun, 'held'),
  complete: order(null, (o) => o.state === 'IN_SERVICE', 'held'),
  quote: order('merchant', (o) => o.state === 'OFFERED' || o.state === 'QUOTED', 'offered'),
  agree: (step, actor) => has(actor, 'citizen', 'clerk') && step.s.orders.some((o) => o.state === 'QUOTED'),
  dispute: (step, actor) =>
    (has(actor, 'citizen', 'clerk') && step.s.orders.some(disputable)) || order('merchant', disputable, 'held')(step, actor),
  rate: (step, actor) =>
    atPersonsStep('rate')(step, actor) ||
    (has(actor, 'citizen') && answersAgain(step, actor)) ||
    (has(actor, 'citizen', 'callbackAgent') && step.s.orders.some(isRateable)),
  dispatch: (step, actor) =>
    atPersonsStep('dispatch')(step, actor) ||
    (has(actor, 'dispatcher', 'shiftLeader', 'districtSupervision', 'citySupervision') && step.s.orders.some((o) => o.assigning)),
  offer: (step, actor) =>
    atPersonsStep('offer')(step, actor) ||
    (isOngoing(step) &&
      step.s.acceptedAt !== null &&
      has(actor, ...offerers) &&
      (offerNode(step, 'volunteer') ?? offerNode(step, 'merchant')) !== undefined),
};

const offers: { [N in CommandName]?: Offer } = {
  ...ofOrders,
  giveInfo: (step, actor) =>
    has(actor, 'citizen', 'clerk', 'verifier') &&
    (asksOpen(step).some((p) => p.node.question === 'info') ||
      step.s.questions.some((q) => q.kind === 'unit' && q.answeredAt === null)),
  decideRelapse: (step, actor) => decidesRelapseIn.has(step.s.stage) && has(actor, 'verifier', 'firstReviewer'),
  sendBack: (step, actor) =>
    step.s.tokens.some((t) => (canSendBack(step, t.node, actor) && t.trail.length > 0) || decidesBounce(step, t, actor)),
  requestInfo: (step, actor) =>
    mayAskResident(step, actor) || nodesFor(step, 'requestInfo').some(({ node }) => mayAct(step, node, actor) === null),
  sign2: (step, actor) => step.s.tokens.some((t) => signatureWanted(step, t.node, actor)),
  sign: own(unitRoles, ['DISPATCHED']),
  contact: (step, actor) =>
    own(unitRoles, workingStates)(step, actor) ||
    order(null, (o) => isInHand(o) && o.contactedAt === null, 'held')(step, actor) ||
    asksOpen(step).some((p) => p.node.question === 'info' && mayAct(step, p.node, actor) === null && !has(actor, 'citizen')),
  callBack: (step, actor) =>
    (has(actor, 'callbackAgent') && answersAgain(step, actor)) ||
    asksOpen(step).some((p) => p.node.question === 'rating' && mayAct(step, p.node, actor) === null && !has(actor, 'citizen')),
  dispatch: (step, actor) => (passesOn(actor) ? mayPassOn : atPersonsStep('dispatch'))(step, actor),
  requestReturn: own(['unitLiaison', 'unitHead'], ['DISPATCHED', 'SIGNED'], (a) => !a.designated && a.parentAssignment === null),
  decideReturn: (step, actor) =>
    has(actor, 'dispatcher', 'districtSupervision', 'citySupervision') &&
    step.s.assignments.some((a) => a.state === 'RETURN_REQUESTED'),
  requestExtension: own(
    ['unitLiaison', 'unitHead'],
    workingStates,
    (a) => a.parentAssignment === null && (a.extension === null || a.extension.decision !== null),
  ),
  decideExtension: (step, actor) =>
    has(actor, 'districtSupervision', 'citySupervision', 'dispatcher') &&
    step.s.assignments.some((a) => isOpen(a) && a.extension?.decision === null),
  reply: own(['unitHead'], workingStates),
  overrideJoint: own(['unitHead'], ['REPLIED', 'IN_PROGRESS', 'CONTACTED', 'SIGNED'], (a) => a.role === 'lead' && a.replyPending),
  withdraw: (step, actor) => isOngoing(step) && has(actor, 'citizen', 'clerk') && !reporterOf(step, actor)?.withdrawnAt,
  reopen: (step, actor) =>
    (step.s.stage === 'CLOSED' &&
      !step.s.archiveDue &&
      has(actor, 'citizen', 'callbackAgent', 'districtSupervision', 'citySupervision')) ||
    (step.s.stage === 'REJECTED' && has(actor, 'districtSupervision', 'citySupervision')),
  openLedger: (step, actor) =>
    ledgerPlace(step) !== undefined
      ? has(actor, 'districtSupervision', 'citySupervision') || mayPropose(step, actor)
      : atPersonsStep('openLedger')(step, actor),
  reviewLedger: (step, actor) =>
    isOnLedger(step) &&
    (has(actor, 'districtSupervision', 'citySupervision') ||
      (has(actor, ...unitRoles) && planUnit(step, step.s.ledger?.node ?? '')?.unit === actor.unit)),
  unmerge: (step, actor) => step.s.stage === 'MERGED' && has(actor, 'districtSupervision', 'citySupervision'),
  appealCard: (step, actor) =>
    has(actor, 'unitHead', 'unitLiaison') && step.s.cards.some((card) => isAppealable(step, card, actor.unit)),
  decideAppeal: (step, actor) =>
    has(actor, 'districtSupervision', 'citySupervision') && step.s.cards.some((card) => card.state === 'APPEALED'),
  remind: both(supervising('dispatcher'), openShare),
  grade: supervising('firstReviewer'),
  reassign: both(supervising('dispatcher'), openShare),
  pause: both(supervising('dispatcher'), openShare),
  resume: both(supervising('dispatcher'), (step) => step.s.clocks.some((c) => c.status === 'paused')),
  forceClose: supervising(),
  blowWhistle: (step, actor) => isOngoing(step) && has(actor, 'chief', 'citySupervision'),
  reportIn: calledUp,
  endWhistle: (step, actor) => has(actor, 'chief') && step.s.whistles.some((w) => w.state !== 'ENDED'),
  retryIncident: mending,
  repairIncident: mending,
  skipIncident: mending,
  applyCalendar: never,
  // of many issues at once, with a mapping and a dry run: its own page offers it
  migrate: never,
  choose: (step, actor) => step.s.tokens.some((t) => canSendBack(step, t.node, actor) && hasChoice(step, t.node)),
  absorb: never,
  giveBack: never,
  pieceDone: never,
  requestExclusion: (step, actor) => isExcludable(step) && mayAskExclusion(step, actor),
  decideExclusion: mayDecideExclusion,
  requestExposure: (step, actor) => isExposable(step) && mayAskExposure(step, actor),
  decideExposure: (step, actor) => {
    const asked = exposureAsked(step.s);
    return asked !== null && asked.by !== actor.id && has(actor, ...exposureDeciders);
  },
  receiveMessage: (step, actor) => wordsAwaited(step).some(({ awaited }) => mayTell(awaited, actor)),
};

function canSendBack(step: Step, nodeId: string, actor: Actor): boolean {
  const node = step.desk.plan.flow.nodes[nodeId];
  return node?.kind === 'task' && mayAct(step, node, actor) === null;
}

function hasChoice(step: Step, nodeId: string): boolean {
  const node = step.desk.plan.flow.nodes[nodeId];
  return node?.kind === 'task' && node.outcomes.some((o) => o.command === 'choose');
}

function signatureWanted(step: Step, nodeId: string, actor: Actor): boolean {
  const node = step.desk.plan.flow.nodes[nodeId];
  return (
    (node?.kind === 'task' || node?.kind === 'ask') &&
    node.outcomes.some((o) => o.secondSignature?.roles.some((r) => actor.roles.includes(r)))
  );
}
