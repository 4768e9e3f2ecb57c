/** A draft held against the live release: over many issues at once, and silently beside each new one. */
export { BackTestRoom } from './backtest-room';
