import {
  type Bilingual,
  type Clock,
  type EventName,
  type IssueEvent,
  type IssueState,
  type Plan,
  allowedCommands,
  formatDue,
  isGone,
  maskText,
  provisionalText,
} from '#domain';
import type { Tracking } from '#contract';
import type { CitySettings, IssueRow, StoredIntake } from '#store';
import type { Deps } from './deps';
import type { Plans } from './plans';
import { Refusal } from './problem';
import { eventsOf } from './timeline';
import { ordersFor } from './tracked-orders';
import { erasedMark, opened, readingOf, textOr, unitNames } from './reading';
import { isBeforeReview, isClosed } from './stages';
import { storyOfIssue } from './stories';

export type Tracked = { stored: StoredIntake; row: IssueRow | null };

/** The intake of a number and its token, with the issue that now handles it. Throws `NOT_FOUND` for either being wrong. */
export async function trackedIntake(deps: Deps, no: string, token: string): Promise<Tracked> {
  const stored = await deps.store.intakes.track(no.toUpperCase(), token);
  if (!stored) throw new Refusal('NOT_FOUND');
  return { stored, row: await deps.store.issues.byIntake(stored.no) };
}

/** What a resident may read: masked, without internal returns; before first review only category and street (DOMAIN 2.9). */
export async function trackingOf(deps: Deps, plans: Plans, tracked: Tracked): Promise<Tracking> {
  const settings = (await deps.store.settings.get()).document;
  const { row } = tracked;
  const { no } = tracked.stored;
  const erasedAt = (await deps.store.sealing.erasedAt([no]))[no] ?? null;
  const page = row ? await withIssue(deps, plans, tracked.stored, row, settings) : justReceived(tracked.stored, settings);
  const kept = await deps.store.photos.ownedBy([{ kind: 'number', id: no }]);
  return { ...page, erasedAt, photos: page.photos.filter(({ hash }) => kept.has(hash)) };
}

type Page = Omit<Tracking, 'erasedAt'>;

/** Between intake and its first step: the number is given, nothing has happened yet. */
function justReceived(stored: StoredIntake, settings: CitySettings): Page {
  const { intake } = stored;
  return {
    no: stored.no,
    status: 'open',
    stage: 'RECEIVED',
    ...{ grade: null, emergency: false, result: null, closedAt: null, text: null, photos: [], units: [], promise: null },
    category: categoryOf(settings, intake.category),
    place: placeOf(settings, intake.district, intake.street),
    receivedAt: intake.receivedAt,
    ...{
      standing: null,
      timeline: [],
      question: null,
      reply: null,
      orders: [],
      mergedInto: null,
      story: null,
      reopenUntil: null,
    },
    can: { giveInfo: false, rate: false, withdraw: false, reopen: false, agree: false, dispute: false },
  };
}

async function withIssue(deps: Deps, plans: Plans, stored: StoredIntake, row: IssueRow, settings: CitySettings): Promise<Page> {
  const { state, plan } = await readingOf(deps, plans, row);
  const { view } = row;
  const own = state.intakes.find(({ no }) => no === stored.no);
  const hidden = isBeforeReview(view.stage, view.acceptedAt);
  const names = await unitNames(deps, [...view.units, ...view.offeredTo]);
  const sealed = state.facts['sensitivity'] === 'sealed';
  return {
    no: stored.no,
    status: isClosed(view.stage) ? 'closed' : 'open',
    stage: view.stage,
    grade: view.grade,
    emergency: view.grade === 'A',
    result: view.result,
    category: categoryOf(settings, own?.category ?? stored.intake.category),
    place: placeOf(settings, stored.intake.district, stored.intake.street),
    receivedAt: stored.intake.receivedAt,
    closedAt: view.closedAt,
    text: hidden ? null : masked(own?.text),
    photos: hidden ? [] : stored.intake.photos,
    units: unitsOf(view, names),
    promise: promiseOf(state, settings.zone, deps.clock.now()),
    standing: standingOf(plan, state),
    timeline: sealed ? [] : await momentsOf(deps, plan, row.no, names),
    question: questionOf(state),
    reply: isReplyPublic(view.stage) ? replyOf(state) : null,
    orders: await ordersFor(deps, row, state),
    mergedInto: row.no === stored.no ? null : row.no,
    story: await storyOn(deps, row.no),
    can: await canOf(plans, state, stored.no),
    reopenUntil: view.stage === 'CLOSED' ? (state.clocks.find(({ id }) => id === 'archive')?.dueAt ?? null) : null,
  };
}

const both = (text: string): Bilingual => ({ zh: text, en: text });

export function masked(text: string | undefined | null): string | null {
  const open = textOr(text);
  return open === null ? null : maskText(open);
}

export function categoryOf(settings: CitySettings, code: string): { code: string; name: Bilingual } {
  return { code, name: settings.categories.find(({ key }) => key === code)?.name ?? both(code) };
}

/** District and street: as exact as the public may know. */
export function placeOf(settings: CitySettings, district: string | null, street: string | null): Bilingual | null {
  const parts = [
    settings.districts.find(({ code }) => code === district)?.name,
    settings.streets.find(({ code }) => code === street)?.name,
  ];
  const known = parts.filter((name) => name !== undefined);
  return known.length === 0 ? null : { zh: known.map(({ zh }) => zh).join(''), en: known.map(({ en }) => en).join(', ') };
}

function unitsOf(view: IssueRow['view'], names: Record<string, Bilingual>): Tracking['units'] {
  return view.assignments
    .filter((share) => !isGone(share) && share.lane !== 'media')
    .map(({ unit, role, replyDue }) => ({ code: unit, name: names[unit] ?? both(unit), lead: role === 'lead', dueAt: replyDue }));
}

function promiseOf(state: IssueState, zone: string, now: string): Tracking['promise'] {
  const clock = state.clocks.find(({ id }) => id === 'promise');
  if (!clock) return null;
  return {
    dueAt: clock.dueAt,
    dueText: formatDue(zone, clock.dueAt),
    state: promiseState(clock, now),
    provisional: clock.provisional === null ? null : provisionalText(clock.provisional),
    pauses: clock.pauses.map(({ from, to, reason }) => ({ from, to, reason: masked(reason) ?? erasedMark })),
  };
}

function promiseState(clock: Clock, now: string): NonNullable<Tracking['promise']>['state'] {
  if (clock.status === 'paused') return 'paused';
  if (clock.status === 'stopped') return (clock.stoppedAt ?? clock.dueAt) <= clock.dueAt ? 'kept' : 'late';
  return clock.status === 'expired' || now > clock.dueAt ? 'late' : 'running';
}

/** What the drawing says to residents where the issue stands. */
function standingOf(plan: Plan | null, state: IssueState): Bilingual | null {
  const said = state.tokens.flatMap(({ node }) => plan?.flow.nodes[node]?.resident ?? []);
  return said[0] ?? null;
}

/** Events that residents are told; returns, cards and whistles between units are the desk's own affair. */
const told: ReadonlySet<EventName> = new Set<EventName>([
  'received',
  'verified',
  'infoRequested',
  'infoGiven',
  'referredOut',
  'reviewed',
  'rejected',
  'merged',
  'unmerged',
  'dispatched',
  'contacted',
  'paused',
  'resumed',
  'dueChanged',
  'replyAccepted',
  'calledBack',
  'reworkStarted',
  'ledgerOpened',
  'ledgerClosed',
  'offered',
  'claimed',
  'started',
  'served',
  'quoted',
  'agreed',
  'disputed',
  'rated',
  'published',
  'withdrawn',
  'closed',
  'reopened',
]);

async function momentsOf(
  deps: Deps,
  plan: Plan | null,
  no: string,
  names: Record<string, Bilingual>,
): Promise<Tracking['timeline']> {
  const entries = await opened(deps, await eventsOf(deps, no));
  return entries
    .filter(({ event }) => told.has(event.type) && !isInternal(event))
    .map(({ event }) => ({
      at: event.at,
      event: event.type,
      unit: event.unit === undefined ? null : (names[event.unit] ?? null),
      text: residentTextOf(plan, event),
      quote: quoteOf(event),
      because: becauseOf(event),
    }));
}

/** Dues of units' own clocks move without concern to the resident; their promise is told. What a unit passes on is its own affair (T06). */
const isInternal = ({ type, data }: IssueEvent): boolean =>
  (type === 'dueChanged' && data?.['clock'] !== 'promise') ||
  (type === 'dispatched' && data?.['under'] !== undefined) ||
  (type === 'offered' && data?.['posting'] !== 1);

function residentTextOf(plan: Plan | null, event: IssueEvent): Bilingual | null {
  const node = event.node === undefined ? undefined : plan?.flow.nodes[event.node];
  if (node?.kind !== 'task' && node?.kind !== 'ask') return null;
  return node.outcomes.find(({ id }) => id === event.data?.['outcome'])?.resident ?? null;
}

function quoteOf({ type, data }: IssueEvent): string | null {
  const field = type === 'infoRequested' ? 'question' : type === 'paused' ? 'reason' : null;
  const text = field === null ? undefined : data?.[field];
  return typeof text === 'string' ? masked(text) : null;
}

/** The code of why it was not accepted, or of where it belongs: the resident reads its words, never the desk's remark. */
function becauseOf({ type, data }: IssueEvent): string | null {
  const code = type === 'rejected' ? data?.['reasonCode'] : type === 'referredOut' ? data?.['to'] : undefined;
  return typeof code === 'string' ? code : null;
}

function questionOf(state: IssueState): Tracking['question'] {
  const open = state.questions.find(({ kind, answeredAt }) => kind !== 'rating' && answeredAt === null);
  if (!open) return null;
  const window = state.clocks.find(({ kind, status }) => status === 'running' && (kind === 'needInfo' || kind === 'question'));
  return { text: masked(open.text) ?? erasedMark, askedAt: open.askedAt, until: window?.dueAt ?? null };
}

const isReplyPublic = (stage: string): boolean => ['CALLBACK', 'REWORK', 'CLOSED', 'ARCHIVED', 'ON_LEDGER'].includes(stage);

/** What was done, in the lead's words, masked. */
function replyOf(state: IssueState): string | null {
  const replied = state.assignments.filter(({ reply, lane }) => reply !== null && lane !== 'media');
  const lead = replied.find(({ role }) => role === 'lead') ?? replied[0];
  return lead?.reply ? (masked(lead.reply.form.did) ?? erasedMark) : null;
}

async function storyOn(deps: Deps, no: string): Promise<Tracking['story']> {
  const story = await storyOfIssue(deps, no);
  return story && { id: story.id, title: story.title };
}

/** What this resident may do now, as the domain says it. */
async function canOf(plans: Plans, state: IssueState, no: string): Promise<Tracking['can']> {
  const desk = await plans.deskFor(state);
  const allowed = new Set(desk ? allowedCommands(desk, state, residentOf(no)) : []);
  return {
    giveInfo: allowed.has('giveInfo'),
    rate: allowed.has('rate'),
    withdraw: allowed.has('withdraw'),
    reopen: allowed.has('reopen'),
    agree: allowed.has('agree'),
    dispute: allowed.has('dispute'),
  };
}

/** A resident acts by their number and token: they are nobody's unit. */
export const residentOf = (no: string) => ({ id: `resident:${no}`, roles: ['citizen' as const], unit: null, district: null });
