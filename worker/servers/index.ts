/**
 * The local servers: find or build them, start them, keep them running, stop them in order. One call for each server
 * (`startLocalMongo`, `startLocalTemporal`, `findTestServer`, `findBrowser`) and one for everything (`createDesk`).
 */
export { createDesk } from './desk';
export { startLocalMongo, startLocalTemporal } from './local-servers';
export { findBrowser } from './browser';
export { findTestServer } from './test-server';
export { searchAttributeCodes, searchAttributeTypes } from './namespace';
export { refusedExit, ServerProblem } from './problem';
export { freePort } from './port';
export type { Supervised } from './process';
export { pickText, sayNothing, sayToTerminal } from './say';
export { endCommands, runCommand } from './command';
