import type { Clock } from '../../../../workflows/domain/deadline';
import { type IssueEvent, type IssueState, nextWake, viewOf } from '../../../../workflows/domain/issue';
import type { Setting } from '../../../../workflows/domain/rehearsal/setting';

/** What must hold of every issue after every step (DESIGN 2, 8; DOMAIN R8, R9): each breach as a sentence. */

export type SeenStep = { before: IssueState | null; state: IssueState; events: readonly IssueEvent[] };

export function breachesOf(setting: Setting, { before, state, events }: SeenStep): string[] {
  return [
    ...waitingBreaches(setting, state),
    ...tokenBreaches(setting, state),
    ...rungBreaches(before, state),
    ...ownerBreaches(setting, state),
    ...dueBreaches(before, state, events),
  ];
}

/** It is over, or something will happen by itself, or somebody is awaited who is there by name. */
function waitingBreaches({ desk, directory }: Setting, state: IssueState): string[] {
  if (state.final) return [];
  const { waiting } = viewOf(desk.plan, state);
  const isThere = ({ roles, unit }: (typeof waiting)[number]): boolean => {
    const staff = directory.units.find(({ code }) => code === unit);
    return directory.people.some(
      (person) =>
        person.active &&
        (unit === null ? person.roles.some((role) => roles.includes(role)) : [staff?.head, staff?.liaison].includes(person.id)),
    );
  };
  const unnamed = waiting.filter((one) => one.roles.length === 0 || !(one.roles.includes('citizen') || isThere(one)));
  return [
    ...unnamed.map(({ kind, node }) => `${kind} at ${node} waits for nobody who is there`),
    ...(nextWake(state) === null && waiting.length === 0 ? ['nothing to come and nobody awaited'] : []),
    ...(state.closedAt === null && waiting.length === 0 ? [`open in ${state.stage} and nobody awaited`] : []),
  ];
}

function tokenBreaches({ desk }: Setting, state: IssueState): string[] {
  const ids = state.tokens.map(({ id }) => id);
  const places = state.tokens.map(({ node, branches }) => `${node} ${branches.map(({ fork }) => fork).join('/')}`);
  return [
    ...(new Set(ids).size === ids.length ? [] : [`a token twice: ${ids.join()}`]),
    ...(new Set(places).size === places.length ? [] : [`two tokens of one branch at one step: ${places.join('; ')}`]),
    ...state.tokens
      .filter(({ node }) => !(node in desk.plan.flow.nodes))
      .map(({ node }) => `a token at ${node}, which is not drawn`),
    ...(state.closedAt === null && state.tokens.length === 0 ? ['open without a token'] : []),
    ...(state.closedAt === null &&
    !state.tokens.some(({ branches }) => branches.every((b) => b.required)) &&
    state.tokens.length > 0
      ? ['open with optional tokens alone']
      : []),
  ];
}

const rungKey = (clock: Clock, key: string): string => `${clock.id} ${clock.cycle} ${clock.startedAt} ${key}`;

/** A rung that has fired stays fired where it was, and a card bears each key once. */
function rungBreaches(before: IssueState | null, state: IssueState): string[] {
  const fired = state.clocks.flatMap((clock) =>
    clock.rungs.filter(({ status }) => status === 'fired').map(({ key }) => rungKey(clock, key)),
  );
  const cards = state.cards.map(({ unit, clock, cycle, rung }) => [unit, clock, cycle, rung].join(' '));
  const again = (before?.clocks ?? []).flatMap((old) => {
    const clock = state.clocks.find(
      ({ id, cycle, startedAt }) => id === old.id && cycle === old.cycle && startedAt === old.startedAt,
    );
    const isUnfired = (key: string): boolean => !clock?.rungs.some((rung) => rung.key === key && rung.status === 'fired');
    return clock
      ? old.rungs.filter(({ status, key }) => status === 'fired' && isUnfired(key)).map(({ key }) => `${old.id} ${key}`)
      : [];
  });
  return [
    ...(new Set(fired).size === fired.length ? [] : [`a rung fired twice: ${fired.join('; ')}`]),
    ...(new Set(cards).size === cards.length ? [] : [`a card twice: ${cards.join('; ')}`]),
    ...again.map((key) => `the fired rung ${key} may fire again`),
  ];
}

/** A running clock belongs to a step where a token stands, to work that is open, to a called unit, or to the case itself. */
function ownerBreaches({ directory }: Setting, state: IssueState): string[] {
  const units = new Set(directory.units.map(({ code }) => code));
  const tokens = new Map(state.tokens.map((token) => [token.id, token]));
  const shares = new Map(state.assignments.map((share) => [share.id, share]));
  const whistles = new Map(state.whistles.map((whistle) => [whistle.id, whistle]));
  const isOwned = ({ id, owner }: Clock): boolean => {
    if (id === 'promise' || id === 'archive' || id === 'accept') return true;
    const [first = ''] = id.split('.');
    if (tokens.has(first)) return owner === tokens.get(first)?.node;
    if (shares.has(first)) return owner !== undefined && owner === shares.get(first)?.unit && units.has(owner);
    return whistles.has(first) && owner !== undefined && units.has(owner);
  };
  return state.clocks
    .filter((clock) => clock.status === 'running' && !isOwned(clock))
    .map(({ id, owner }) => `${id} runs for ${owner ?? 'nobody'}`);
}

/** A due that came earlier in a step which says no `dueChanged` with a cause for it. */
function dueBreaches(before: IssueState | null, state: IssueState, events: readonly IssueEvent[]): string[] {
  return state.clocks.flatMap((clock) => {
    const old = before?.clocks.find(
      (one) => one.id === clock.id && one.startedAt === clock.startedAt && one.cycle === clock.cycle,
    );
    if (!old || clock.dueAt >= old.dueAt) return [];
    const isTold = events.some(
      ({ type, data }) => type === 'dueChanged' && data?.['clock'] === clock.id && typeof data['cause'] === 'string',
    );
    return isTold ? [] : [`${clock.id} came earlier without a cause: ${old.dueAt} -> ${clock.dueAt}`];
  });
}
