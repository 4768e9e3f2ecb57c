export { Crashed, ErrorBoundary, Loaded, Loading, Nothing, ProblemNote } from './states';
export { Due, EscalationTag, GradeTag, Masked, PromiseDue, StageTag, promiseRuns } from './tags';
export { MoreButton, Page, Section, Wide } from './page';
export { Icon, nodeIcon } from './icons';
export type { IconName } from './icons';
