import { randomBytes } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { WorkflowIdConflictPolicy } from '@temporalio/common';
import { openedUpdate, openedUpdateId } from '../../workflows/messages';
import type { Lab } from './lab';
import { plainActs, sealedCommand, sealedIntake } from './plain-issue';
import type { TwinInput } from './twin/issue';
import type { TwinAnswer } from './twin/messages';

export const twinIdOf = (no: string): string => `issue-${no}`;

/** One plain issue on the hand-written flow: the same people, the same commands, the same sealing. */
export async function playOnTwin(lab: Lab, taskQueue: string, no: string): Promise<void> {
  const at = new Date().toISOString();
  const input: TwinInput = {
    ...{ no, release: lab.release.planHash, at, keywords: [] },
    intake: await sealedIntake(lab.store, no, at),
  };
  const startWorkflowOperation = new WithStartWorkflowOperation('handWrittenIssue', {
    ...{ workflowId: twinIdOf(no), taskQueue, args: [input], workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING },
  });
  await lab.plainClient.workflow.executeUpdateWithStart(openedUpdate, { startWorkflowOperation, updateId: openedUpdateId });
  const handle = lab.plainClient.workflow.getHandle(twinIdOf(no));
  for (const act of plainActs) {
    const command = await sealedCommand(lab.store, lab.people, no, act);
    const updateId = randomBytes(8).toString('hex');
    await handle.executeUpdate<TwinAnswer, [typeof command]>(act.name, { args: [command], updateId });
  }
}
