import { Connection } from '@temporalio/client';
import { searchAttributeTypes } from '../../../worker/servers';
import { startTemporal, timeSkipping } from '../../support/servers';

jest.setTimeout(120_000);

describe('the local Temporal server', () => {
  it('keeps closed runs 90 days and knows every search attribute, also after a kill', async () => {
    const temporal = await startTemporal({ own: true });
    try {
      const connection = await Connection.connect({ address: temporal.address });
      const namespace = temporal.namespace;
      const described = await connection.workflowService.describeNamespace({ namespace });
      // 90 days of 86,400 seconds.
      expect(Number(described.config?.workflowExecutionRetentionTtl?.seconds)).toBe(7_776_000);
      const known = async (): Promise<string[]> =>
        Object.keys((await connection.operatorService.listSearchAttributes({ namespace })).customAttributes);
      expect(await known()).toEqual(expect.arrayContaining(Object.keys(searchAttributeTypes)));

      const start = {
        namespace,
        workflowId: 'kept',
        workflowType: { name: 'any' },
        taskQueue: { name: temporal.taskQueue },
        requestId: 'r',
      };
      await connection.workflowService.startWorkflowExecution(start);
      const first = temporal.child!.pid()!;
      process.kill(first, 'SIGKILL');
      const eventually = async <T>(ask: () => Promise<T>): Promise<T> => {
        for (;;) {
          try {
            return await connection.withDeadline(Date.now() + 2_000, ask);
          } catch {
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      };
      await eventually(() =>
        connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'kept' } }),
      );
      expect(temporal.child!.pid()).not.toBe(first);
      expect(await eventually(known)).toEqual(expect.arrayContaining(Object.keys(searchAttributeTypes)));
      await connection.close();
    } finally {
      await temporal.stop();
    }
  });

  it('has a time-skipping brother for which a week is a moment', async () => {
    const environment = await timeSkipping();
    try {
      const before = await environment.currentTimeMs();
      await environment.sleep('7 days');
      // 7 × 24 h × 3,600,000 ms
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(604_800_000);
    } finally {
      await environment.teardown();
    }
  });
});
