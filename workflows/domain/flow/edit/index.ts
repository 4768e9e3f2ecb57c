/** Editing a drawing: pure functions from flow to flow, for the canvas, the outline and the keyboard alike. */
export {
  addNext,
  addNode,
  addNote,
  freePlace,
  insertOnEdge,
  move,
  patchEdge,
  patchNode,
  patchNodes,
  patchNote,
  remove,
  renameOutcome,
  reorder,
  setWay,
  type NodeSeed,
  type Note,
  type Point,
} from './edits';
export { connect, connectFaults, freeWays, mayConnect, reconnect, type ConnectFault, type Way } from './connect';
export { clipSchema, copy, paste, readClip, type Clip } from './clip';
export { align, distribute, snap, type Box, type Guide } from './arrange';
export { mergeFlows, takeFlowOfTheirs } from './merge';
export { presets, type Preset } from './presets';
