import type { Bilingual } from '../text';

/** Which moments bring a case into a figure: named beside it, so that two figures are never compared by mistake. */
export const cohorts = {
  received: { zh: '期内收到的来件', en: 'intakes received in the period' },
  accepted: { zh: '期内受理的来件', en: 'intakes accepted in the period' },
  verified: { zh: '期内完成甄别的诉求件', en: 'issues verified in the period' },
  dispatched: { zh: '期内转办的转办件', en: 'assignments dispatched in the period' },
  contactDue: { zh: '期内应联系的转办件', en: 'assignments whose contact was due in the period' },
  due: { zh: '期内到期的转办件（含二次办理）', en: 'assignments due in the period (reworks too)' },
  called: { zh: '期内回访的诉求件，按最后一次回答', en: 'issues called back in the period, by their last answer' },
  closed: { zh: '期内办结的诉求件', en: 'issues closed in the period' },
  stock: { zh: '此刻在办的转办件', en: 'assignments open now' },
  issues: { zh: '期内受理的诉求件', en: 'issues accepted in the period' },
  whistles: { zh: '期内吹响的哨', en: 'whistles blown in the period' },
  fired: { zh: '期内受理的诉求件自动触发的时刻', en: 'planned instants of the issues accepted in the period' },
} satisfies Record<string, Bilingual>;
export type Cohort = keyof typeof cohorts;

/**
 * How a figure is shown: `share` a rate with its Wilson interval, `per100` and `ratio` without one, `mean`, `sum`, `count`,
 * `middle` a median with its p90 beside it, `score` of a hundred.
 */
export type FigureKind = 'share' | 'per100' | 'ratio' | 'mean' | 'sum' | 'count' | 'middle' | 'score';

type Entry = { name: Bilingual; formula: Bilingual; cohort: Cohort; kind: FigureKind; unit?: Bilingual; better?: 'high' | 'low' };

const hours = { zh: '工作小时', en: 'working hours' };
const minutes = { zh: '分钟', en: 'minutes' };

const entry = (
  [nameZh, nameEn]: [string, string],
  [zh, en]: [string, string],
  cohort: Cohort,
  kind: FigureKind,
  more: Pick<Entry, 'unit' | 'better'> = {},
): Entry => ({ name: { zh: nameZh, en: nameEn }, formula: { zh, en }, cohort, kind, ...more });

/** Every figure of DOMAIN 3 that the machine has facts for, in the order in which they are shown. */
export const kpis = {
  demand: entry(['来件量', 'Demand'], ['收到的来件数', 'intakes received'], 'received', 'count'),
  demandPerHead: entry(
    ['每万人来件量', 'Demand per 10,000 inhabitants'],
    ['来件数 ÷ 常住人口 × 10000', 'intakes ÷ inhabitants × 10,000'],
    'received',
    'ratio',
  ),
  mergeRatio: entry(['并件率', 'Merge ratio'], ['1 − 诉求件 ÷ 受理来件', '1 − cases ÷ accepted intakes'], 'accepted', 'share'),
  onTimeVerify: entry(
    ['甄别及时率', 'On-time verify'],
    ['时限内甄别 ÷ 已甄别', 'verified within the limit ÷ verified'],
    'verified',
    'share',
    { better: 'high' },
  ),
  dispatchAccuracy: entry(
    ['派单准确率', 'Dispatch accuracy'],
    ['1 − 同意的退回 ÷ 转办', '1 − accepted returns ÷ dispatches'],
    'dispatched',
    'share',
    { better: 'high' },
  ),
  returnRate: entry(['退单率', 'Return rate'], ['申请退回 ÷ 转办', 'return requests ÷ dispatches'], 'dispatched', 'share', {
    better: 'low',
  }),
  refusedReturns: entry(
    ['退单驳回率', 'Refused-return rate'],
    ['驳回（含逾期未裁） ÷ 申请退回', 'refused (or undecided in time) ÷ return requests'],
    'dispatched',
    'share',
  ),
  unitsTried: entry(
    ['平均经手单位数', 'Ping-pong: units tried'],
    ['经手单位数 ÷ 已转办诉求件', 'units tried ÷ dispatched cases'],
    'issues',
    'mean',
    { better: 'low' },
  ),
  pingPong: entry(
    ['推诿件占比', 'Ping-pong: share'],
    ['先后转办 3 个及以上单位的诉求件 ÷ 已转办诉求件', 'cases tried with 3 or more units in turn ÷ dispatched cases'],
    'issues',
    'share',
    { better: 'low' },
  ),
  response: entry(
    ['响应率', 'Response rate'],
    ['联系时限内联系 ÷ 转办（不得剔除）', 'contacted within the contact limit ÷ dispatched (no exclusion allowed)'],
    'contactDue',
    'share',
    { better: 'high' },
  ),
  resolution: entry(
    ['解决率', 'Resolution rate'],
    ['（解决 + 0.5 × 部分解决）÷（有效回访 − 批准剔除）', '(solved + 0.5 × partly) ÷ (valid answers − approved exclusions)'],
    'called',
    'share',
    { better: 'high' },
  ),
  satisfaction: entry(
    ['满意率', 'Satisfaction rate'],
    [
      '（非常满意 + 满意 + 0.6 × 基本满意）÷（已评价 − 批准剔除）',
      '(very satisfied + satisfied + 0.6 × fair) ÷ (rated − approved exclusions)',
    ],
    'called',
    'share',
    { better: 'high' },
  ),
  coverage: entry(['回访覆盖率', 'Callback coverage'], ['已回答 ÷ 办结', 'answered ÷ closed'], 'closed', 'share', {
    better: 'high',
  }),
  composite: entry(
    ['三率综合', 'Composite of the three rates'],
    ['100 ×（w1·响应 + w2·解决 + w3·满意）', '100 × (w1·response + w2·resolution + w3·satisfaction)'],
    'called',
    'score',
    { better: 'high' },
  ),
  onTimeReply: entry(
    ['按时办结率', 'On-time reply rate'],
    ['到期（含批准延期）前答复 ÷ 期内到期', 'replied at or before the due (after approved extension) ÷ due in the period'],
    'due',
    'share',
    { better: 'high' },
  ),
  onTimeOriginal: entry(
    ['原定期限内办结率', 'Within the original due'],
    ['原定期限前答复 ÷ 期内到期', 'replied at or before the due without extensions ÷ due in the period'],
    'due',
    'share',
    { better: 'high' },
  ),
  closing: entry(['办结率', 'Closing rate'], ['期内受理且已办结 ÷ 期内受理', 'closed ÷ accepted'], 'issues', 'share', {
    better: 'high',
  }),
  contactHours: entry(
    ['联系用时', 'Time to contact'],
    ['转办至首次联系，中位数与 90 分位', 'dispatch to first contact, median and p90'],
    'dispatched',
    'middle',
    { unit: hours, better: 'low' },
  ),
  replyHours: entry(
    ['答复用时', 'Time to reply'],
    ['转办至答复，中位数与 90 分位', 'dispatch to reply, median and p90'],
    'dispatched',
    'middle',
    { unit: hours, better: 'low' },
  ),
  caseHours: entry(
    ['全程用时', 'Time of the whole case'],
    ['收到至办结，扣除中止，中位数与 90 分位', 'receipt to closing without paused time, median and p90'],
    'closed',
    'middle',
    { unit: hours, better: 'low' },
  ),
  pausedHours: entry(
    ['中止用时', 'Paused time'],
    ['办结件的中止时长合计', 'paused time of closed cases, in all'],
    'closed',
    'sum',
    {
      unit: hours,
    },
  ),
  overdue: entry(
    ['超期在办', 'Overdue stock'],
    ['已过期限而未答复的转办件', 'open assignments past their due'],
    'stock',
    'count',
    {
      better: 'low',
    },
  ),
  extension: entry(['延期率', 'Extension rate'], ['获准延期 ÷ 转办', 'extended ÷ dispatched'], 'dispatched', 'share', {
    better: 'low',
  }),
  extensionDays: entry(
    ['平均延期天数', 'Mean days granted'],
    ['批准的天数 ÷ 延期的转办件', 'days granted ÷ assignments extended'],
    'dispatched',
    'mean',
  ),
  ledger: entry(['在账件', 'Ledger stock'], ['此刻挂账的诉求件', 'issues on the ledger now'], 'stock', 'count'),
  rework: entry(['二次办理率', 'Rework rate'], ['进入二次办理 ÷ 已回访', 'reworked ÷ called back'], 'called', 'share', {
    better: 'low',
  }),
  relapse: entry(['复发率', 'Relapse'], ['复发的新诉求件 ÷ 办结', 'new issues that are a relapse ÷ closed'], 'closed', 'ratio', {
    better: 'low',
  }),
  falseClosings: entry(
    ['虚假办结', 'False closings found'],
    ['抽查后重新打开的诉求件', 'issues reopened after sampling'],
    'closed',
    'count',
    { better: 'low' },
  ),
  yellow: entry(
    ['黄牌（每百件）', 'Yellow cards per 100'],
    ['黄牌 ÷ 转办 × 100', 'yellow ÷ dispatched × 100'],
    'dispatched',
    'per100',
    {
      better: 'low',
    },
  ),
  red: entry(['红牌（每百件）', 'Red cards per 100'], ['红牌 ÷ 转办 × 100', 'red ÷ dispatched × 100'], 'dispatched', 'per100', {
    better: 'low',
  }),
  points: entry(['扣分', 'Points'], ['未撤销各牌的分值合计', 'points of the cards that stand'], 'dispatched', 'sum', {
    better: 'high',
  }),
  revoked: entry(['申诉撤销率', 'Revoked ÷ appealed'], ['撤销 ÷ 申诉', 'revoked ÷ appealed'], 'dispatched', 'share'),
  whistles: entry(
    ['吹哨（每百件）', 'Whistles per 100 cases'],
    ['吹哨 ÷ 诉求件 × 100', 'blown ÷ cases × 100'],
    'issues',
    'per100',
  ),
  reportIn: entry(['到场及时率', 'Report-in on time'], ['按时到场 ÷ 被召集', 'reported in time ÷ called'], 'whistles', 'share', {
    better: 'high',
  }),
  whistleMinutes: entry(
    ['吹哨用时', 'Time to end a whistle'],
    ['吹响至结束，中位数与 90 分位（自然分钟）', 'blown to ended, median and p90 (wall minutes)'],
    'whistles',
    'middle',
    { unit: minutes, better: 'low' },
  ),
  pieces: entry(
    ['成稿（每百件）', 'Pieces per 100 closed'],
    ['有诉求件来源的稿件 ÷ 办结 × 100', 'pieces of these issues ÷ closed × 100'],
    'closed',
    'per100',
  ),
  stuck: entry(
    ['卡住件', 'Stuck issues'],
    ['无计时、无人可办的在办件', 'open issues with neither a timer nor anybody awaited'],
    'stock',
    'count',
    {
      better: 'low',
    },
  ),
  lateness: entry(
    ['触发延迟（秒）', 'Rung lateness (s)'],
    ['各诉求件最大的“实际 − 计划”，99 分位', 'worst fired − planned of each issue, p99'],
    'fired',
    'middle',
    { unit: { zh: '秒', en: 's' }, better: 'low' },
  ),
} satisfies Record<string, Entry>;
export type KpiId = keyof typeof kpis;
export const kpiIds = Object.keys(kpis) as KpiId[];

/** Rows of DOMAIN 3 that no figure can be made of yet, each with what is missing. */
export const notYet: { name: Bilingual; missing: Bilingual }[] = [
  {
    name: { zh: '虚假办结率', en: 'False-closing rate' },
    missing: { zh: '抽查样本没有记录', en: 'no event says which cases were sampled' },
  },
  { name: { zh: '挂账节点逾期', en: 'Ledger milestones missed' }, missing: { zh: '挂账节点', en: 'ledger milestones' } },
  { name: { zh: '志愿接单各项', en: 'Volunteer figures' }, missing: { zh: '志愿接单', en: 'volunteer orders' } },
  { name: { zh: '商家各项', en: 'Merchant figures' }, missing: { zh: '商家接单', en: 'merchant orders' } },
  {
    name: { zh: '稿件更正率与成稿用时', en: 'Correction rate, draft to publish' },
    missing: { zh: '稿件自己的事实行', en: 'a fact row of the piece' },
  },
];
