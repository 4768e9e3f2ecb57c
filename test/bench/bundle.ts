import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** The bundle of a baseline's workflows, made as the product's is: what all issues share is preloaded. */
export async function benchBundle(folder: string): Promise<{ code: string }> {
  const room = path.join(__dirname, folder);
  return bundleWorkflowCode({
    workflowsPath: path.join(room, 'workflows.ts'),
    preloadModules: [
      path.resolve(__dirname, '../../workflows/stack-depth.ts'),
      ...(folder === 'twin' ? [path.resolve(__dirname, '../../workflows/domain/index.ts'), path.join(room, 'rules.ts')] : []),
    ],
  });
}
