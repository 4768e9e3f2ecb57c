import type { Bilingual } from '../text';
import type { CaseState } from './words';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** What the clocks that this engine starts are called in its sentences; a stage's clock bears the name of the policy's stage. */
const names: Readonly<Record<string, Bilingual>> = {
  promise: b('对居民的承诺', 'the promise to the resident'),
  sign: b('签收', 'signing'),
  contact: b('首次联系', 'the first contact'),
  reply: b('答复', 'the reply'),
  returnWindow: b('申请退回的期限', 'the time to ask for a return'),
  adjudicate: b('退回裁定', 'the return decision'),
  extension: b('延期审批', 'the extension decision'),
  window: b('等候居民', 'waiting for the resident'),
  reportIn: b('吹哨报到', 'the whistle report-in'),
  accept: b('受理', 'acceptance'),
  archive: b('归档', 'archiving'),
  followUp: b('长效回访', 'the follow-up'),
  'followUp.answer': b('等候长效回访的答复', 'the answer to the follow-up'),
  verify: b('甄别', 'verification'),
  review: b('初审', 'first review'),
  routing: b('派单', 'routing'),
  dispatch: b('派单', 'dispatch'),
  rework: b('二次办理', 'rework'),
  question: b('居民答复', 'the resident’s answer'),
  claim: b('接单', 'the claim'),
  assign: b('指派', 'the assignment'),
  quote: b('报价', 'the quote'),
  agree: b('同意报价', 'agreeing to the quote'),
  rating: b('评价', 'the rating'),
  replyReview: b('答复审核', 'reply review'),
  callback: b('回访', 'callback'),
  ledger: b('挂账', 'the ledger'),
  ledgerReview: b('挂账复查', 'the ledger review'),
  milestone: b('挂账节点', 'the milestone'),
  mobilise: b('部门动员', 'the mobilisation'),
  lookBack: b('舆情回看', 'the look-back'),
};

export const clockName = (kind: string): Bilingual => names[kind] ?? b(kind, kind);

export const stageNames: Readonly<Record<CaseState, Bilingual>> = {
  RECEIVED: b('已收到', 'received'),
  VERIFYING: b('甄别', 'verification'),
  NEED_INFO: b('等居民补充', 'waiting for the resident'),
  FIRST_REVIEW: b('初审', 'first review'),
  MERGED: b('已合并', 'merged'),
  REJECTED: b('不予受理', 'rejected'),
  REFERRED_OUT: b('已转出', 'referred out'),
  ROUTING: b('派单', 'routing'),
  HANDLING: b('办理', 'handling'),
  REPLY_REVIEW: b('答复审核', 'reply review'),
  CALLBACK: b('回访', 'callback'),
  REWORK: b('二次办理', 'rework'),
  ON_LEDGER: b('挂账', 'the ledger'),
  CLOSED: b('办结', 'closed'),
  ARCHIVED: b('归档', 'archived'),
  WITHDRAWN: b('撤回', 'withdrawn'),
};
