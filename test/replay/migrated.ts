import { workflowIdOf } from '../../workflows/messages';
import { type Script, story } from './story';

/** On to another release while a unit handles it (R12 forward); then continued as new by that release's plan. */
export const migrated: Script = async (desk) => {
  const it = story(desk, 'H-MOVED');
  const { content } = desk.release;
  const policy = structuredClone(content.policy);
  const reply = policy.grades.C?.clocks['reply'];
  if (reply) reply.length = { n: 3, unit: 'wd' };
  const by = { author: 'author', approver: 'approver', at: new Date().toISOString(), note: '' };
  const next = await desk.store.releases.publish({ ...content, policy }, by);
  await it.open({ continueAfter: 45 });
  await it.accepted();
  const steps = Object.fromEntries(content.flow.nodes.map(({ id }) => [id, id]));
  await it.does('city.sup', 'migrate', { release: next.planHash, steps, clocks: 'forward', reason: '三日办结' });
  await it.does('U1.liaison', 'sign');
  await it.does('U1.liaison', 'contact', { reached: true });
  await it.answered('U1');
  await it.solved();
  await it.until((state) => state.final);
  const { events } = await desk.client.workflow.getHandle(workflowIdOf('H-MOVED')).fetchHistory();
  const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  if (!before) throw new Error('H-MOVED was not continued');
  return [
    { name: 'migrated-first-run', no: 'H-MOVED', runId: before },
    { name: 'migrated-last-run', no: 'H-MOVED' },
  ];
};
