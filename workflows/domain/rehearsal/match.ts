import { type Clock, type Instant, explainClock } from '../deadline';
import { type Card, type Assignment, type IssueEvent, type Notice, type Order, type Whistle, cardStateAt } from '../issue';
import type { Json } from '../text';
import { actorIdOf, addresseesOf, roleNamed, whistleKind } from './names';
import type {
  AssignmentPattern,
  CardPattern,
  DuePattern,
  EventPattern,
  NoticePattern,
  OrderPattern,
  WhistlePattern,
} from './pattern';
import { type Setting, calendarNow } from './setting';
import { readInstant } from './times';
import type { Life } from './world';

/** Whether what happened is what a pattern of a scenario means; a field that the pattern leaves out may be anything. */
export type Matcher = { setting: Setting; life: Life; aliasOf: (no: string) => string; now: Instant };

const same = (wanted: unknown, found: unknown): boolean => wanted === undefined || wanted === (found ?? null);

function sameInstant({ setting }: Matcher, wanted: string | null | undefined, found: Instant | null | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === null ? (found ?? null) === null : readInstant(setting.zone, wanted) === (found ?? null);
}

/** Every field of the pattern is in the value, deep; lists are the same. */
export function includes(found: Json | undefined, wanted: Json): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(found) && found.length === wanted.length && wanted.every((one, i) => includes(found[i], one));
  if (typeof wanted === 'object' && wanted !== null)
    return isRecord(found) && Object.entries(wanted).every(([name, value]) => includes(found[name], value));
  return (found ?? null) === wanted;
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isEvent(m: Matcher, pattern: EventPattern, event: IssueEvent): boolean {
  if (typeof pattern === 'string') return pattern === event.type;
  return (
    pattern.type === event.type &&
    same(pattern.unit, event.unit) &&
    same(pattern.node, event.node) &&
    same(pattern.by === undefined ? undefined : actorIdOf(pattern.by), event.by) &&
    (pattern.assignment === undefined || isShare(m, pattern.assignment, event.assignment)) &&
    sameInstant(m, pattern.at, event.at) &&
    sameInstant(m, pattern.plannedAt, event.plannedAt) &&
    sameInstant(m, pattern.firedAt, event.firedAt) &&
    includes(event.data ?? {}, pattern.data ?? {})
  );
}

const isShare = ({ life }: Matcher, wanted: string, found: string | undefined): boolean =>
  wanted === found || life.state.assignments.some((share) => share.id === found && share.unit === wanted);

export const isCard = (m: Matcher, pattern: CardPattern, card: Card): boolean =>
  same(pattern.unit, card.unit) &&
  same(pattern.colour, card.colour) &&
  same(pattern.points, card.points) &&
  same(pattern.rung, card.rung) &&
  same(pattern.reason, card.reason) &&
  same(pattern.cycle, card.cycle) &&
  same(pattern.state, stateOn(m, card)) &&
  same(pattern.countedFor, card.countedFor) &&
  isCustody(pattern.custody, card.custody) &&
  same(pattern.inReview, card.inReview) &&
  sameInstant(m, pattern.plannedAt, card.plannedAt) &&
  sameInstant(m, pattern.issuedAt, card.issuedAt);

/** A card as it is at the instant looked at: its points may have lapsed, long after its issue was closed. */
function stateOn({ setting, now }: Matcher, card: Card): Card['state'] {
  return cardStateAt(calendarNow(setting), setting.desk.plan.policy.cards, card, now);
}

function isCustody(wanted: CardPattern['custody'], found: Card['custody']): boolean {
  if (wanted === undefined) return true;
  const shares = found?.shares ?? [];
  return (
    shares.length === wanted.length &&
    wanted.every(
      (one, i) => same(one.holder, shares[i]?.holder) && same(one.unit, shares[i]?.unit) && same(one.minutes, shares[i]?.minutes),
    )
  );
}

export const isNotice = (m: Matcher, pattern: NoticePattern, notice: Notice): boolean =>
  (pattern.to === undefined || isTold(addresseesOf(m.setting, notice, m.aliasOf), pattern.to)) &&
  same(pattern.template, notice.template) &&
  same(pattern.channel, notice.channel) &&
  sameInstant(m, pattern.at, notice.at) &&
  includes(notice.values, pattern.values ?? {});

const isTold = (names: string[], to: string): boolean => names.includes(to) || names.includes(roleNamed(to) ?? '');

export const isAssignment = ({ life }: Matcher, { state, under, ...pattern }: AssignmentPattern, share: Assignment): boolean =>
  (state === undefined || [state].flat().includes(share.state)) &&
  (under === undefined || same(under, life.state.assignments.find((a) => a.id === share.parentAssignment)?.unit)) &&
  Object.entries(pattern).every(([name, value]) => same(value, share[name as keyof Assignment]));

export const isOrder = (_m: Matcher, { state, teams, volunteers, hours, ...pattern }: OrderPattern, order: Order): boolean =>
  (state === undefined || [state].flat().includes(order.state)) &&
  sameSet(teams, order.teams) &&
  sameSet(volunteers, order.volunteers) &&
  (hours === undefined ||
    sameSet(
      Object.entries(hours).map(String),
      order.hoursAdded.map((h) => `${h.volunteer},${h.hours}`),
    )) &&
  Object.entries(pattern).every(([name, value]) => same(value, order[name as keyof Order]));

export const isWhistle = (m: Matcher, pattern: WhistlePattern, whistle: Whistle): boolean =>
  (pattern.kind === undefined || whistleKind(pattern.kind) === whistle.kind) &&
  same(pattern.state, whistle.state) &&
  sameInstant(m, pattern.blownAt, whistle.blownAt) &&
  sameSet(
    pattern.units,
    whistle.called.map((one) => one.unit),
  ) &&
  sameSet(
    pattern.reported,
    whistle.called.filter((one) => one.reportedAt !== null).map((one) => one.unit),
  ) &&
  sameSet(
    pattern.missed,
    whistle.called.filter((one) => one.missed).map((one) => one.unit),
  );

const sameSet = (wanted: string[] | undefined, found: string[]): boolean =>
  wanted === undefined || JSON.stringify([...wanted].sort()) === JSON.stringify([...found].sort());

/** The name of a clock: `<unit>.<kind>`, also written `U1 reply` or with the unit apart; the reopening window is the archive's. */
export const clockNameOf = ({ unit, clock }: Pick<DuePattern, 'unit' | 'clock'>): string => {
  const name = clock.trim().replace(/\s+/, '.');
  return unit === undefined ? (name === 'reopen' ? 'archive' : name) : `${unit}.${name}`;
};

/** The clock a scenario means: by id, by `<unit or step>.<kind>`, or by a kind that only one clock has; the latest of several. */
export function clockNamed({ life }: Matcher, pattern: Pick<DuePattern, 'unit' | 'clock'>): Clock | null {
  const name = clockNameOf(pattern);
  const { clocks, assignments } = life.state;
  const dot = name.lastIndexOf('.');
  const [owner, kind] = [name.slice(0, dot), name.slice(dot + 1)];
  const shares = new Map(assignments.map((share) => [share.id, share.unit]));
  const isOwned = (clock: Clock): boolean =>
    (clock.kind === kind || clock.id.endsWith(`.${kind}`)) &&
    (clock.owner === owner || shares.get(clock.id.split('.')[0] ?? '') === owner);
  return (
    clocks.find((clock) => clock.id === name) ??
    clocks.findLast(isOwned) ??
    clocks.findLast((clock) => clock.kind === name || clock.owner === name) ??
    null
  );
}

/** What of a due is not as wanted: field, wanted and found. */
export function dueDifferences(m: Matcher, wanted: DuePattern): { field: string; wanted: unknown; found: unknown }[] {
  const clock = clockNamed(m, wanted);
  const differ = (field: string, ok: boolean, want: unknown, found: unknown) => (ok ? [] : [{ field, wanted: want, found }]);
  if (!clock) return differ('dueAt', wanted.dueAt === null, wanted.dueAt ?? 'a clock', `no such clock: ${clocksOf(m)}`);
  const { provisional } = wanted;
  const isProvisional =
    provisional === undefined ||
    (typeof provisional === 'boolean' ? provisional === (clock.provisional !== null) : provisional === clock.provisional);
  return [
    ...differ('dueAt', sameInstant(m, wanted.dueAt, clock.dueAt), wanted.dueAt, clock.dueAt),
    ...differ('provisional', isProvisional, provisional, clock.provisional),
    ...differ('status', same(wanted.status, clock.status), wanted.status, clock.status),
    ...workingDifferences(m, wanted, clock),
  ];
}

/** The clocks of an issue by the names that a scenario gives them. */
const clocksOf = ({ life }: Matcher): string =>
  life.state.clocks.map(({ owner, kind }) => (owner === undefined ? kind : `${owner}.${kind}`)).join(', ') || 'none';

function workingDifferences(m: Matcher, { working }: DuePattern, clock: Clock) {
  if (!working) return [];
  const { desk, calendarId } = m.setting;
  const calendar = desk.calendar(calendarId, m.life.state.editions[calendarId] ?? 0);
  const days = calendar ? explainClock(calendar, clock).steps.flatMap((step) => step.days) : [];
  const counted = days.filter((day) => day.counted);
  const passed = days.filter((day) => !day.counted);
  const missing = (working.passedOver ?? []).filter((want) => !passed.some((day) => isDay(want, day)));
  const wanted = working.counted;
  const asCounted = !wanted || (wanted.length === counted.length && counted.every((day, i) => isDay(wanted[i] ?? '', day)));
  return [
    ...(asCounted ? [] : [{ field: 'working.counted', wanted, found: counted.map((day) => `${day.date} ${day.reason.zh}`) }]),
    ...(missing.length === 0
      ? []
      : [{ field: 'working.passedOver', wanted: missing, found: passed.map((day) => `${day.date} ${day.reason.zh}`) }]),
  ];
}

type Day = { date: string; reason: { zh: string; en: string } };

/** A day by its date, and by a part of the reason given for it. */
function isDay(wanted: string | { date: string; reason?: string | undefined }, { date, reason: { zh, en } }: Day): boolean {
  if (typeof wanted === 'string') return wanted === date;
  const { reason } = wanted;
  return wanted.date === date && (reason === undefined || zh.includes(reason) || en.includes(reason));
}
