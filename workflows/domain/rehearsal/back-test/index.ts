/**
 * A back-test (DESIGN 8): issues that really were, or a generated year, through the live release and through a draft, the two ways
 * beside each other. By decisions alone, which is quick, or by whole journeys, in which people do what they did for as long as they did.
 */
export { type BackTestItem, type DifferenceKind, type MovedDue, clockOf, compareWays, differenceKinds, shiftOf } from './compare';
export { type AskedThen, type Decisions, askAgain, decisionsOf } from './decisions';
export { type DecidedThen, askedThen, pastCase } from './past-case';
export { type ShadowAnswer, shadowAnswers } from './shadow';
export { type PastCase } from './record';
export {
  type BackTestCase,
  type BackTestDepth,
  type BackTestJob,
  type BackTestProgress,
  type BackTestRun,
  type BackTestSource,
  decidePast,
  runBackTest,
} from './run';
export {
  type BackTestSummary,
  type BackTestTally,
  type ClockMoves,
  type UnitFlow,
  type UnitLoad,
  summaryOf,
  summaryOfParts,
  tallyOf,
} from './summary';
export { type DecisionAnswer, type Way as IssueWay, sameAnswer } from './way';
