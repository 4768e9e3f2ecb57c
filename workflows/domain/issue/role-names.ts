import type { Bilingual } from '../text';
import type { Role } from './words';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** What the roles of DOMAIN 2.6 are called, for the front end's labels and the server's sentences alike. */
export const roleNames: Record<Role, Bilingual> = {
  citizen: b('居民', 'Resident'),
  clerk: b('登记员', 'Desk clerk'),
  verifier: b('甄别员', 'Verifier'),
  firstReviewer: b('初审员', 'First reviewer'),
  dispatcher: b('派单员', 'Dispatcher'),
  unitLiaison: b('单位联络员', 'Unit liaison'),
  unitHead: b('单位负责人', 'Unit head'),
  handler: b('经办人', 'Handler'),
  gridChecker: b('网格核查员', 'Grid checker'),
  replyReviewer: b('答复审核员', 'Reply reviewer'),
  districtSupervision: b('区级督办', 'District supervision'),
  citySupervision: b('市级督办', 'City supervision'),
  chief: b('两中心负责人', 'Chief of the two centres'),
  shiftLeader: b('值班长', 'Shift leader'),
  callbackAgent: b('回访员', 'Callback agent'),
  teamLead: b('志愿队长', 'Team lead'),
  volunteer: b('志愿者', 'Volunteer'),
  merchant: b('商家', 'Merchant'),
  reporter: b('记者', 'Reporter'),
  editor: b('责任编辑', 'Editor'),
  reviewer2: b('二审', 'Second reviewer'),
  reviewer3: b('三审', 'Third reviewer'),
  proofreader: b('校对', 'Proofreader'),
  ruleAuthor: b('规则编制员', 'Rule author'),
  ruleApprover: b('规则审批员', 'Rule approver'),
  calendarKeeper: b('日历管理员', 'Calendar keeper'),
  privacyOfficer: b('隐私专员', 'Privacy officer'),
  auditor: b('审计员', 'Auditor'),
  operator: b('运维', 'Operator'),
  administrator: b('管理员', 'Administrator'),
};
