/** What other rooms draw a flow with. No page is in it, so that the page of a flow may open those rooms. */
export { middleOf, ReadCanvas } from './read-canvas';
export { type CanvasEdge, labelOf } from './to-canvas';
