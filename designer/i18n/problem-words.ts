import type { Bilingual, RefusalCode } from '#domain';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** Why the domain said no. The server sends its own sentence too; these stand where only the code is known. */
export const refusalWords: Record<RefusalCode, Bilingual> = {
  NOT_ALLOWED_IN_STATE: b('当前环节不能这样操作', 'Not allowed at this step'),
  EXTENSION_AFTER_DUE: b('已过时限，不能再延期', 'The due is past: no extension'),
  EXTENSION_LIMIT: b('延期次数或天数已用完', 'No extension is left'),
  RETURN_WINDOW_CLOSED: b('退回期限已过', 'The time to ask for a return is over'),
  DESIGNATED: b('已指定承办，不能退回', 'Designated: it cannot be returned'),
  JOINT_OUTSTANDING: b('会办单位尚未答复', 'Joint units have not replied yet'),
  REWORK_LIMIT: b('二次办理次数已满', 'No further rework: final reply or ledger'),
  REOPEN_WINDOW_CLOSED: b('重新办理期限已过', 'The time to reopen is over'),
  ALREADY_CLAIMED: b('已被他人接单', 'Somebody else has claimed it'),
  SAME_REVIEWER: b('同一人不能审两次，作者不能自审', 'No one reviews twice, nor their own work'),
  SAME_PERSON: b('职责分离：不能由同一人操作', 'Separation of duties: another person must act'),
  REPLY_NOT_APPROVED: b('答复尚未通过审核', 'The reply is not approved yet'),
  CONSENT_MISSING: b('缺少同意', 'Consent is missing'),
  AI_LABEL_MISSING: b('缺少 AI 标识', 'The AI label is missing'),
  PROOF_FAILED: b('证明未通过', 'The proof failed'),
  CHECK_FAILED: b('检查未通过', 'The check failed'),
  INVALID_INPUT: b('填写有误', 'The input does not fit'),
  FORBIDDEN: b('没有权限', 'You may not do this'),
  FORBIDDEN_UNIT: b('不属于您单位的范围', 'Outside your unit'),
  NOT_FOUND: b('没有找到', 'Not found'),
  REVISION_CONFLICT: b('他人已修改，请对照后再存', 'Somebody saved in between'),
  BOUNCE_LIMIT: b('来回退回次数已满，由督办裁定', 'Sent back too often: supervision decides'),
  SECOND_SIGNATURE_MISSING: b('需要第二人签字', 'A second signature is needed'),
};
