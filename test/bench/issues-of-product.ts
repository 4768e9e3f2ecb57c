import { commandUpdate, headQuery, workflowIdOf } from '../../workflows/messages';
import { lifecycleArgs } from '../../workflows/open-issue';
import type { Lab } from './lab';
import { plainActs, sealedCommand, sealedIntake } from './plain-issue';

/** Opens an issue as the api does: start, then ask until its first step is there. */
export async function openIssue({ client, store, release, time }: Lab, taskQueue: string, no: string): Promise<void> {
  const at = new Date().toISOString();
  const { calendar } = release.content.policy;
  const args = lifecycleArgs({
    ...{ no, time, at, intake: await sealedIntake(store, no, at), facts: { keywords: [] }, relapseOf: null },
    ...{ planHash: release.planHash, editions: { [calendar]: 1 } },
  });
  const handle = await client.workflow.start('issueLifecycle', { workflowId: workflowIdOf(no), taskQueue, args });
  await handle.query(headQuery);
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
