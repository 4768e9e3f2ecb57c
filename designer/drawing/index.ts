export { FlowView } from './flow-view';
export { FlowPage } from './flow-page';
export { Outline } from './outline';
