import type { Bilingual, Json } from '#domain';
import { clockKindWords, fieldWords, gradeWords, useText, useWords } from '../i18n';
import type { PolicyDocument, PolicyNumber } from './policy-numbers';
import { words } from './words';

const parts = [
  'grades',
  'stages',
  'windows',
  'tries',
  'returns',
  'extensions',
  'rework',
  'cards',
  'reportIn',
  'ledger',
  'volunteer',
  'publication',
  'merge',
  'theme',
  'ladders',
] as const;
export type PolicyPart = (typeof parts)[number] | 'other';

export const partOf = (number: PolicyNumber): PolicyPart => parts.find((part) => part === number.path[0]) ?? 'other';

/** Numbers under their parts, the parts that change most often first. */
export function groupByPart(numbers: readonly PolicyNumber[]): [PolicyPart, PolicyNumber[]][] {
  const groups = new Map<PolicyPart, PolicyNumber[]>();
  for (const number of numbers) groups.set(partOf(number), [...(groups.get(partOf(number)) ?? []), number]);
  const order = [...parts, 'other' as const];
  return [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

const own: Record<string, Bilingual> = {
  window: { zh: '可申请的期限', en: 'time to ask' },
  adjudicate: { zh: '裁定时限', en: 'time to decide' },
  designateAfter: { zh: '同意几次后指定承办', en: 'designated after so many returns' },
  decide: { zh: '审批时限', en: 'time to decide' },
  max: { zh: '最多次数', en: 'at most' },
  each: { zh: '每次最长', en: 'each at most' },
  due: { zh: '答复时限', en: 'reply due' },
  onDays: { zh: '分几天', en: 'on so many days' },
  floor: { zh: '至少', en: 'at least' },
  before: { zh: '提前', en: 'before the parent' },
  yellow: { zh: '黄牌计分', en: 'points of a yellow card' },
  red: { zh: '红牌计分', en: 'points of a red card' },
  appeal: { zh: '申诉时限', en: 'time to appeal' },
  expire: { zh: '失效', en: 'expires after' },
  yellowsToRed: { zh: '几张黄牌变红牌', en: 'yellow cards to a red one' },
  reds: { zh: '约谈：红牌张数', en: 'talk: red cards' },
  within: { zh: '在多长时间内', en: 'within' },
  emergency: { zh: '应急', en: 'emergency' },
  hard: { zh: '攻坚', en: 'hard matters' },
  daily: { zh: '日常', en: 'daily' },
  missesToYellow: { zh: '几次未复核发黄牌', en: 'missed reviews to a yellow card' },
  claim: { zh: '接单', en: 'claim' },
  assign: { zh: '中心指派', en: 'assign' },
  start: { zh: '开始服务', en: 'start' },
  review1: { zh: '初审', en: 'first review' },
  review2: { zh: '二审', en: 'second review' },
  review3: { zh: '三审', en: 'third review' },
  fast: { zh: '快速通道', en: 'fast track' },
  factsChanged: { zh: '事实变更后决定', en: 'decide after changed facts' },
  sameResidentWithin: { zh: '同一居民合并提示', en: 'same resident proposed within' },
  relapseWithin: { zh: '复发认定', en: 'relapse within' },
  relapseMetres: { zh: '复发认定距离（米）', en: 'relapse within metres' },
  reporters: { zh: '反映人数', en: 'reporters' },
  districts: { zh: '区县数', en: 'districts' },
  longGap: { zh: '阶梯间隔过长提醒', en: 'warn of ladder gaps over' },
  limit: { zh: '时限', en: 'limit' },
  offset: { zh: '相对到期', en: 'from the due' },
  replacement: { zh: '改派后', en: 'after replacement' },
  recompute: { zh: '重算后', en: 'after recompute' },
  subDispatch: { zh: '二级单位', en: 'level 2 units' },
  bounce: { zh: '来回退回', en: 'sent back and forth' },
  name: { zh: '名称', en: 'name' },
  act: { zh: '动作', en: 'act' },
  kind: { zh: '种类', en: 'kind' },
  colour: { zh: '颜色', en: 'colour' },
  to: { zh: '通知谁', en: 'who is told' },
  channel: { zh: '渠道', en: 'channel' },
  time: { zh: '时刻', en: 'time of day' },
  ladder: { zh: '升级阶梯', en: 'ladder' },
  donor: { zh: '来源', en: 'taken from' },
  calendar: { zh: '工作日历', en: 'calendar' },
  defaultGrade: { zh: '默认等级', en: 'default grade' },
  handleFirst: { zh: '先办后议的等级', en: 'grades handled first' },
  fastGrades: { zh: '快速通道的等级', en: 'grades of the fast track' },
  rolled: { zh: '遇休息日顺延', en: 'rolled over days off' },
  from: { zh: '起算', en: 'counted from' },
  setBy: { zh: '由谁约定', en: 'set by' },
  order: { zh: '先后', en: 'order' },
  alarm: { zh: '大厅警报', en: 'alarm in the hall' },
  unsolvedToRed: { zh: '几次未解决发红牌', en: 'times not solved to a red card' },
};

/** Parts whose keys name clocks. */
const clockParts = new Set(['grades', 'stages', 'windows', 'tries']);
const grades: Partial<Record<string, Bilingual>> = gradeWords;

/** Steps of a path that say nothing to a reader. */
const silent = new Set(['clocks', 'length', 'grades', 'rungs', 'steps', 'points', 'talk']);

/** Names a number of a policy by the words of its path: grade, clock, rung by the document's own names. */
export function useNumberName(document: PolicyDocument) {
  const text = useText();
  const t = useWords(words);
  const nameOfStep = (path: readonly string[], i: number): string => {
    const key = path[i] ?? '';
    const named = nameAt(document, path.slice(0, i + 1));
    if (named) return text(named);
    const isClock = clockParts.has(path[0] ?? '') && i < path.length - 1;
    const word = grades[key] ?? (isClock ? clockKindWords[key] : undefined) ?? own[key] ?? clockKindWords[key] ?? fieldWords[key];
    return word ? text(word) : key;
  };
  return {
    part: (part: PolicyPart) => t(`part.${part}`),
    /** What the numbers of one cluster have in common: a grade, a step, a ladder. */
    heading: (number: PolicyNumber) => nameOfStep(number.path, 1),
    /** Where it stands in its part; within a cluster the heading is not said again. */
    name: (number: PolicyNumber, inCluster = false) => {
      const from = inCluster ? 2 : partOf(number) === 'other' ? 0 : 1;
      const steps = number.path.map((key, i) => ({ key, i })).filter(({ key, i }) => i >= from && !silent.has(key));
      return (
        steps.map(({ i }) => nameOfStep(number.path, i)).join(' · ') ||
        text(own[number.path.at(-1) ?? ''] ?? { zh: '数', en: 'number' })
      );
    },
  };
}

/** The numbers of a part under their second key when that makes clusters of several: a grade with its clocks. */
export function clustersOf(numbers: readonly PolicyNumber[]): PolicyNumber[][] {
  const clusters = new Map<string, PolicyNumber[]>();
  for (const number of numbers) {
    const key = number.path[1] ?? '';
    clusters.set(key, [...(clusters.get(key) ?? []), number]);
  }
  const all = [...clusters.values()];
  const several = all.filter((one) => one.length > 1).length;
  const isNamed = numbers.every(({ path }) => path.length > 2);
  return isNamed && several * 2 > all.length ? all : [[...numbers]];
}

/** The `name` a document gives to the object at a path, if any. */
function nameAt(document: PolicyDocument, path: readonly string[]) {
  const at = path.reduce<Json | undefined>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, Json>)[key] : undefined),
    document,
  );
  const name = typeof at === 'object' && at !== null && !Array.isArray(at) ? at['name'] : undefined;
  return name &&
    typeof name === 'object' &&
    !Array.isArray(name) &&
    typeof name['zh'] === 'string' &&
    typeof name['en'] === 'string'
    ? { zh: name['zh'], en: name['en'] }
    : null;
}
