/**
 * The rehearsal: issues, people and timers in virtual time, on the same reducer as the durable workflow (DESIGN 2). Plays
 * scenarios, which the tests also run against real Temporal, and lends the designer its movable clock.
 */
export { deciderOf, type Decider } from './decisions';
export { playScenario, type Played, type PlayResult, type Watch } from './play';
export {
  readScenario,
  scenarioJsonSchema,
  scenarioSchema,
  type Scenario,
  type ScenarioFault,
  type ScenarioStep,
} from './scenario';
export { calendarNow, settingOf, type City, type Setting } from './setting';
export { timelineOf, type TimelineEntry } from './timeline';
export { createWorld, openIssue, runTo, submit, type Life, type Outage, type OutsideInput, type World } from './world';
export type { Difference } from './judge';
export * from './year';
