/** Running issues moved to another release: a mapping of steps, a dry run of each issue, a batch with its progress and results. */
export { MigrationPage } from './migration-page';
export { BatchPage } from './batch-page';
