import { patched, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** A later version of the workflows: a branch that older histories did not take. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      // Not `async`: one more turn of the microtask queue would already be another order of commands.
      handleUpdate: (input, next) => (patched('a-branch-of-tomorrow') ? Promise.resolve().then(() => next(input)) : next(input)),
    },
  ],
});
