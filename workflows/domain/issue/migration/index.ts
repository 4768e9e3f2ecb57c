/**
 * An issue goes on by another release (DESIGN 8, DOMAIN R12, C27): which step of the old drawing goes on as which of the new one,
 * what stands in the way, and what becomes of its clocks. A dry run is the act itself on a copy.
 */
export { blockCodes, blockText, type BlockNames, type MigrationBlock } from './blocks';
export { blocksIn, dryMigration, type DryRun } from './dry-run';
export { draftMapping, isSameKind, type StepMapping, type StepProposal } from './mapping';
export { migrating, type Landing } from './migrate';
