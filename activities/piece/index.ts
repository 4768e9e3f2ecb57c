/**
 * Pieces and the world: a look at a sealed text, the messages between issues and pieces, and the channels a story goes out by.
 */
export { createDispatcher, type DispatchPorts } from './dispatch';
export { createPieceActivities } from './examine';
export { noteEnded } from './to-endpoint';
