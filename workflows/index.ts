/** The workflows the worker runs; bundled by path. */
export { issueLifecycle } from './issue-lifecycle';
export { publication } from './publication';
export { stuckSweep } from './stuck-sweep';
export { themeSweep } from './theme-sweep';
