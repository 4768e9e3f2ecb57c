import type { Bilingual } from '../text';
import { type CommandName, commandNames, commandSchemas } from './command';
import type { Actor, CommandInput } from './input';
import { allowedCommands } from './allowed';
import { awaitedAt } from './outside-word';
import { plausible, plausibleField } from './plausible';
import { unitClock } from './clocks';
import { type Desk, gradeOf, beginStep, systemActor } from './step';
import type { Assignment, IssueState } from './state';
import { viewOf } from './view-of';
import type { Waiting } from './view';
import { grades, type Role } from './words';

/** One way of giving a command. `depends` says that its fields change what follows, and what was assumed. */
export type Trial = {
  name: CommandName;
  place: { node: string | null; assignment: string | null };
  actor: Actor;
  /** Which of the command's ways this is, e.g. the outcome it takes. */
  label: Bilingual | null;
  /** Null where nothing plausible can be made up. */
  data: Record<string, unknown> | null;
  /** What is taken for granted about the issue itself, e.g. that another has signed. */
  assume: Partial<IssueState>;
  depends: Bilingual | null;
};

const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** Of supervision: what may be done to an issue wherever it stands. The rest is named by whoever is awaited. */
const supervising: readonly Role[] = ['citySupervision', 'chief', 'dispatcher', 'operator', 'firstReviewer'];
/** What only another issue or a file can answer; nobody can say beforehand what it would do. */
const untried: ReadonlySet<CommandName> = new Set(['absorb', 'giveBack', 'pieceDone', 'applyCalendar', 'migrate']);
const someone = 'someone';

/** Every act that somebody may take on an issue now, each with data as plausible as can be made up (DESIGN 11). */
export function trialsOf(desk: Desk, state: IssueState): Trial[] {
  if (state.final) return [];
  const awaited = viewOf(desk.plan, state).waiting.flatMap((item) => awaitedTrials(desk, state, item));
  const known = new Set(awaited.map(({ name }) => name));
  const actor: Actor = { id: someone, roles: [...supervising], unit: null, district: null };
  const anywhere = allowedCommands(desk, state, actor).filter(
    (name) => !known.has(name) && !untried.has(name) && isActOnIssue(name),
  );
  return [...awaited, ...anywhere.flatMap((name) => variants({ desk, state, name, actor, item: null }))];
}

/** What is done to the whole issue or one of its shares, not at a step of the drawing. */
const isActOnIssue = (name: CommandName): boolean =>
  [
    'remind',
    'grade',
    'reassign',
    'pause',
    'resume',
    'forceClose',
    'blowWhistle',
    'endWhistle',
    'reopen',
    'openLedger',
    'unmerge',
  ].includes(name);

function awaitedTrials(desk: Desk, state: IssueState, item: Waiting): Trial[] {
  const actor: Actor = { id: someone, roles: item.roles, unit: item.unit, district: item.district };
  const allowed = new Set(allowedCommands(desk, state, actor));
  const names = commandNames.filter((name) => item.commands.includes(name) && allowed.has(name) && !untried.has(name));
  return names.flatMap((name) => variants({ desk, state, name, actor, item }));
}

type About = { desk: Desk; state: IssueState; name: CommandName; actor: Actor; item: Waiting | null };
type Variant = { label?: Bilingual; data?: Record<string, unknown> | null; depends?: Bilingual; assume?: Partial<IssueState> };

function variants(about: About): Trial[] {
  const { state, name, actor, item } = about;
  const base = plausible(commandSchemas[name]) as Record<string, unknown>;
  const share = shareOf(state, item);
  const given = 'assignment' in commandSchemas[name].shape && share ? { assignment: share.id } : {};
  const place = { node: item?.node ?? null, assignment: item?.assignment ?? null };
  return (ways[name] ?? outcomesOf)(about, share).map(({ label = null, data = {}, depends = null, assume = {} }) => ({
    ...{ name, place, actor, label, depends, assume },
    data: data && { ...base, ...given, ...data },
  }));
}

/** The share that an act is about: the awaited one's, else the first that still is at work. */
function shareOf({ assignments }: IssueState, item: Waiting | null): Assignment | null {
  const named = assignments.find(({ id }) => id === item?.assignment);
  const ended = ['ACCEPTED', 'RETURNED', 'CANCELLED', 'REASSIGNED'];
  return named ?? (item ? null : (assignments.find(({ state }) => !ended.includes(state)) ?? null));
}

type Ways = (about: About, share: Assignment | null) => Variant[];

const plain: Ways = () => [{}];

/** At a step of the drawing: one way for each outcome that the command can take there. */
const outcomesOf: Ways = ({ desk, state, name, item }) => {
  const node = item ? desk.plan.flow.nodes[item.node] : undefined;
  if (node?.kind !== 'task' && node?.kind !== 'ask') return plain({ desk, state, name, item } as About, null);
  const unsolved = state.unsolved === 0 ? 'first' : 'again';
  const taken = node.outcomes.filter(
    (outcome) => outcome.command === name && (outcome.when?.['unsolved']?.includes(unsolved) ?? true),
  );
  if (taken.length === 0) return [{}];
  return taken.map((outcome) => {
    const { unsolved: _unsolved, ...when } = outcome.when ?? {};
    const fields = Object.fromEntries(
      Object.entries(when).flatMap(([key, values]) => (values[0] === null ? [] : [[key, values[0]]])),
    );
    const required = Object.fromEntries(outcome.requires.map((field) => [field, plausibleField(commandSchemas[name], field)]));
    const data = name === 'choose' ? { node: node.id, outcome: outcome.id, form: required } : { ...required, ...fields };
    return { label: outcome.label, data: { ...data, ...(fields['approve'] === false ? { defects: '…' } : {}) } };
  });
};

const dispatched = (state: IssueState): string[] => {
  const { units } = state.facts;
  return Array.isArray(units) ? units.filter((unit): unit is string => typeof unit === 'string') : [];
};

const ways: Partial<Record<CommandName, Ways>> = {
  sign: plain,
  contact: () => [{ data: { reached: true, proof: { kind: 'call', reference: '…' } } }],
  decideReturn: () => [
    { label: say('同意退回', 'accepted'), data: { accept: true }, depends: say('同意时可同时改派', 'it may name another unit') },
    { label: say('不同意', 'refused'), data: { accept: false } },
  ],
  requestExtension: (about) => [
    { data: { length: extensionOf(about) }, depends: say('按允许的最长延期', 'the longest that is allowed') },
  ],
  decideExtension: () => [
    { label: say('同意', 'approved'), data: { approve: true } },
    { label: say('不同意', 'refused'), data: { approve: false } },
  ],
  grade: ({ desk, state }) => {
    const now = grades.indexOf(gradeOf(beginStep(desk, state, state.at, systemActor)));
    const higher = grades[now - 1];
    return higher
      ? [
          {
            label: say(`提为${higher}级`, `to ${higher}`),
            data: { grade: higher },
            depends: say('以提高一级为例', 'one grade up'),
          },
        ]
      : [];
  },
  reassign: (_about, share) =>
    share
      ? [
          {
            data: { unit: share.unit },
            depends: say(
              '到期时间与改派给谁无关；新单位自派单起算',
              'the due does not depend on which unit; it counts from the dispatch',
            ),
          },
        ]
      : [],
  pause: () => [{ data: { clock: 'both' }, depends: say('承诺与答复一并中止', 'promise and reply together') }],
  blowWhistle: (_about, share) =>
    share
      ? [
          {
            data: { kind: 'hard', units: [share.unit] },
            depends: say('以攻坚吹哨、召集承办单位为例', 'a whistle for hard matters to the unit'),
          },
        ]
      : [],
  openLedger: () => [{ data: null, depends: say('取决于计划与里程碑', 'it follows from the plan and its milestones') }],
  dispatch: ({ state, actor }) => {
    if (actor.unit !== null)
      return [{ data: null, depends: say('转交哪个下级单位由本单位决定', "which unit below is the unit's choice") }];
    const units = dispatched(state);
    return units.length > 0 ? [{ data: { units }, depends: say('派给规则选出的单位', 'to the units that the facts name') }] : [];
  },
  forceClose: ({ state }) => [
    { label: say('第一人签字', 'the first signature'), depends: say('两人签字才办结', 'it takes two people') },
    {
      label: say('第二人签字后', 'with the second signature'),
      assume: { signatures: { ...state.signatures, forceClose: `${someone} else` } },
    },
  ],
  merge: () => [{ data: null, depends: say('取决于并入哪一件', 'depends on the issue it is merged into') }],
  retryIncident: ({ item }) => [{ data: { incident: item?.node } }],
  skipIncident: ({ item }) => [{ data: { incident: item?.node } }],
  repairIncident: ({ item }) => [
    { data: { incident: item?.node, facts: {} }, depends: say('取决于补入的事实', 'depends on the facts put in') },
  ],
  checkOnSite: (about, share) =>
    outcomesOf(about, share).map((way) => ({
      ...way,
      data: { ...way.data, takenAt: about.state.at, photos: [{ hash: '…', type: 'image/jpeg' }] },
    })),
  decideExclusion: () => [
    { data: null, depends: say('时限和卡牌都不变，只影响指标', 'no clock and no card: only figures follow from it') },
  ],
  decideExposure: () => [
    { label: say('同意曝光', 'approved'), data: { approve: true } },
    { label: say('不同意', 'refused'), data: { approve: false, remark: '…' } },
  ],
  receiveMessage: ({ desk, item }) => {
    const message = awaitedAt(desk.plan.flow.nodes[item?.node ?? ''])?.message;
    return message === undefined
      ? []
      : [{ data: { message }, depends: say('以不带事实的消息为例', 'word that brings no facts') }];
  },
  reportIn: ({ item }) => [{ data: { whistle: item?.node } }],
};

/** The longest extension that the grade allows, in the unit it is counted in. */
function extensionOf({ desk, state, item }: About): unknown {
  const share = shareOf(state, item);
  const rule = share ? desk.plan.policy.extensions.grades[share.grade] : undefined;
  const unit = state.clocks.find(({ id }) => id === unitClock(share?.id ?? '', 'reply'))?.length.unit === 'nd' ? 'nd' : 'wd';
  return rule?.each ?? { n: 1, unit };
}

/** The command of a trial, as it would be given at an instant; null when its made-up data do not fit. */
export function commandOf({ name, actor, data }: Trial, at: string): CommandInput | null {
  if (data === null) return null;
  const read = commandSchemas[name].safeParse(data);
  return read.success ? { id: 'foresight', name, at, actor, data: read.data } : null;
}
