import type { Clock } from '../deadline';
import type { Plan } from '../flow/plan';
import type { CommandName } from './command';
import { promiseId, unitClock } from './clocks';
import { appealClock } from './commands-of-cards';
import { nextWake } from './expiries';
import { followUpAnswerId } from './follow-up';
import { isLedgerNode } from './ledger';
import { exclusionDeciders, exclusionsAsked } from './exclusions';
import { exposureAsked, exposureDeciders } from './exposure';
import { awaitedAt, wordKeepers } from './outside-word';
import { orderView, orderWaiting } from './orders-view';
import { isOpen } from './share-states';
import { standsOf } from './stands';
import type { Assignment, Card, IssueState, Token } from './state';
import type { AssignmentView, IssueView, Waiting } from './view';
import type { Grade, Lane } from './words';

/** The view that lists and inboxes read, derived from the state alone. */
export function viewOf(plan: Plan, state: IssueState): IssueView {
  const clocks = new Map(state.clocks.map((c) => [c.id, c]));
  const promise = clocks.get(promiseId);
  const open = state.intakes[0];
  return {
    no: state.no,
    release: state.release,
    seq: state.seq,
    hash: state.hash,
    stage: state.stage,
    final: state.final,
    at: state.at,
    openedAt: open?.receivedAt ?? state.at,
    acceptedAt: state.acceptedAt,
    closedAt: state.closedAt,
    result: state.result,
    answer: state.answer,
    satisfaction: state.satisfaction,
    grade: word(state, 'grade') as Grade | null,
    category: word(state, 'category'),
    district: word(state, 'district'),
    street: word(state, 'street'),
    source: open?.source ?? '',
    lanes: [...new Set([...state.assignments.map((a) => a.lane), ...state.orders.map((o) => o.kind)])] satisfies Lane[],
    units: [...new Set([...state.assignments.map((a) => a.unit), ...holders(state), ...calledUnits(state)])],
    offeredTo: [...new Set(state.orders.flatMap((o) => o.teams))],
    intakes: state.intakes.map((i) => i.no),
    mergedInto: state.mergedInto,
    relapseOf: state.relapseOf,
    promiseDue: promise?.dueAt ?? null,
    promisePaused: promise?.status === 'paused',
    provisional: promise?.provisional ?? null,
    wakeAt: nextWake(state)?.plannedAt ?? null,
    waiting: waitingOf(plan, state, clocks),
    stands: standsOf(state),
    assignments: state.assignments.map((a) => shareView(a, clocks)),
    orders: state.orders.map((o) => orderView(o, state.clocks)),
    yellow: cards(state, 'yellow'),
    red: cards(state, 'red'),
    cards: state.cards.map(({ id, colour, unit, countedFor, issuedAt, state: now }) => ({
      ...{ id, colour, unit, table: countedFor ?? unit, issuedAt, state: now },
    })),
    ledger: ledgerView(state),
    escalation: escalationOf(state),
    incidents: state.incidents.filter((i) => i.resolvedAt === null).map(({ id, code, at }) => ({ id, code, at })),
    cycle: state.cycle,
  };
}

/** Whoever gave an order back knows no more of the issue. */
const holders = (state: IssueState): string[] => state.orders.flatMap((o) => (o.holder === null ? [] : [o.holder]));

/** Who is called must find the issue to report in to, whether or not it is given work (DOMAIN 2.4). */
const calledUnits = (state: IssueState): string[] => state.whistles.flatMap((w) => w.called.map(({ unit }) => unit));

const word = (state: IssueState, name: string): string | null => {
  const value = state.facts[name];
  return typeof value === 'string' ? value : null;
};

const cards = (state: IssueState, colour: string): number =>
  state.cards.filter((c) => c.colour === colour && c.state !== 'REVOKED').length;

const ledgerView = ({ ledger, at }: IssueState): IssueView['ledger'] =>
  ledger?.state === 'OPEN'
    ? {
        since: ledger.since ?? at,
        misses: ledger.misses,
        milestonesMissed: ledger.milestones.filter((one) => one.missed && one.reachedAt === null).length,
      }
    : null;

function escalationOf(state: IssueState): IssueView['escalation'] {
  if (state.whistles.some((w) => w.state !== 'ENDED')) return 'whistle';
  if (cards(state, 'red') > 0) return 'red';
  if (cards(state, 'yellow') > 0) return 'yellow';
  return state.clocks.some((c) => c.rungs.some((r) => r.key === 'remind' && r.status === 'fired')) ? 'reminded' : 'none';
}

function shareView(share: Assignment, clocks: Map<string, Clock>): AssignmentView {
  const due = (kind: string): string | null => clocks.get(unitClock(share.id, kind))?.dueAt ?? null;
  const reply = clocks.get(unitClock(share.id, 'reply'));
  const { id, unit, lane, role, required, state, cycle, dispatchedAt, designated, replyPending } = share;
  return {
    id,
    unit,
    lane,
    role,
    required,
    state,
    cycle,
    dispatchedAt,
    designated,
    replyPending,
    under: share.parentAssignment,
    signDue: due('sign'),
    contactDue: due('contact'),
    replyDue: due('reply'),
    replyPaused: reply?.status === 'paused',
    provisional: reply?.provisional ?? null,
  };
}

function waitingOf(plan: Plan, state: IssueState, clocks: Map<string, Clock>): Waiting[] {
  return [
    ...state.tokens.flatMap((token) => personsStep(plan, state, token, clocks)),
    ...state.assignments.filter(isOpen).map((share) => shareWaiting(state, share, clocks)),
    ...state.tokens.flatMap((token) => onLedger(plan, state, token, clocks)),
    ...exposureWaiting(state),
    ...askedAgain(state, clocks),
    ...exclusionsAsked(state).map(({ at }) => exclusionWaiting(state, at)),
    ...state.tokens.flatMap((token) => wordFromOutside(plan, state, token, clocks)),
    ...state.cards.filter((card) => card.state === 'APPEALED').map((card) => appealed(state, card, clocks)),
    ...state.orders.flatMap((order) => orderWaiting(state, order)),
    ...state.assignments.filter((a) => a.state === 'RETURN_REQUESTED').map((a) => deciding(state, a, 'return', clocks)),
    ...state.assignments
      .filter((a) => a.extension?.decision === null && isOpen(a))
      .map((a) => deciding(state, a, 'extension', clocks)),
    ...state.whistles
      .filter((w) => w.state !== 'ENDED')
      .flatMap((w) => w.called.filter((c) => c.reportedAt === null).map((c) => called(state, w.id, w.blownAt, c.unit, clocks))),
    ...state.whistles.filter((w) => w.state !== 'ENDED' && w.token !== undefined).map((w) => ending(state, w.id, w.blownAt)),
    ...state.incidents.filter((i) => i.resolvedAt === null).map((i) => mending(state, i.id, i.at)),
  ];
}

const district = (state: IssueState): string | null => word(state, 'district');

function personsStep(plan: Plan, state: IssueState, token: Token, clocks: Map<string, Clock>): Waiting[] {
  const node = plan.flow.nodes[token.node];
  if (node?.kind !== 'task' && node?.kind !== 'ask') return [];
  const stage = clocks.get(`${token.id}.stage.${token.visit}`) ?? clocks.get(`${token.id}.window.${token.visit}`);
  const commands = [...new Set(node.outcomes.map((o) => o.command as CommandName))];
  return [
    {
      kind: node.kind,
      node: node.id,
      assignment: null,
      roles: node.roles,
      unit: null,
      district: district(state),
      since: token.since,
      dueAt: stage?.dueAt ?? null,
      commands,
    },
  ];
}

/** C22: supervision is awaited for the next review; the unit may report before it. */
function onLedger(plan: Plan, state: IssueState, token: Token, clocks: Map<string, Clock>): Waiting[] {
  if (!isLedgerNode(plan.flow.nodes[token.node])) return [];
  return [
    {
      kind: 'ledger',
      node: token.node,
      assignment: null,
      roles: ['districtSupervision', 'citySupervision'],
      unit: null,
      district: district(state),
      since: token.since,
      dueAt: clocks.get(`${token.id}.ledgerReview.${token.visit}`)?.dueAt ?? null,
      commands: ['reviewLedger'],
    },
  ];
}

/** DOMAIN 4 #26: supervision is awaited to say whether the matter may be exposed. */
function exposureWaiting(state: IssueState): Waiting[] {
  const asked = exposureAsked(state);
  if (!asked) return [];
  const node = state.tokens.find(({ id }) => id === asked.token)?.node ?? 'exposure';
  return [
    {
      ...{ kind: 'exposure', node, assignment: null, roles: [...exposureDeciders], unit: null, district: district(state) },
      ...{ since: asked.askedAt, dueAt: null, commands: ['decideExposure'] },
    },
  ];
}

/** DOMAIN 4 #15: supervision is awaited to say whether the case is left out of a figure. */
function exclusionWaiting(state: IssueState, since: string): Waiting {
  return {
    ...{ kind: 'exclusion', node: 'exclusion', assignment: null, roles: [...exclusionDeciders], unit: null },
    ...{ district: district(state), since, dueAt: null, commands: ['decideExclusion'] },
  };
}

/** DOMAIN 4 #33: the callback desk calls about what closed some time ago, beside the question to its reporters. */
function askedAgain(state: IssueState, clocks: Map<string, Clock>): Waiting[] {
  if (state.followUp?.state !== 'ASKED') return [];
  return [
    {
      ...{ kind: 'followUp', node: 'followUp', assignment: null, roles: ['callbackAgent'], unit: null },
      ...{ district: district(state), since: state.followUp.askedAt ?? state.at },
      ...{ dueAt: clocks.get(followUpAnswerId)?.dueAt ?? null, commands: ['callBack'] },
    },
  ];
}

/** Another system's word is awaited; the desk may give it for that system. */
function wordFromOutside(plan: Plan, state: IssueState, token: Token, clocks: Map<string, Clock>): Waiting[] {
  if (!awaitedAt(plan.flow.nodes[token.node])) return [];
  return [
    {
      ...{ kind: 'message', node: token.node, assignment: null, roles: [...wordKeepers], unit: null, district: district(state) },
      ...{
        since: token.since,
        dueAt: clocks.get(`${token.id}.window.${token.visit}`)?.dueAt ?? null,
        commands: ['receiveMessage'],
      },
    },
  ];
}

/** An appeal waits for supervision, also when the case is closed. */
function appealed(state: IssueState, card: Card, clocks: Map<string, Clock>): Waiting {
  return {
    kind: 'appeal',
    node: card.id,
    assignment: card.assignment,
    roles: ['districtSupervision', 'citySupervision'],
    unit: null,
    district: district(state),
    since: card.appeal?.at ?? card.issuedAt,
    dueAt: clocks.get(appealClock(card.id))?.dueAt ?? null,
    commands: ['decideAppeal'],
  };
}

const unitCommands: readonly CommandName[] = [
  'sign',
  'contact',
  'requestReturn',
  'requestExtension',
  'reply',
  'openLedger',
  'dispatch',
];
/** What a unit may do with a share that is on the ledger. */
const onLedgerCommands: readonly CommandName[] = ['sign', 'contact', 'reviewLedger'];

function shareWaiting(state: IssueState, share: Assignment, clocks: Map<string, Clock>): Waiting {
  const held = state.ledger?.state === 'OPEN' && state.ledger.node === share.node;
  const next = share.signedAt === null ? 'sign' : share.contactedAt === null ? 'contact' : 'reply';
  const dueAt = clocks.get(unitClock(share.id, next))?.dueAt ?? clocks.get(unitClock(share.id, 'reply'))?.dueAt ?? null;
  return {
    kind: 'assignment',
    node: share.node,
    assignment: share.id,
    roles: ['unitLiaison', 'unitHead', 'handler'],
    unit: share.unit,
    district: district(state),
    since: share.dispatchedAt,
    dueAt,
    commands: [...(held ? onLedgerCommands : unitCommands)],
  };
}

function deciding(state: IssueState, share: Assignment, kind: 'return' | 'extension', clocks: Map<string, Clock>): Waiting {
  const asked = kind === 'return' ? share.return?.at : share.extension?.at;
  const dueAt = clocks.get(unitClock(share.id, kind === 'return' ? 'adjudicate' : 'extension'))?.dueAt ?? null;
  const roles: Waiting['roles'] = kind === 'return' ? ['dispatcher'] : ['districtSupervision', 'citySupervision'];
  return {
    kind,
    node: share.node,
    assignment: share.id,
    roles,
    unit: null,
    district: district(state),
    since: asked ?? share.dispatchedAt,
    dueAt,
    commands: [kind === 'return' ? 'decideReturn' : 'decideExtension'],
  };
}

function called(state: IssueState, whistle: string, since: string, unit: string, clocks: Map<string, Clock>): Waiting {
  return {
    kind: 'whistle',
    node: whistle,
    assignment: null,
    roles: ['unitLiaison', 'unitHead'],
    unit,
    district: district(state),
    since,
    dueAt: clocks.get(`${whistle}.reportIn.${unit}`)?.dueAt ?? null,
    commands: ['reportIn'],
  };
}

/** Only the chief ends a whistle that the drawing waits for (DOMAIN 2.4). */
function ending(state: IssueState, whistle: string, since: string): Waiting {
  return {
    ...{ kind: 'whistle', node: whistle, assignment: null, roles: ['chief'], unit: null, district: district(state) },
    ...{ since, dueAt: null, commands: ['endWhistle'] },
  };
}

function mending(state: IssueState, incident: string, since: string): Waiting {
  return {
    kind: 'incident',
    node: incident,
    assignment: null,
    roles: ['districtSupervision', 'citySupervision', 'operator', 'shiftLeader'],
    unit: null,
    district: district(state),
    since,
    dueAt: null,
    commands: ['retryIncident', 'repairIncident', 'skipIncident'],
  };
}
