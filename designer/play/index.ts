/** Playing a draft by hand, and the scenarios that stand beside it; both on the domain's own interpreter, in the browser. */
export { PlayRoom } from './play-room';
export { ScenarioRoom } from './scenario-room';
