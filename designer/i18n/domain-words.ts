import type { Assignment, Bilingual, CaseState, Grade, Lane, NodeKind, OrderState, ResultCode, Waiting } from '#domain';

/** Labels of the domain's closed lists. Typed by the lists themselves: a new word without a label does not compile. */
const b = (zh: string, en: string): Bilingual => ({ zh, en });

export const stageWords: Record<CaseState, Bilingual> = {
  RECEIVED: b('已收件', 'Received'),
  VERIFYING: b('甄别', 'Verifying'),
  NEED_INFO: b('待补充', 'Needs information'),
  FIRST_REVIEW: b('初审', 'First review'),
  MERGED: b('已合并', 'Merged'),
  REJECTED: b('不予受理', 'Rejected'),
  REFERRED_OUT: b('已转出', 'Referred out'),
  ROUTING: b('派单', 'Routing'),
  HANDLING: b('办理中', 'Handling'),
  REPLY_REVIEW: b('答复审核', 'Reply review'),
  CALLBACK: b('回访', 'Callback'),
  REWORK: b('二次办理', 'Rework'),
  ON_LEDGER: b('挂账', 'On the ledger'),
  CLOSED: b('已办结', 'Closed'),
  ARCHIVED: b('已归档', 'Archived'),
  WITHDRAWN: b('已撤回', 'Withdrawn'),
};

export const resultWords: Record<ResultCode, Bilingual> = {
  RESOLVED: b('已解决', 'Resolved'),
  PARTLY: b('部分解决', 'Partly resolved'),
  EXPLAINED: b('政策不允许，已解释', 'Explained: not possible by policy'),
  REFERRED: b('转其他渠道', 'Referred elsewhere'),
  UNREACHABLE: b('联系不上', 'Resident unreachable'),
  WITHDRAWN: b('居民撤回', 'Withdrawn'),
  FINAL_REPLY: b('最终答复', 'Final reply'),
  LEDGER_EXPIRED: b('挂账期满', 'Ledger expired'),
  UNSOLVED: b('未解决', 'Unsolved'),
};

export const gradeWords: Record<Grade, Bilingual> = {
  A: b('A 紧急', 'A Urgent'),
  B: b('B 民生', 'B Utilities'),
  C: b('C 一般', 'C General'),
  D: b('D 复杂', 'D Complex'),
  Q: b('Q 咨询', 'Q Question'),
  X: b('X 信访', 'X Petition'),
  V: b('V 志愿', 'V Volunteer'),
  M: b('M 商家', 'M Merchant'),
};

/** What each grade is for (DOMAIN 2.1). */
export const gradeMeaning: Record<Grade, Bilingual> = {
  A: b('危及生命、财产、公共安全', 'Danger to life, property or public safety'),
  B: b('水、电、气、暖、电梯', 'Water, power, gas, heat, lift'),
  C: b('一般诉求', 'General'),
  D: b('复杂，涉及多个单位', 'Complex, several units'),
  Q: b('咨询', 'Consultation'),
  X: b('信访类', 'Petition type'),
  V: b('志愿服务', 'Volunteer order'),
  M: b('商家服务', 'Merchant service'),
};

export { roleNames as roleWords } from '#domain';

export const laneWords: Record<Lane, Bilingual> = {
  media: b('新闻监督', 'Media'),
  government: b('党政部门', 'Government'),
  volunteer: b('社会力量', 'Volunteers'),
  merchant: b('商业服务', 'Merchants'),
};

export const assignmentStateWords: Record<Assignment['state'], Bilingual> = {
  DISPATCHED: b('待签收', 'To be signed'),
  SIGNED: b('已签收', 'Signed'),
  CONTACTED: b('已联系', 'Contacted'),
  IN_PROGRESS: b('办理中', 'In progress'),
  REPLIED: b('已答复', 'Replied'),
  ACCEPTED: b('答复通过', 'Accepted'),
  RETURN_REQUESTED: b('申请退回', 'Return requested'),
  RETURNED: b('已退回', 'Returned'),
  CANCELLED: b('已取消', 'Cancelled'),
  REASSIGNED: b('已改派', 'Reassigned'),
};

export const orderStateWords: Record<OrderState, Bilingual> = {
  POSTED: b('待接单', 'On offer'),
  CLAIMED: b('已接单', 'Claimed'),
  ASSIGNED: b('已指派', 'Assigned'),
  OFFERED: b('待报价', 'Open for quotes'),
  QUOTED: b('已报价', 'Quoted'),
  AGREED: b('已同意', 'Agreed'),
  IN_SERVICE: b('服务中', 'In service'),
  DONE: b('已完成', 'Done'),
  RATED: b('已评价', 'Rated'),
  DISPUTED: b('有纠纷', 'Disputed'),
  UNCLAIMED: b('无人接单', 'Nobody took it'),
  CANCELLED: b('已取消', 'Cancelled'),
};

export const assignmentRoleWords: Record<Assignment['role'], Bilingual> = {
  lead: b('主办', 'Lead'),
  joint: b('会办', 'Joint'),
  assist: b('协办', 'Assist'),
};

export const waitingWords: Record<Waiting['kind'], Bilingual> = {
  task: b('环节', 'Step'),
  ask: b('等居民', 'Asks the resident'),
  order: b('接单', 'Order'),
  assignment: b('转办件', 'Assignment'),
  return: b('退回待裁', 'Return to decide'),
  extension: b('延期待批', 'Extension to decide'),
  ledger: b('挂账待复核', 'Ledger to review'),
  appeal: b('申诉待裁', 'Appeal to decide'),
  whistle: b('吹哨', 'Whistle'),
  message: b('等外部消息', 'Word from outside'),
  exposure: b('曝光待批', 'Exposure to decide'),
  exclusion: b('剔除待批', 'Exclusion to decide'),
  followUp: b('长效回访', 'Follow-up call'),
  incident: b('异常', 'Incident'),
};

export const nodeKindWords: Record<NodeKind, Bilingual> = {
  start: b('开始', 'Start'),
  task: b('人工环节', 'Task'),
  decide: b('决策', 'Decide'),
  assign: b('转办', 'Assign'),
  offer: b('接单', 'Offer'),
  whistle: b('吹哨', 'Whistle'),
  fork: b('并行', 'Fork'),
  join: b('汇合', 'Join'),
  ask: b('问居民', 'Ask the resident'),
  wait: b('等待', 'Wait'),
  publish: b('发布', 'Publish'),
  call: b('外部系统', 'Call'),
  end: b('结束', 'End'),
};

export const escalationWords = {
  none: b('未升级', 'Not escalated'),
  reminded: b('已催办', 'Reminded'),
  yellow: b('黄牌', 'Yellow card'),
  red: b('红牌', 'Red card'),
  whistle: b('已吹哨', 'Whistle blown'),
} as const;

export const cardStateWords = {
  ISSUED: b('已发', 'Issued'),
  APPEALED: b('申诉中', 'Appealed'),
  UPHELD: b('维持', 'Upheld'),
  REVOKED: b('撤销', 'Revoked'),
  EXPIRED: b('已失效', 'Expired'),
} as const;

export const whistleStateWords = {
  BLOWN: b('已吹哨', 'Blown'),
  WORKING: b('处置中', 'Working'),
  ENDED: b('已结束', 'Ended'),
  MISSED: b('有单位未到', 'Missed'),
} as const;

export const clockStatusWords = {
  running: b('计时中', 'Running'),
  paused: b('已暂停', 'Paused'),
  stopped: b('已完成', 'Done'),
  expired: b('已超期', 'Expired'),
} as const;

/** Kinds of clock; a drawing may add limits of its own, which show their key. */
export const clockKindWords: Record<string, Bilingual> = {
  promise: b('对居民的承诺', 'Promise to the resident'),
  sign: b('签收', 'Sign'),
  contact: b('首次联系', 'First contact'),
  reply: b('答复', 'Reply'),
  verify: b('甄别', 'Verification'),
  review: b('初审', 'First review'),
  firstReview: b('初审', 'First review'),
  dispatch: b('派单', 'Dispatch'),
  routing: b('派单', 'Routing'),
  return: b('退回申请时限', 'Time to ask for a return'),
  decideReturn: b('退回裁定', 'Return decision'),
  decideExtension: b('延期审批', 'Extension decision'),
  extension: b('延期审批', 'Extension decision'),
  replyReview: b('答复审核', 'Reply review'),
  callback: b('回访', 'Callback'),
  rework: b('二次办理', 'Rework'),
  needInfo: b('居民补充', 'Information from the resident'),
  rating: b('居民评价', 'Rating by the resident'),
  reopen: b('重新办理期', 'Reopening window'),
  whistle: b('吹哨报到', 'Whistle report-in'),
  reportIn: b('吹哨报到', 'Whistle report-in'),
  accept: b('受理', 'Acceptance'),
  claim: b('接单', 'Claim'),
  assign: b('中心指派', 'Assignment by the centre'),
  start: b('开始服务', 'Start of the service'),
  quote: b('报价', 'Quote'),
  agree: b('居民同意', 'The resident’s agreement'),
  archive: b('归档', 'Archiving'),
  objection: b('异议', 'Objection'),
  question: b('向居民提问', 'Question to the resident'),
  ledger: b('挂账期限', 'Ledger term'),
  ledgerReview: b('挂账复核', 'Ledger review'),
  milestone: b('里程碑', 'Milestone'),
  appeal: b('申诉裁定', 'Appeal decision'),
  unsolved: b('再次未解决', 'Not solved again'),
  repeatedYellow: b('两张黄牌', 'Two yellow cards'),
  followUp: b('回头看', 'Follow-up'),
  adjudicateReturn: b('退回裁定', 'Return decision'),
  returnWindow: b('可申请退回', 'Time to ask for a return'),
  mobilise: b('部门动员', 'Mobilisation'),
  lookBack: b('舆情回看', 'Look-back'),
  echo: b('舆情观察', 'Watching the echo'),
};
