import type { Expectation, ScenarioFault } from './scenario';
import { roleNamed } from './names';
import { clockNameOf } from './match';
import type { NoticePattern, PatternList } from './pattern';
import type { Setting } from './setting';

/**
 * What a scenario expects of things that this city does not have can never come true, or is true for nothing (`absent`): each
 * such name is a fault with its place.
 */
export type Known = {
  units: ReadonlySet<string>;
  people: ReadonlySet<string>;
  nodes: ReadonlySet<string>;
  aliases: ReadonlySet<string>;
};

type Expected = Omit<Expectation, 'issues'>;

/** Every unknown unit, person, step or clock that an expectation names. */
export function checkExpected(setting: Setting, known: Known, want: Expected | undefined, path: string): ScenarioFault[] {
  if (!want) return [];
  return [
    ...patternsIn(want.cards, want.absent?.cards, `${path}.cards`).flatMap(({ one, at }) => unit(known, one.unit, at)),
    ...patternsIn(want.events, want.absent?.events, `${path}.events`).flatMap(({ one, at }) =>
      typeof one === 'string' ? [] : [...unit(known, one.unit, at), ...step(known, one.node, at)],
    ),
    ...patternsIn(want.assignments, want.absent?.assignments, `${path}.assignments`).flatMap(({ one, at }) =>
      unit(known, one.unit, at),
    ),
    ...patternsIn(want.orders, undefined, `${path}.orders`).flatMap(({ one, at }) =>
      [...(one.teams ?? []), ...(one.holder ? [one.holder] : [])].flatMap((code) => unit(known, code, at)),
    ),
    ...patternsIn(want.whistles, want.absent?.whistles, `${path}.whistles`).flatMap(({ one, at }) =>
      [...(one.units ?? []), ...(one.reported ?? []), ...(one.missed ?? [])].flatMap((code) => unit(known, code, at)),
    ),
    ...patternsIn(want.notices, want.absent?.notices, `${path}.notices`).flatMap(({ one, at }) => addressee(known, one, at)),
    ...(want.dues ?? []).flatMap((due, i) => clock(setting, known, due, `${path}.dues[${i}]`)),
    ...Object.keys(want.allowed ?? {}).flatMap((by) => person(known, by, `${path}.allowed`)),
  ];
}

function patternsIn<P>(given: PatternList<P> | undefined, absent: P[] | undefined, path: string): { one: P; at: string }[] {
  const lists = Array.isArray(given) ? [given] : Object.values(given ?? {});
  return [...lists, absent ?? []].flatMap((list) => (list ?? []).map((one, i) => ({ one, at: `${path}[${i}]` })));
}

const some = (names: ReadonlySet<string>, count = 6): string =>
  `${[...names].slice(0, count).join(', ')}${names.size > count ? ', …' : ''}`;

export const unit = ({ units }: Known, code: string | undefined, path: string): ScenarioFault[] =>
  code === undefined || units.has(code) ? [] : [{ path, message: `no unit has the code "${code}": ${some(units)}` }];

const step = ({ nodes }: Known, id: string | undefined, path: string): ScenarioFault[] =>
  id === undefined || nodes.has(id) ? [] : [{ path, message: `the flow has no step "${id}": ${some(nodes, 12)}` }];

/** Residents by their alias, people by id, desks by role. */
function isPerson({ people, aliases }: Known, name: string): boolean {
  const [who = '', alias] = name.split(':');
  if (who === 'citizen' || who === 'resident') return alias === undefined || aliases.has(alias);
  return name === 'system' || people.has(name) || people.has(name.trim().replace(/\s+/, '.')) || roleNamed(who) !== null;
}

export const person = (known: Known, name: string, path: string): ScenarioFault[] =>
  isPerson(known, name)
    ? []
    : [
        {
          path,
          message: `nobody is called "${name}": a person's id (${some(known.people, 4)}), a role, citizen or resident:<alias>`,
        },
      ];

function addressee(known: Known, { to }: NoticePattern, path: string): ScenarioFault[] {
  if (to === undefined || known.aliases.has(to) || known.units.has(to)) return [];
  const [code, as] = [to.slice(0, to.lastIndexOf('.')), to.slice(to.lastIndexOf('.') + 1)];
  if (known.units.has(code) && ['head', 'liaison', 'dutyDesk'].includes(as)) return [];
  return person(known, to, path);
}

/** A clock by its id, by its kind, by its step, or by `<unit or step>.<kind>`. */
function clock(setting: Setting, known: Known, due: { unit?: string | undefined; clock: string }, path: string): ScenarioFault[] {
  const name = clockNameOf(due);
  const kinds = kindsOf(setting);
  const owners = new Set([...known.units, ...known.nodes]);
  const dot = name.lastIndexOf('.');
  const [owner, kind] = [name.slice(0, dot), name.slice(dot + 1)];
  const isId = /^[aotw]\d+\./.test(name);
  if (isId || kinds.has(name) || owners.has(name) || (owners.has(owner) && kinds.has(kind))) return [];
  return [
    {
      path,
      message: `no clock is called "${name}": promise, archive, <unit>.<kind> or the step or kind alone; kinds: ${[...kinds].join(', ')}`,
    },
  ];
}

function kindsOf({ desk }: Setting): Set<string> {
  const { grades, stages } = desk.plan.policy;
  const own = Object.values(grades).flatMap((rule) => Object.keys(rule.clocks));
  const built = [
    ...['promise', 'archive', 'returnWindow', 'adjudicate', 'extension', 'question', 'reportIn', 'window', 'stage'],
    ...['ledger', 'ledgerReview', 'milestone', 'appeal', 'followUp', 'followUp.answer'],
    ...['claim', 'assign', 'start', 'quote', 'agree', 'rating'],
  ];
  return new Set([...built, ...own, ...Object.keys(stages)]);
}
