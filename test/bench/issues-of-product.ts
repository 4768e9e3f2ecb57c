import { WithStartWorkflowOperation } from '@temporalio/client';
import { WorkflowIdConflictPolicy } from '@temporalio/common';
import { commandUpdate, openedUpdate, openedUpdateId, workflowIdOf } from '../../workflows/messages';
import { lifecycleArgs } from '../../workflows/open-issue';
import type { Lab } from './lab';
import { plainActs, sealedCommand, sealedIntake } from './plain-issue';

/** Opens an issue as the api does: by an update-with-start that answers its first step. */
export async function openIssue({ client, store, release, time }: Lab, taskQueue: string, no: string): Promise<void> {
  const at = new Date().toISOString();
  const { calendar } = release.content.policy;
  const args = lifecycleArgs({
    ...{ no, time, at, intake: await sealedIntake(store, no, at), facts: { keywords: [] }, relapseOf: null },
    ...{ planHash: release.planHash, editions: { [calendar]: 1 } },
  });
  const startWorkflowOperation = new WithStartWorkflowOperation('issueLifecycle', {
    ...{ workflowId: workflowIdOf(no), taskQueue, args, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING },
  });
  await client.workflow.executeUpdateWithStart(openedUpdate, { startWorkflowOperation, updateId: openedUpdateId });
}

/** One plain issue on the drawn flow, from intake to closing. */
export async function playOnProduct(lab: Lab, taskQueue: string, no: string): Promise<void> {
  await openIssue(lab, taskQueue, no);
  const handle = lab.client.workflow.getHandle(workflowIdOf(no));
  for (const act of plainActs) {
    const command = await sealedCommand(lab.store, lab.people, no, act);
    const answer = await handle.executeUpdate(commandUpdate, { args: [command], updateId: command.id });
    if (!answer.ok) throw new Error(`${act.name} was answered ${answer.code}`);
  }
}
