import type { Bilingual } from '#domain';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** Facts that the engine and the shipped cities write. Administrators add their own, which show the key they gave them. */
export const factWords: Record<string, Bilingual> = {
  category: b('类别', 'Category'),
  district: b('区县', 'District'),
  street: b('街道', 'Street office'),
  area: b('政策区', 'Policy area'),
  source: b('来源', 'Source'),
  sources: b('来件人的来源', 'Sources of its reporters'),
  sample: b('抽查', 'Sampled'),
  onSite: b('现场核查', 'Check on site'),
  keywords: b('关键词', 'Key words'),
  grade: b('等级', 'Grade'),
  gradeConfirmed: b('等级已确认', 'Grade confirmed'),
  follow: b('要求媒体跟进', 'Media to follow'),
  lane: b('通道', 'Lane'),
  lanes: b('通道', 'Lanes'),
  unit: b('指定单位', 'Unit given'),
  units: b('承办单位', 'Units'),
  lead: b('主办单位', 'Lead unit'),
  teams: b('可接单的队伍、商家', 'Teams and merchants'),
  vulnerable: b('未成年人或困难群众', 'Minors or vulnerable persons'),
  qualification: b('需要的资质', 'Qualifications needed'),
  appointment: b('预约时间', 'Appointment'),
  disputed: b('有商家纠纷', 'Disputed with a merchant'),
  mediaUnits: b('跟进媒体', 'Media that follow'),
  accused: b('被举报的单位或个人', 'Accused'),
  tipOff: b('举报', 'Tip-off'),
  sensitivity: b('敏感程度', 'Sensitivity'),
  lastOutcome: b('上一步结论', 'Last outcome'),
  replyResult: b('答复结论', 'Result of the reply'),
  result: b('结果', 'Result'),
  story: b('成稿', 'To become a story'),
  answer: b('居民说是否解决', 'Solved, says the resident'),
  satisfaction: b('满意度', 'Satisfaction'),
  border: b('临界区县', 'Districts that meet here'),
  relapse: b('复发件', 'Relapse'),
  relapseDenied: b('认定不是其复发的诉求件', 'Found to be no relapse of'),
  unsolved: b('未解决次数', 'Times not solved'),
};

/** Decisions of the shipped cities by their ids. */
export const decisionWords: Record<string, Bilingual> = {
  grade: b('定级', 'Grading'),
  route: b('分流派单', 'Routing'),
  follow: b('媒体跟进', 'Media follow-up'),
  story: b('是否成稿', 'Whether to publish'),
  onSite: b('是否现场核查', 'Whether to check on site'),
  lane: b('原通道', 'The lane so far'),
  station: b('转实践站', 'Practice station'),
  dispute: b('商家纠纷', 'Merchant disputes'),
};

/** What follows when a due passes, by the rungs' keys. */
export const rungWords: Record<string, Bilingual> = {
  remind: b('到期前催办', 'Reminder before the due'),
  yellow: b('黄牌', 'Yellow card'),
  red: b('红牌', 'Red card'),
  whistle: b('吹哨', 'Whistle'),
  autoSign: b('系统代签收', 'Signed by the system'),
  callChief: b('电话通知值班领导', 'Duty chief telephoned'),
  tellHead: b('告知单位负责人', 'Unit head told'),
  remindLeader: b('提醒值班长', 'Shift leader reminded'),
  supervise: b('列入市级督办', 'Listed at city supervision'),
  raise: b('转值班长处理', 'Handed to the shift leader'),
};

/** Kinds of personal data, by the names that masking leaves in their place (DOMAIN 2.9). */
export const maskWords: Partial<Record<string, Bilingual>> = {
  邮箱: b('邮箱', 'e-mail address'),
  账号: b('账号', 'account'),
  身份证号: b('身份证号', 'ID number'),
  银行卡号: b('银行卡号', 'bank card number'),
  手机号: b('手机号', 'mobile number'),
  电话: b('电话', 'telephone number'),
  证件号: b('证件号', 'document number'),
  车牌号: b('车牌号', 'number plate'),
  地址: b('地址', 'address'),
};
