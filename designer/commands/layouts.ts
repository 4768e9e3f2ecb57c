import type { CommandName } from '#domain';
import type { words } from './words';

/** How a command's form is laid out by hand; a command without an entry shows its fields in the schema's order. */
export type Layout = {
  /** A sentence above the form. */
  hint?: keyof typeof words;
  /** Fields in order, those of an inner list side by side. Fields not named follow after. */
  rows?: readonly (readonly string[])[];
  /** Folded away until asked for. */
  more?: readonly string[];
  danger?: boolean;
};

export const layouts: Partial<Record<CommandName, Layout>> = {
  verify: {
    hint: 'verifyHint',
    rows: [['category'], ['district', 'street'], ['accused'], ['remark']],
    more: ['relapseOf', 'facts'],
  },
  review: {
    hint: 'reviewHint',
    rows: [['grade'], ['sensitivity'], ['remark']],
    more: ['category', 'district', 'street', 'relapseOf', 'facts'],
  },
  reject: { hint: 'rejectHint', rows: [['reasonCode'], ['remark']], danger: true },
  merge: { rows: [['target']] },
  dispatch: { rows: [['units'], ['lane'], ['remark']] },
  reply: {
    hint: 'replyHint',
    rows: [['did'], ['when', 'result'], ['evidence'], ['contact'], ['legalBasis'], ['longTermMeasure'], ['longTerm']],
  },
  callBack: { hint: 'callBackHint', rows: [['answer'], ['satisfaction'], ['reasonable'], ['note']] },
  requestExtension: { hint: 'extensionHint', rows: [['length'], ['reason']] },
  requestReturn: { hint: 'returnHint', rows: [['reason'], ['basis'], ['suggestedUnit']] },
  forceClose: { hint: 'secondSignature', rows: [['result'], ['reason']], danger: true },
  openLedger: { hint: 'ledgerHint', rows: [['plan'], ['milestones'], ['headSignature']] },
  reviewLedger: { hint: 'reviewLedgerHint', rows: [['outcome'], ['milestone'], ['remark']] },
  appealCard: { hint: 'appealHint', rows: [['card'], ['reason']] },
  decideAppeal: { hint: 'decideAppealHint', rows: [['card'], ['revoke'], ['remark']] },
  unmerge: { hint: 'unmergeHint', rows: [['reason']], danger: true },
  contact: { rows: [['reached'], ['proof'], ['note']] },
};

/** Fields that only matter beside another answer. */
export function isAsked(command: CommandName, field: string, values: Readonly<Record<string, unknown>>): boolean {
  if (command === 'callBack' && field === 'reasonable')
    return values['satisfaction'] === 'dissatisfied' || values['satisfaction'] === 'veryDissatisfied';
  if (command === 'callBack' && field === 'satisfaction') return values['answer'] !== 'none';
  if (command === 'decideReturn' && field === 'unit') return values['accept'] === true;
  if (command === 'reviewLedger' && field === 'milestone') return values['outcome'] === 'reached';
  if (command === 'reviewReply' && field === 'defects') return values['approve'] === false;
  if (command === 'reviewReply' && field === 'result') return values['approve'] !== false;
  return true;
}
