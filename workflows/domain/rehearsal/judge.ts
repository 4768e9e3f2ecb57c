import { livedIn } from './setting';
import { formatInstant, formatDue } from '../deadline';
import { allowedCommands, nextWake } from '../issue';
import type { IssueState } from '../issue';
import { unawaited } from './awaited';
import { actorFor } from './names';
import {
  type Matcher,
  clockNameOf,
  dueDifferences,
  includes,
  isAssignment,
  isCard,
  isEvent,
  isNotice,
  isOrder,
  isWhistle,
} from './match';
import type { Expectation } from './scenario';
import { readInstant } from './times';

/** One expectation that was not met: where in the scenario, what was wanted, what was found. */
export type Difference = { path: string; wanted: string; found: string };

type IssueExpectation = Omit<Expectation, 'issues'>;
type Judged = Matcher & { numberOf: (alias: string) => string; refusals: string[] };

/** Holds one issue against an expectation; nothing is expected of what is not named. */
export function judge(m: Judged, want: IssueExpectation, path: string): Difference[] {
  return [
    ...plain(m, want, path),
    ...(want.dues ?? []).flatMap((due, i) =>
      dueDifferences(m, due).map(({ field, wanted, found }) => ({
        path: `${path}.dues[${i}] (${clockNameOf(due)}).${field}`,
        wanted: readable(m, wanted),
        found: readable(m, found),
      })),
    ),
    ...lists(m, want, path),
    ...allowed(m, want, path),
  ];
}

function plain(m: Judged, want: IssueExpectation, path: string): Difference[] {
  const { state } = m.life;
  const at = (text: string | null | undefined) => (typeof text === 'string' ? readInstant(m.setting.zone, text) : text);
  const number = (alias: string | null | undefined) => (typeof alias === 'string' ? m.numberOf(alias) : alias);
  const rows: [string, unknown, unknown][] = [
    ['state', want.state, state.stage],
    ['result', want.result, state.result],
    ['answer', want.answer, state.answer],
    ['satisfaction', want.satisfaction, state.satisfaction],
    ['grade', want.grade, state.facts['grade'] ?? null],
    ['cycle', want.cycle, state.cycle],
    ['closedAt', at(want.closedAt), state.closedAt],
    ['mergedInto', number(want.mergedInto), state.mergedInto],
    ['relapseOf', number(want.relapseOf), state.relapseOf],
    ['sameIssueAs', number(want.sameIssueAs), state.no],
    ['reporters', want.reporters, state.intakes.length],
    ['nextWake', at(want.nextWake), nextWake(state)?.plannedAt ?? null],
    ['refusals', want.refusals && shown(want.refusals), want.refusals && shown(m.refusals)],
    ['incidents', want.incidents && shown(want.incidents), want.incidents && shown(openIncidents(state))],
    ['awaited', want.awaited, want.awaited === undefined ? undefined : unawaited(m.setting, state).length === 0],
  ];
  const differing = rows.filter(([, wanted, found]) => wanted !== undefined && wanted !== found);
  const facts = want.facts && !includes(state.facts, want.facts) ? [['facts', want.facts, state.facts] as const] : [];
  return [...differing, ...facts].map(([field, wanted, found]) => ({
    path: `${path}.${field}`,
    wanted: readable(m, wanted),
    found: readable(m, found),
  }));
}

/** Instants as the scenario writes them: the city's time. */
const readable = (m: Matcher, value: unknown): string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? local(m, value) : shown(value);

const openIncidents = (state: IssueState): string[] =>
  state.incidents.filter((one) => one.resolvedAt === null).map((one) => one.code);

type Mode = 'exact' | 'inOrder' | 'contains' | 'absent';
type Listed<P> = P[] | { [M in Mode]?: P[] | undefined } | undefined;
type Kind<P, T> = {
  name: string;
  wanted: Listed<P>;
  absent: P[] | undefined;
  found: readonly T[];
  is: (m: Matcher, pattern: P, thing: T) => boolean;
  usual: Mode;
  show: (thing: T) => string;
};

function lists(m: Judged, want: IssueExpectation, path: string): Difference[] {
  const { state, events, notices } = m.life;
  const { absent } = want;
  return [
    ...list(m, path, {
      name: 'cards',
      wanted: want.cards,
      absent: absent?.cards,
      found: state.cards,
      is: isCard,
      usual: 'exact',
      show: (c) => `${c.colour} ${c.unit} ${local(m, c.plannedAt)} (${c.rung}, cycle ${c.cycle})`,
    }),
    ...list(m, path, {
      name: 'events',
      wanted: want.events,
      absent: absent?.events,
      found: events,
      is: isEvent,
      usual: 'inOrder',
      show: (e) => eventText(m, e),
    }),
    ...list(m, path, {
      name: 'notices',
      wanted: want.notices,
      absent: absent?.notices,
      found: notices,
      is: isNotice,
      usual: 'contains',
      show: (n) => `${local(m, n.at)} ${n.template} → ${addressText(n.address)} (${n.channel})`,
    }),
    ...list(m, path, {
      name: 'assignments',
      wanted: want.assignments,
      absent: absent?.assignments,
      found: state.assignments,
      is: isAssignment,
      usual: 'contains',
      show: (a) => `${a.id} ${a.unit} ${a.role} ${a.state}${a.designated ? ' designated' : ''}`,
    }),
    ...list(m, path, {
      name: 'orders',
      wanted: want.orders,
      absent: undefined,
      found: state.orders,
      is: isOrder,
      usual: 'exact',
      show: (o) => `${o.id} ${o.kind} ${o.state} ${o.holder ?? ''} posting ${o.posting} ${shown(o.teams)} ${shown(o.hoursAdded)}`,
    }),
    ...list(m, path, {
      name: 'whistles',
      wanted: want.whistles,
      absent: absent?.whistles,
      found: state.whistles,
      is: isWhistle,
      usual: 'exact',
      show: (w) => `${w.kind} ${w.state} ${shown(w.called)}`,
    }),
  ];
}

function list<P, T>(m: Judged, path: string, kind: Kind<P, T>): Difference[] {
  const { name, wanted, absent, usual } = kind;
  const modes = wanted === undefined ? {} : Array.isArray(wanted) ? { [usual]: wanted } : wanted;
  const found = kind.found.length === 0 ? 'none' : kind.found.map((thing) => `\n      ${kind.show(thing)}`).join('');
  const wrong = (mode: Mode, patterns: P[]): Difference[] =>
    holds(m, kind, mode, patterns) ? [] : [{ path: `${path}.${name}`, wanted: `${mode} ${shown(patterns)}`, found }];
  const all: [Mode, P[] | undefined][] = [...(Object.entries(modes) as [Mode, P[] | undefined][]), ['absent', absent]];
  return all.flatMap(([mode, patterns]) => (patterns === undefined ? [] : wrong(mode, patterns)));
}

function holds<P, T>(m: Matcher, { found, is }: Kind<P, T>, mode: Mode, patterns: P[]): boolean {
  switch (mode) {
    case 'exact':
      return found.length === patterns.length && assigned(patterns, found, (p, t) => is(m, p, t));
    case 'contains':
      return patterns.every((pattern) => found.some((thing) => is(m, pattern, thing)));
    case 'absent':
      return !patterns.some((pattern) => found.some((thing) => is(m, pattern, thing)));
    case 'inOrder':
      return (
        found.reduce((next, thing) => next + (next < patterns.length && is(m, patterns[next] as P, thing) ? 1 : 0), 0) ===
        patterns.length
      );
  }
}

/** Whether each pattern can have a thing of its own, whatever the order. */
function assigned<P, T>([first, ...rest]: P[], things: readonly T[], is: (pattern: P, thing: T) => boolean): boolean {
  if (first === undefined) return true;
  return things.some(
    (thing, i) =>
      is(first, thing) &&
      assigned(
        rest,
        things.filter((_, j) => j !== i),
        is,
      ),
  );
}

function allowed(m: Judged, { allowed: wanted }: IssueExpectation, path: string): Difference[] {
  return Object.entries(wanted ?? {}).flatMap(([by, names]) => {
    const actor = actorFor(m.setting, by);
    const found = actor ? allowedCommands(livedIn(m.setting, m.life.state.release).desk, m.life.state, actor) : [];
    const ok = shown([...names].sort()) === shown([...found].sort());
    return ok ? [] : [{ path: `${path}.allowed.${by}`, wanted: shown(names), found: shown(found) }];
  });
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value);

const local = ({ setting }: Matcher, at: string): string =>
  at.endsWith(':00.000Z') ? formatDue(setting.zone, at) : `${formatInstant(setting.zone, at)}:${at.slice(17, 19)}`;

function addressText(address: { to: string; [key: string]: unknown }): string {
  const { to, ...rest } = address;
  return `${to} ${Object.values(rest)
    .filter((one) => typeof one === 'string')
    .join('.')}`;
}

/** An event in one line, in local time: planned instant, type, unit. */
export const eventText = (
  m: Matcher,
  event: { type: string; at: string; plannedAt?: string; unit?: string; data?: unknown },
): string =>
  `${local(m, event.plannedAt ?? event.at)}${event.plannedAt === undefined ? '' : '*'} ${event.type}${event.unit === undefined ? '' : ` ${event.unit}`} ${shown(event.data ?? {})}`.slice(
    0,
    160,
  );
