import type { Bilingual, PieceCommandName } from '#domain';

const b = (zh: string, en: string): Bilingual => ({ zh, en });

/** Commands on a piece, as their buttons say them. */
export const pieceCommandWords: Record<PieceCommandName, Bilingual> = {
  write: b('写稿', 'Write'),
  submit: b('提交审校', 'Submit for review'),
  claimStep: b('开始审校', 'Take up'),
  releaseStep: b('放下审校', 'Give up'),
  review: b('审稿', 'Review'),
  proof: b('校对', 'Proof-read'),
  sendBack: b('退回', 'Send back'),
  consent: b('同意发布', 'Consent'),
  sign: b('签发', 'Sign'),
  schedule: b('定时发布', 'Schedule'),
  publishNow: b('立即发布', 'Publish now'),
  correct: b('更正', 'Correct'),
  standBy: b('维持原稿', 'Let it stand'),
  withdrawPiece: b('撤稿', 'Withdraw'),
  retryChannel: b('重发渠道', 'Try a channel again'),
  approveReply: b('答复已审定', 'Reply approved'),
  changeFacts: b('事实变更', 'Facts changed'),
  noteDelivery: b('渠道结果', 'Channel result'),
  applyCalendar: b('更换日历版本', 'Another edition of the calendar'),
};
