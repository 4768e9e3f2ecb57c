import type { Json } from '#domain';
import { useNames } from '../client';
import { clockKindWords, defineWords, dueOf, useText, useWords } from '../i18n';

/** What each letter says, by its template; values fill the places. */
export const letterWords = defineWords({
  bouncing: {
    zh: '同一件在两步之间来回退回已达上限，请裁定',
    en: 'An issue has been sent back and forth too often: please decide',
  },
  cardIssued: { zh: '{unit}的{clock}超期，已发牌（时限 {dueAt}）', en: '{unit}: card issued, {clock} was due {dueAt}' },
  appealUndecided: { zh: '申诉逾期未裁定，牌予维持', en: 'An appeal was not decided in time: the card stands' },
  cardAppealed: { zh: '{unit}对发牌提出申诉，请裁定', en: '{unit} appeals a card: please decide' },
  cardBelow: { zh: '下级单位{unit}被发牌，计入本单位', en: '{unit} below you has a card; it counts in your table' },
  cardRevoked: { zh: '申诉成立，牌已撤销', en: 'The appeal succeeded: the card is revoked' },
  cardUpheld: { zh: '申诉不成立，牌予维持', en: 'The appeal failed: the card stands' },
  ledgerClosed: { zh: '挂账结束，恢复办理', en: 'Off the ledger: handling goes on' },
  ledgerOpened: { zh: '已挂账，最迟 {dueAt}', en: 'On the ledger, until {dueAt} at the latest' },
  ledgerProposed: { zh: '{unit}申请挂账，请审批', en: '{unit} asks to put an issue on the ledger: please decide' },
  ledgerReported: { zh: '{unit}报告了挂账进展，请复核', en: '{unit} reports on the ledger: please review' },
  ledgerReviewDue: { zh: '挂账复核到期（{dueAt}），请报告进展并复核', en: 'A ledger review was due {dueAt}: report and review' },
  milestoneMissed: { zh: '{unit}的里程碑到期未达成（{dueAt}）', en: '{unit}: a milestone was due {dueAt} and is not reached' },
  repliedBelow: { zh: '{unit}已答复，请汇总', en: '{unit} has replied: yours is to sum up' },
  unmerged: { zh: '已取消合并，单独办理', en: 'The merge was taken back: handled by itself' },
  dispatched: { zh: '有新的转办件，请签收', en: 'A new assignment: please sign for it' },
  dueChanged: { zh: '时限已变更为 {dueAt}', en: 'The due is now {dueAt}' },
  extended: { zh: '已批准延期，新时限 {dueAt}', en: 'Extended: now due {dueAt}' },
  extensionUndecided: { zh: '延期申请逾期未审批', en: 'An extension was not decided in time' },
  infoGiven: { zh: '居民已补充信息', en: 'The resident has given the information' },
  limitPassed: { zh: '{clock}已超时（时限 {dueAt}）', en: '{clock} has passed its limit ({dueAt})' },
  paused: { zh: '计时已中止', en: 'The clock is on hold' },
  questionOver: { zh: '向居民提问的期限已过，计时恢复', en: 'The time for the resident to answer is over; the clock runs again' },
  pauseRequested: {
    zh: '{unit}申请向居民提问并中止计时，请批准',
    en: '{unit} asks to question the resident with the clock on hold',
  },
  raised: { zh: '{unit}的{clock}超期，上报给您（时限 {dueAt}）', en: 'Raised to you: {unit}, {clock} was due {dueAt}' },
  reassignAsked: { zh: '{unit}的{clock}超期，请考虑改派', en: '{unit} is late with {clock}: consider another unit' },
  reminded: { zh: '催办：{clock}将于 {dueAt} 到期', en: 'Reminder: {clock} is due {dueAt}' },
  replyReturned: { zh: '答复未通过审核，请继续办理', en: 'The reply did not pass review; please go on' },
  returnRefused: { zh: '退回申请未获同意', en: 'The return was refused' },
  returnRequested: { zh: '{unit}申请退回，请裁定', en: '{unit} asks to return an assignment: please decide' },
  returnUndecided: { zh: '退回申请逾期未裁定，视为不同意', en: 'A return was not decided in time: it counts as refused' },
  reworkStarted: { zh: '二次办理开始，时限 {dueAt}', en: 'Rework has started, due {dueAt}' },
  shareCancelled: { zh: '转办件已取消', en: 'An assignment was cancelled' },
  signedBySystem: { zh: '签收超期，已由系统代签', en: 'Not signed in time: signed by the system' },
  superviseListed: { zh: '{clock}超期，已列入督办（时限 {dueAt}）', en: '{clock} was due {dueAt}: now on the supervision list' },
  triesDue: { zh: '请联系居民', en: 'Please contact the resident' },
  exclusionAsked: { zh: '有剔除申请待批', en: 'Leaving a case out of a figure is to be decided' },
  exclusionDecided: { zh: '剔除申请已有决定', en: 'An exclusion was decided' },
  exposureAsked: { zh: '有曝光申请待批', en: 'Exposing an issue is to be decided' },
  exposureDecided: { zh: '曝光申请已有决定', en: 'Exposing was decided' },
  followUpDue: { zh: '长效件已到回访日，请电话回访', en: 'A long-term case is to be looked at again: please call' },
  notStillFixed: { zh: '长效件回访：问题又出现', en: 'Looked at again: it is not fixed any more' },
  proofFailed: {
    zh: '单位或人员变动后，现行版本 {release} 出现无法办理的诉求：{what}',
    en: 'Since a unit or person changed, release {release} has issues that go wrong: {what}',
  },
  urgentIssue: { zh: '紧急诉求：请值班人员立即处置', en: 'An urgent issue: the hall must act at once' },
  whistleBlown: { zh: '已吹哨，请到场报到', en: 'The whistle was blown: please report in' },
  pieceStarted: { zh: '新稿件待写', en: 'A story is to be written' },
  pieceWaiting: { zh: '有稿件待审校', en: 'A story waits for review and proof' },
  pieceToSign: { zh: '稿件已三审三校，待签发', en: 'A story is reviewed and waits for its signature' },
  pieceToPublish: { zh: '稿件已签发，待发布', en: 'A signed story waits to be published' },
  pieceSentBack: { zh: '稿件被退回', en: 'A story was sent back' },
  pieceReplyApproved: { zh: '诉求件的答复已审定，稿件可签发', en: 'The reply is approved: the story may be signed' },
  pieceFactsChanged: { zh: '诉求件重新办理，稿件事实有变', en: 'The issue was reopened: the story’s facts changed' },
  pieceLate: { zh: '稿件环节超时（时限 {dueAt}）', en: 'A story has passed its limit ({dueAt})' },
  channelFailed: { zh: '稿件有渠道未发成', en: 'A channel did not take a story' },
  offered: { zh: '有新单可接', en: 'Something is on offer for you' },
  orderTaken: { zh: '这一单已由{unit}接下', en: '{unit} has taken this order' },
  orderLapsed: { zh: '接单后未按时开始，已退回重新发布', en: 'Not started in time: the order is on offer again' },
  orderAssigned: { zh: '中心指派您服务一单，请按时开始', en: 'The centre has given you an order: please begin in time' },
  orderUnclaimed: { zh: '无人接单，请指派队伍', en: 'Nobody has claimed an order: please assign a team' },
  orderUntaken: { zh: '发布的单无人接下，已结束', en: 'An order found nobody and has ended' },
  orderCancelled: { zh: '订单已取消', en: 'An order was cancelled' },
  agreed: { zh: '居民已同意报价，请联系', en: 'The resident has agreed to your quote: please contact them' },
  disputed: { zh: '居民提出纠纷，已转市场监管', en: 'A dispute was raised: market regulation has it' },
  other: { zh: '有新通知', en: 'A notice' },
});

const asText = (value: Json | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Words a letter from its template and values, codes by their names. */
export function useLetter() {
  const t = useWords(letterWords);
  const text = useText();
  const names = useNames();
  return (template: string, values: Record<string, Json>): string => {
    const key = template in letterWords ? (template as keyof typeof letterWords) : 'other';
    const clock = asText(values['clock']);
    const kind = clockKindWords[clock];
    const dueAt = asText(values['dueAt']);
    return t(key, {
      clock: kind ? text(kind) : clock,
      unit: names.unit(asText(values['unit'])),
      dueAt: dueAt ? dueOf(dueAt) : '',
      release: asText(values['release']),
      what: text({ zh: asText(values['zh']), en: asText(values['en']) }),
    });
  };
}
