import { continueAsNew } from '@temporalio/workflow';
import { nextWake, turn, upToDate } from '#domain';
import type { DocumentRef } from './documents';
import { commandUpdate, type LifecycleInput, stateQuery } from './messages';
import { showOnSearchAttributes } from './search-attributes';
import { runStream } from './stream-shell';
import { answerAsk } from './touch';

/** The life of one issue (`issue-<no>`): the durable shell around `advance` (DESIGN 9). */
export async function issueLifecycle(
  input: LifecycleInput,
  plan: DocumentRef<'plan'>,
  ...editions: DocumentRef<'days'>[]
): Promise<void> {
  const { time, checkpoint, continueAfter, no, intake, facts, relapseOf } = input;
  await runStream({
    ...{ time, plan, days: editions, continueAfter },
    checkpoint: checkpoint && { ...checkpoint, state: upToDate(checkpoint.state) },
    opening: {
      ...{ kind: 'open' as const, at: input.openedAt, no, release: input.plan },
      ...{ editions: input.editions, intake, facts, relapseOf },
    },
    command: commandUpdate,
    state: stateQuery,
    turn,
    nextWake,
    answer: (ask, release) => answerAsk({ ask, issue: no, release }),
    show: showOnSearchAttributes,
    continueAs: (next, papers) =>
      continueAsNew<typeof issueLifecycle>({ ...input, plan: papers.plan.hash, checkpoint: next }, papers.plan, ...papers.days),
  });
}
