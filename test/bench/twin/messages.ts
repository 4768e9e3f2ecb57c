import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CaseState, Satisfaction } from '#domain';
import type { TwinCommand } from './commands';

export type TwinAnswer = { seq: number; hash: string; stage: CaseState };

export const verifyUpdate = defineUpdate<TwinAnswer, [TwinCommand<object>]>('verify');
export const reviewUpdate = defineUpdate<TwinAnswer, [TwinCommand<{ grade: string }>]>('review');
export const signUpdate = defineUpdate<TwinAnswer, [TwinCommand<object>]>('sign');
export const contactUpdate = defineUpdate<TwinAnswer, [TwinCommand<{ reached: boolean }>]>('contact');
export const replyUpdate = defineUpdate<TwinAnswer, [TwinCommand<Record<string, string>>]>('reply');
export const reviewReplyUpdate = defineUpdate<TwinAnswer, [TwinCommand<{ approve: boolean }>]>('reviewReply');
export const callBackUpdate = defineUpdate<
  TwinAnswer,
  [TwinCommand<{ answer: 'solved' | 'partly'; satisfaction?: Satisfaction }>]
>('callBack');
export const headQuery = defineQuery<{ seq: number; hash: string }>('head');
