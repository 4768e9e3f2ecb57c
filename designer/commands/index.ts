/** Commands as forms: made from the domain's schemas, laid out by hand where it matters, refusals told in words. */
export { CommandPanel } from './command-panel';
export { Compare } from './compare';
export { CommandForm } from './command-form';
