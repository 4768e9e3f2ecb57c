import type { Flow } from '../flow';
import { clockName, stageNames } from '../issue/clock-names';
import { roleNames } from '../issue/role-names';
import type { Bilingual } from '../text';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** What the fields of steps, ways out and lines are called. */
const labels: Readonly<Record<string, Bilingual>> = {
  name: b('名称', 'name'),
  policy: b('时限规则', 'deadline policy'),
  kind: b('种类', 'kind'),
  stage: b('诉求件状态', 'state of the issue'),
  resident: b('居民看到的话', 'what the resident reads'),
  note: b('备注', 'remark'),
  limit: b('时限', 'limit'),
  roles: b('办理角色', 'who acts'),
  outcomes: b('去处', 'way out'),
  facts: b('本市的事实', "the city's facts"),
  label: b('名称', 'label'),
  command: b('操作', 'command'),
  event: b('记作事件', 'recorded as'),
  marks: b('附带的动作', 'what it also does'),
  requires: b('必填', 'must be filled in'),
  secondSignature: b('第二人签字', 'second signature'),
  whenFact: b('仅当事实', 'only when the fact'),
  notSameAs: b('不得与这些步骤同一人', 'not by whoever did'),
  notOfHandlingUnit: b('承办单位的人不得办理', 'nobody of the handling unit'),
  decision: b('决策表', 'decision table'),
  once: b('只决定一次', 'decide only once'),
  unitsFact: b('单位取自事实', 'units come from the fact'),
  leadFact: b('主办取自事实', 'the lead comes from the fact'),
  teamsFact: b('队伍或商家取自事实', 'teams come from the fact'),
  lane: b('通道', 'lane'),
  join: b('何时算办完', 'when it is done'),
  required: b('必须等它办完', 'it must be waited for'),
  onClose: b('诉求件办结时', 'when the issue closes'),
  to: b('到', 'to'),
  from: b('从', 'from'),
  whistle: b('吹哨种类', 'kind of whistle'),
  wait: b('等哪些分支', 'which branches it waits for'),
  question: b('问什么', 'what is asked'),
  window: b('等多久', 'how long it waits'),
  tries: b('联系次数', 'contact tries'),
  pausesPromise: b('等待时承诺暂停', 'the promise stops meanwhile'),
  until: b('等到', 'waits until'),
  every: b('每隔', 'every'),
  fact: b('事实', 'fact'),
  channels: b('渠道', 'channels'),
  exposes: b('曝光性报道', 'exposes the matter'),
  endpoint: b('外部系统', 'other system'),
  sends: b('送出的事实', 'facts sent'),
  takes: b('接收的事实', 'facts taken'),
  flow: b('子流程', 'sub-flow'),
  ends: b('子流程的终点', 'ends of the sub-flow'),
  result: b('结果', 'result'),
  reopenTo: b('重开至', 'reopens to'),
  outcome: b('去处', 'outcome'),
  when: b('条件', 'condition'),
  isDefault: b('其他情况走这条', 'taken otherwise'),
  optional: b('可不等', 'need not be waited for'),
  order: b('条件的先后', 'order of the conditions'),
  text: b('内容', 'text'),
  zone: b('时区', 'time zone'),
  makeUp: b('调休上班日', 'make-up working days'),
};

export const labelOf = (key: string): Bilingual => labels[key] ?? b(key, key);

/** Several names as one label: the way out, then its field. */
export const joinedLabel = (parts: readonly Bilingual[]): Bilingual =>
  b(parts.map(({ zh }) => zh).join(' · '), parts.map(({ en }) => en).join(' · '));

/** What the lanes are called. */
export const laneNames: Readonly<Record<string, Bilingual>> = {
  media: b('新闻监督', 'media'),
  government: b('党政部门', 'government'),
  volunteer: b('社会力量', 'volunteers'),
  merchant: b('商业服务', 'merchants'),
};

/** Values of closed lists, by the field they stand in. */
const values: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  kind: {
    start: b('开始', 'start'),
    task: b('人工环节', 'task'),
    decide: b('决策', 'decision'),
    assign: b('转办', 'assignment'),
    offer: b('接单', 'offer'),
    whistle: b('吹哨', 'whistle'),
    fork: b('并行', 'fork'),
    join: b('汇合', 'join'),
    ask: b('问居民', 'question to the resident'),
    wait: b('等待', 'wait'),
    publish: b('发布', 'publication'),
    call: b('外部系统', 'call'),
    end: b('结束', 'end'),
    length: b('一段时间', 'a length of time'),
    date: b('某个时刻', 'an instant'),
    message: b('外部消息', 'word from outside'),
    review: b('定期复查', 'a recurring inspection'),
  },
  lane: laneNames,
  join: {
    lead: b('会办齐了，主办答复', 'the lead replies after its joint units'),
    all: b('每个必需单位都答复', 'every required unit has replied'),
    any: b('任一单位答复', 'any unit has replied'),
  },
  onClose: { continue: b('继续办', 'it goes on'), cancel: b('取消', 'it is cancelled') },
  to: { volunteer: b('志愿队伍', 'volunteer teams'), merchant: b('商家', 'merchants') },
  whistle: { daily: b('日常', 'daily'), hard: b('攻坚', 'hard matters'), emergency: b('应急', 'emergency') },
  wait: { all: b('全部', 'all'), any: b('任意一条', 'any one'), required: b('必需的', 'the required ones') },
  question: { info: b('补充信息', 'more information'), rating: b('是否解决、是否满意', 'solved? satisfied?') },
  stage: stageNames,
  roles: roleNames,
};

/** Fields that name steps of the drawing. */
const stepFields = new Set(['from', 'to', 'notSameAs', 'reopenTo']);
/** Fields that name a clock, a window or a number of the policy. */
const clockFields = new Set(['limit', 'window', 'every', 'tries']);

/** Names of what a drawing refers to, from both versions; the newer one's count. */
export type Named = { steps: ReadonlyMap<string, Bilingual>; decisions: ReadonlyMap<string, Bilingual> };

type HasDecisions = { decisions: readonly { id: string; name: Bilingual }[] };

export function namedIn(flows: readonly Flow[], contents: readonly HasDecisions[]): Named {
  return {
    steps: new Map(flows.flatMap(({ nodes }) => nodes.map(({ id, name }) => [id, name]))),
    decisions: new Map(contents.flatMap(({ decisions }) => decisions.map(({ id, name }) => [id, name]))),
  };
}

const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value && Object.keys(value).length === 2;

/** A value of a field in words; what has none is shown as it is written. */
export function valueWords(field: string, value: unknown, named: Named): Bilingual {
  if (isBilingual(value)) return value;
  if (typeof value === 'boolean') return value ? b('是', 'yes') : b('否', 'no');
  if (Array.isArray(value)) return listWords(field, value, named);
  if (typeof value === 'string') return textWords(field, value, named);
  if (typeof value === 'number') return b(String(value), String(value));
  const text = JSON.stringify(value);
  return b(text, text);
}

function listWords(field: string, list: readonly unknown[], named: Named): Bilingual {
  if (list.length === 0) return b('（无）', '(none)');
  const said = list.map((entry) => valueWords(field, entry, named));
  return b(said.map(({ zh }) => zh).join('、'), said.map(({ en }) => en).join(', '));
}

function textWords(field: string, value: string, { steps, decisions }: Named): Bilingual {
  const known =
    values[field]?.[value] ??
    (stepFields.has(field) ? steps.get(value) : undefined) ??
    (field === 'decision' ? decisions.get(value) : undefined) ??
    (clockFields.has(field) ? clockName(value) : undefined);
  return known ?? (value.trim() === '' ? b('（空）', '(empty)') : b(value, value));
}
