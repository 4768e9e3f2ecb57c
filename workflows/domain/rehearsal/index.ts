/**
 * The rehearsal: issues, people and timers in virtual time, on the same reducer as the durable workflow (DESIGN 2). Plays
 * scenarios, which the tests also run against real Temporal, and lends the designer its movable clock.
 */
export { scenarioOf, seenParts, type SeenPart } from './as-scenario';
export { choicesAt, tryCommand, tryTimer, type Choice } from './choices';
export { coverageOf, reachedBy, runScenario, type Coverage, type Reached, type ScenarioRun } from './coverage';
export { deciderOf, type Decider } from './decisions';
export { playScenario, type Played, type PlayResult } from './play';
export {
  backTo,
  playFrame,
  startPlay,
  withAct,
  withoutLast,
  withRecorded,
  writeInstant,
  withTime,
  withWay,
  type PlayFrame,
  type PlayFrameResult,
} from './player';
export {
  readScenario,
  scenarioJsonSchema,
  scenarioIntakeSchema,
  scenarioSchema,
  scenarioStepSchema,
  type Scenario,
  type ScenarioFault,
  type ScenarioIntake,
  type ScenarioStep,
} from './scenario';
export { pastIssue, type PastIssue } from './past-issue';
export { calendarNow, settingOf, type City, type Setting } from './setting';
export { timelineOf, type TimelineEntry } from './timeline';
export { wayTo, type WayStep } from './way-to';
export type { Watch } from './watch';
export { createWorld, openIssue, runTo, submit, type Life, type Outage, type OutsideInput, type World } from './world';
export type { Difference } from './judge';
export * from './back-test';
export * from './year';
