import {
  type Assignment,
  type Desk,
  type IssueState,
  type Order,
  appealableUntil,
  cardPointsAt,
  cardStateAt,
  custodyBetween,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import { type Signed, factsFor, mayRead, readsEverything } from './access';
import { allowedNow } from './commands';
import type { Deps } from './deps';
import type { Plans } from './plans';
import { type Reading, peopleNames, readingOf, reporterFor, rowOf, textOr, unitNames } from './reading';
import { masked } from './tracking';

type IssueDetail = ResultOf<Routes['readIssue']>;

/** The issue page of one reader: what they may see of it, and what they may do. */
export async function issuePage(deps: Deps, plans: Plans, no: string, who: Signed): Promise<IssueDetail> {
  const row = await rowOf(deps, no, who, 'offer');
  const reading = await readingOf(deps, plans, row);
  if (!mayRead(who, row.view)) return offeredPage(plans, reading, who);
  const { state } = reading;
  const names = await namesIn(deps, reading);
  const kept = await keptOf(deps, state);
  const at = await around(deps, plans, state);
  return {
    view: row.view,
    facts: factsFor(who, state.facts),
    intakes: state.intakes.map((intake) => intakeFor(who, state, intake, kept)),
    assignments: state.assignments.map((share) => ({
      ...shareDetail(share),
      unitName: names.units[share.unit] ?? both(share.unit),
    })),
    orders: state.orders.map((order) => orderDetail(order, readsEverything(who) ? undefined : who.branch)),
    questions: state.questions.map(questionOf),
    cards: state.cards.map((card) => cardOf(card, at)),
    ledger: ledgerOf(state),
    ...askedOfSupervision(state),
    followUp: followUpOf(state),
    custody: at.calendar ? custodyBetween(at.calendar, state, { from: row.view.openedAt, to: at.now, by: 'working' }) : [],
    whistles: state.whistles.map(whistleOf),
    theme: await themeOf(deps, row.view.intakes),
    pieces: state.followUps.map(({ id, at }) => ({ id, at })),
    allowed: await allowedNow(plans, state, row, who.actor),
    names,
  };
}

/** What those see to whom something is offered: what is asked, masked, and their own order; nobody's name, place or history. */
async function offeredPage(plans: Plans, { row, state }: Reading, who: Signed): Promise<IssueDetail> {
  const mine = state.orders.filter(({ teams }) => teams.some((unit) => who.branch.includes(unit)));
  const own = { ...row.view, orders: row.view.orders.filter(({ id }) => mine.some((order) => order.id === id)) };
  return {
    view: { ...own, assignments: [], waiting: [], incidents: [] },
    facts: {},
    intakes: state.intakes.map((intake) => ({
      ...{ no: intake.no, source: intake.source, externalId: '', receivedAt: intake.receivedAt, acceptedAt: intake.acceptedAt },
      ...{ category: intake.category, district: intake.district, street: intake.street, point: null, anonymous: true },
      ...{
        channel: 'page' as const,
        reporter: { name: null, phone: null },
        address: null,
        text: masked(intake.text),
        photos: [],
      },
      ...{ sealed: [], erasedAt: null },
    })),
    ...{ exposure: null, exclusions: [], followUp: null },
    ...{ assignments: [], questions: [], cards: [], ledger: null, custody: [], whistles: [], theme: null, pieces: [] },
    orders: mine.map((order) => orderDetail(order, who.branch)),
    allowed: await allowedNow(plans, state, row, who.actor),
    names: { units: {}, people: {}, nodes: {} },
  };
}

/** Quotes of others are nobody's business but the resident's and the desk's: `branch` leaves one's own. */
export function orderDetail(order: Order, branch?: readonly string[]): IssueDetail['orders'][number] {
  const { id, volunteers, hours, hoursAdded, consent, rating, releases } = order;
  const quotes = order.quotes.filter(({ unit }) => branch === undefined || branch.includes(unit));
  return {
    ...{ id, volunteers, hours, hoursAdded, rating, releases },
    consentAt: consent?.at ?? null,
    quotes: quotes.map(({ unit, at, amount, terms, serviceBy }) => ({ unit, at, amount, terms: textOr(terms), serviceBy })),
  };
}

const both = (text: string) => ({ zh: text, en: text });

/** The theme that one of its submissions belongs to. */
async function themeOf({ store }: Deps, intakes: readonly string[]): Promise<IssueDetail['theme']> {
  const found = await store.themes.ofIntakes(intakes);
  return found && { id: found.theme.id, category: found.theme.category, state: found.theme.state };
}

type Intake = IssueState['intakes'][number];
type Kept = { photos: Set<string>; erasedAt: Record<string, string> };

/** What is left of the intakes: photos that are still theirs, and which numbers were erased. */
async function keptOf({ store }: Deps, { no, intakes }: IssueState): Promise<Kept> {
  const numbers = [...new Set([no, ...intakes.map((intake) => intake.no)])];
  const owners = numbers.map((id) => ({ kind: 'number' as const, id }));
  const [photos, erasedAt] = await Promise.all([store.photos.ownedBy(owners), store.sealing.erasedAt(numbers)]);
  return { photos, erasedAt };
}

function intakeFor(who: Signed, state: IssueState, intake: Intake, kept: Kept): IssueDetail['intakes'][number] {
  const { no, source, externalId, receivedAt, acceptedAt, category, district, street, point, anonymous, channel } = intake;
  const reporter = reporterFor(who, state, intake);
  return {
    ...{ no, source, externalId, receivedAt, acceptedAt, category, district, street, anonymous, channel },
    point: kept.erasedAt[no] === undefined ? point : null,
    reporter,
    address: textOr(intake.address),
    text: textOr(intake.text),
    photos: intake.photos.filter(({ hash }) => kept.photos.has(hash)),
    sealed: (['name', 'phone'] as const).filter((field) => textOr(intake.reporter[field]) !== null && reporter[field] === null),
    erasedAt: kept.erasedAt[no] ?? null,
  };
}

function shareDetail({ id, return: back, extension, reply }: Assignment) {
  return {
    id,
    return: back && { ...back, reason: textOr(back.reason), basis: textOr(back.basis) },
    extension: extension && { ...extension, reason: textOr(extension.reason) },
    reply: reply && { at: reply.at, by: reply.by, form: formOf(reply.form) },
  };
}

const formOf = ({ did, when, evidence, contact, legalBasis, longTermMeasure }: NonNullable<Assignment['reply']>['form']) => ({
  did: textOr(did),
  when: textOr(when),
  evidence: textOr(evidence),
  contact: textOr(contact),
  legalBasis: textOr(legalBasis),
  longTermMeasure: textOr(longTermMeasure),
});

const questionOf = ({
  id,
  kind,
  node,
  assignment,
  askedAt,
  by,
  text,
  answer,
  answeredAt,
  tries,
}: IssueState['questions'][number]) => ({
  ...{ id, kind, node, assignment, askedAt, by, answeredAt },
  text: textOr(text),
  answer: textOr(answer),
  tries: tries.length,
});

type Card = IssueState['cards'][number];
type Around = { desk: Desk | null; calendar: ReturnType<Desk['calendar']>; now: string };

async function around(deps: Deps, plans: Plans, state: IssueState): Promise<Around> {
  const desk = await plans.deskFor(state);
  const id = desk?.plan.policy.calendar ?? '';
  return { desk, calendar: desk?.calendar(id, state.editions[id] ?? 0) ?? null, now: deps.clock.now() };
}

function cardOf(card: Card, { desk, calendar, now }: Around): IssueDetail['cards'][number] {
  const { id, colour, unit, assignment, cycle, issuedAt, plannedAt, reason, inReview, appeal, custody, countedFor } = card;
  const rule = desk?.plan.policy.cards;
  const known = rule && calendar ? { rule, calendar } : null;
  return {
    ...{ id, colour, unit, assignment, cycle, issuedAt, plannedAt, reason, inReview },
    state: known ? cardStateAt(known.calendar, known.rule, card, now) : card.state,
    points: known ? cardPointsAt(known.calendar, known.rule, card, now) : (card.points ?? 0),
    countedFor: countedFor ?? null,
    custody: custody ?? null,
    appealUntil: known && card.state === 'ISSUED' ? appealableUntil(known.calendar, known.rule, card) : null,
    appeal: appeal && { at: appeal.at, by: appeal.by, reason: textOr(appeal.reason), decision: appeal.decision ?? null },
  };
}

/** What supervision decides, or was asked to. */
function askedOfSupervision({ exposure, exclusions = [] }: IssueState): Pick<IssueDetail, 'exposure' | 'exclusions'> {
  return {
    exposure: exposure
      ? {
          ...{ askedAt: exposure.askedAt, by: exposure.by, reason: textOr(exposure.reason) },
          ...{ decision: exposure.decision, decidedAt: exposure.decidedAt, decidedBy: exposure.decidedBy },
        }
      : null,
    exclusions: exclusions.map(({ evidence, ...one }) => ({ ...one, evidence: textOr(evidence) })),
  };
}

const followUpOf = ({ followUp }: IssueState): IssueDetail['followUp'] =>
  followUp ? { state: followUp.state, askedAt: followUp.askedAt, answer: followUp.answer } : null;

function ledgerOf({ ledger }: IssueState): IssueDetail['ledger'] {
  if (!ledger) return null;
  const { state, milestones, since, misses, closedAt, how } = ledger;
  return {
    ...{ state, since, misses, closedAt, how },
    plan: textOr(ledger.plan),
    headSignature: textOr(ledger.headSignature),
    milestones: milestones.map((one) => ({ ...one, what: textOr(one.what) })),
    reportedAt: ledger.report?.at ?? null,
  };
}

const whistleOf = ({ id, kind, assignment, blownAt, called, state, endedAt }: IssueState['whistles'][number]) => ({
  ...{ id, kind, assignment, blownAt, state, endedAt },
  called: called.map(({ unit, reportedAt, missed }) => ({ unit, reportedAt, missed })),
});

async function namesIn(deps: Deps, { state, row, plan }: Reading): Promise<IssueDetail['names']> {
  const units = [
    ...state.assignments.map(({ unit }) => unit),
    ...state.orders.flatMap(({ teams, holder, quotes }) => [
      ...teams,
      ...(holder === null ? [] : [holder]),
      ...quotes.map((q) => q.unit),
    ]),
    ...state.whistles.flatMap(({ called }) => called.map(({ unit }) => unit)),
    ...state.cards.flatMap(({ unit, countedFor }) => [unit, ...(countedFor === undefined ? [] : [countedFor])]),
  ];
  const people = [
    ...Object.values(state.actedBy),
    ...state.assignments.flatMap((share) => [share.return?.by, share.extension?.by, share.reply?.by]),
    ...state.questions.map(({ by }) => by),
  ].filter((id) => id !== undefined);
  const nodes = [
    ...state.tokens.map(({ node }) => node),
    ...row.view.waiting.map(({ node }) => node),
    ...Object.keys(state.actedBy),
  ];
  return {
    units: await unitNames(deps, units),
    people: await peopleNames(deps, people),
    nodes: Object.fromEntries([...new Set(nodes)].map((node) => [node, plan?.flow.nodes[node]?.name ?? both(node)])),
  };
}
