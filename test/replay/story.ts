import type { CommandName, IssueState } from '#domain';
import { waitUntil } from '../../worker/servers/wait';
import type { TestDesk } from '../support/desk';

/** Issues played for their histories: each script names the runs it leaves behind. */
export type Run = { name: string; runId?: string } & ({ no: string } | { workflowId: string });
export type Script = (desk: TestDesk) => Promise<Run[]>;

type Words = Record<string, unknown>;

const patienceMs = 180_000;

const form = {
  did: '已清除',
  when: '当天',
  evidence: '照片',
  contact: '已电话',
  legalBasis: '条例',
  longTermMeasure: '每周巡查',
};

/** What people do with one issue, in words that read like its story. */
export function story(desk: TestDesk, no: string) {
  const does = (by: string, name: CommandName, data: Words = {}) =>
    desk.command(no, by, name, data).catch((error: unknown) => {
      throw new Error(`${no}: ${by} may not ${name}`, { cause: error });
    });
  return {
    does,
    open: (more: Parameters<TestDesk['open']>[1] = {}) => desk.open(no, { ...more, facts: { units: ['U1'], ...more.facts } }),
    until: async (holds: (state: IssueState) => boolean): Promise<IssueState> => {
      let last = await desk.state(no);
      const seen = await waitUntil(async () => holds((last = await desk.state(no))), patienceMs);
      if (!seen) throw new Error(`${no} is ${last.stage}, and its script still waits`);
      return last;
    },
    accepted: async (grade = 'C') => {
      await does('verifier1', 'verify');
      await does('reviewer1', 'review', { grade });
    },
    answered: async (unit: string) => {
      await does(`${unit}.head`, 'reply', form);
      await does('reviewer2', 'reviewReply', { approve: true });
    },
    solved: () => does('callback1', 'callBack', { answer: 'solved', satisfaction: 'satisfied' }),
  };
}
