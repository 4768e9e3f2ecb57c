/** Versions of a flow: history, differences, restore, bundles in and out. */
export { DiffPage } from './diff-page';
export { VersionsPage } from './history-page';
export { ImportPage } from './import-page';
export { RestorePage } from './restore-page';
