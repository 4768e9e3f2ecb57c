import { type Clock, type Instant, type RungAddress, type RungSpec, formatDue } from '../deadline';
import type { Bilingual } from '../text';
import { clockName } from './clock-names';
import { earliest } from './expiries';
import { roleNames } from './role-names';
import { ladderOf } from './rungs';
import { beginStep, systemActor, type Desk } from './step';
import type { IssueState } from './state';

/** What an issue does next by itself. `rule` names the transition of DOMAIN 2 where it has a name. */
export type NextAct = {
  at: Instant;
  clock: string;
  kind: string;
  unit: string | null;
  rungs: string[];
  rule: string | null;
  text: Bilingual;
};

const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** What ends with a clock that has no ladder for it (expiries.ts). */
const ends: Readonly<Record<string, { rule: string | null; text: Bilingual }>> = {
  returnWindow: { rule: 'T04', text: say('不能再申请退回，指定承办', 'no return can be asked any more: the unit keeps it') },
  adjudicate: {
    rule: 'T03',
    text: say('未裁定视为不同意退回，告知督办', 'an undecided return counts as refused, supervision is told'),
  },
  extension: { rule: 'T07', text: say('未审批，告知市级督办', 'undecided: city supervision is told') },
  archive: { rule: 'C26', text: say('归档，不再变化', 'archived: nothing more will happen') },
  followUp: { rule: null, text: say('问来件人是否仍然解决', 'its reporters are asked whether it is still fixed') },
  'followUp.answer': { rule: null, text: say('未答，按未评价记', 'no answer: noted as none') },
  reportIn: { rule: 'R8', text: say('记为未到', 'marked as missed') },
};
const windows = {
  info: {
    rule: 'C05',
    text: say('居民未补充：由值班员再联系，仍联系不上即办结', 'no answer: the desk tries to call, then closes it'),
  },
  rating: { rule: 'C17', text: say('居民未评价：按未评价办结', 'no rating: closed unrated') },
  unit: { rule: 'C28', text: say('居民未答：单位的时限恢复计时', "no answer: the unit's clocks go on") },
  other: { rule: null, text: say('不再等候，走下一步', 'nobody waits any longer: it goes on') },
} as const;

const actRules: Partial<Record<RungSpec['act']['kind'], string>> = {
  signBySystem: 'T01',
  card: 'T10',
  whistle: 'T10',
  remind: 'R8',
};

/** The next planned instant: every rung of that clock that fires then, by its name and whom it tells; else what ends with it. */
export function nextAct(
  desk: Desk,
  state: IssueState,
  about: { zone: string; unit: (code: string) => Bilingual },
): NextAct | null {
  const due = state.final ? null : earliest(state);
  if (!due) return null;
  const { clock, planned } = due;
  const at = planned.plannedAt;
  const rungs = rungsAt(desk, state, clock, at, planned.kind === 'expiry');
  const end = planned.kind === 'expiry' && rungs.length === 0 ? endOf(desk, state, clock) : null;
  const unit = unitOf(state, clock);
  const rule = rungs.map((rung) => actRules[rung.act.kind]).find((one) => one !== undefined) ?? end?.rule ?? null;
  const what = rungs.length > 0 ? rungsText(rungs) : (end?.text ?? say('到期，记为逾期', 'due: marked as missed'));
  const name = clockName(clock.kind);
  const whose = unit === null ? say('', '') : say(`${about.unit(unit).zh}的`, ` of ${about.unit(unit).en}`);
  const when = formatDue(about.zone, at);
  return {
    ...{ at, clock: clock.id, kind: clock.kind, unit, rungs: rungs.map(({ key }) => key), rule },
    text: say(
      `${when}，${whose.zh}“${name.zh}”时限${rule ? `（${rule}）` : ''}：${what.zh}`,
      `${when}, the clock for ${name.en}${whose.en}${rule ? ` (${rule})` : ''}: ${what.en}`,
    ),
  };
}

/** The expiry goes before the rungs of its own instant, so both are told together. */
function rungsAt(desk: Desk, state: IssueState, clock: Clock, at: Instant, atExpiry: boolean): RungSpec[] {
  const step = beginStep(desk, state, state.at, systemActor);
  const ladder = new Map(ladderOf(step, clock).map((spec) => [spec.key, spec]));
  const now = clock.rungs.filter(({ status, plannedAt }) => status === 'planned' && plannedAt === at);
  const fires = atExpiry ? now : now.slice(0, 1);
  return fires.flatMap(({ key }) => ladder.get(key) ?? []);
}

const unitOf = ({ assignments }: IssueState, clock: Clock): string | null =>
  assignments.find(({ id }) => clock.id.startsWith(`${id}.`))?.unit ?? (clock.kind === 'reportIn' ? (clock.owner ?? null) : null);

function endOf({ plan }: Desk, state: IssueState, clock: Clock): { rule: string | null; text: Bilingual } | null {
  if (clock.kind !== 'window') return ends[clock.kind] ?? null;
  if (state.assignments.some(({ id }) => clock.id.startsWith(`${id}.`))) return windows.unit;
  const token = state.tokens.find(({ id }) => clock.id.startsWith(`${id}.`));
  const node = token && plan.flow.nodes[token.node];
  return node?.kind === 'ask' ? windows[node.question] : windows.other;
}

function rungsText(rungs: readonly RungSpec[]): Bilingual {
  const each = rungs.map(({ name, to }) => {
    const told = to.map(addressText);
    if (told.length === 0) return name;
    return say(
      `${name.zh}（告知${told.map(({ zh }) => zh).join('、')}）`,
      `${name.en} (tells ${told.map(({ en }) => en).join(', ')})`,
    );
  });
  return say(each.map(({ zh }) => zh).join('；'), each.map(({ en }) => en).join('; '));
}

const unitRoles = {
  liaison: say('联络员', 'liaison'),
  head: say('负责人', 'head'),
  dutyDesk: say('值班台', 'duty desk'),
} as const;
const links = {
  head: say('单位负责人', "the unit's head"),
  parentHead: say('上级单位负责人', "the parent unit's head"),
  districtSupervision: roleNames.districtSupervision,
  citySupervision: roleNames.citySupervision,
  chief: roleNames.chief,
} as const;

function addressText(to: RungAddress): Bilingual {
  switch (to.who) {
    case 'unit':
      return to.of === 'own'
        ? say(`单位${unitRoles[to.as].zh}`, `the unit's ${unitRoles[to.as].en}`)
        : say(`上级单位${unitRoles[to.as].zh}`, `the parent unit's ${unitRoles[to.as].en}`);
    case 'line':
      return links[to.from];
    case 'desk':
      return roleNames[to.role];
    case 'person':
      return say(to.person, to.person);
    case 'resident':
      return roleNames.citizen;
  }
}
