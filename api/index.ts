/**
 * The api's door for the worker's processes and for tests: the application over what it is given, the desk on Temporal, the one way
 * in for intakes and its sweep.
 */
export { buildApp, type App } from './app';
export { clockOver, type Clock, type Deps, type Logger } from './deps';
export { DeskAway, type IssueDesk, type PieceAnswer, type PieceDesk } from './desk';
export { startUnstarted, takeIn, type Submitted, type TakenIn } from './intake';
export { hashPassword, oneTimePassword } from './passwords';
export { clientConverter, failureCodec } from './temporal-codec';
export { temporalDesk } from './temporal-desk';
