/** What other rooms draw a flow with. No page is in it, so that the page of a flow may open those rooms. */
export { DrawingContext } from './acts';
export { toTheStart } from './flow-view';
export { edgeTypes, nodeTypes, paint } from './look';
export { StepNode } from './step-node';
export { type CanvasEdge, type CanvasNode, labelOf, NODE, type StepNode as Step, toCanvas } from './to-canvas';
