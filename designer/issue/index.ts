/** Issues: the list, and the page of one with its timeline, clocks, shares and commands. */
export { IssueList } from './issue-list';
export { IssuePage } from './issue-page';
export { DayStrip } from './clocks';
