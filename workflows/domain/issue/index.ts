/**
 * The issue: its state, what can happen to it, and `advance`, the reducer that says what follows. Everything of DOMAIN 2 that
 * is behaviour stands behind this door; the durable shell, the designer, the rehearsal and the tests run the same function.
 */
export { advance, type Advance } from './advance';
export { allowedCommands } from './allowed';
export { appealableUntil, cardPointsAt, cardStateAt, talkFrom, talkItems, type ListedCard, type TalkItem } from './cards-counted';
export { chainStart, hashOf } from './chain';
export { custodyBetween } from './custody';
export type { CustodyShare, CustodySpan } from './custody-state';
export { commandNames, commandSchemas, rejectReasons, type CommandData, type CommandName } from './command';
export type { Address, Answer, Ask, Dispatch, Effect, Notice } from './effect';
export type { RuleChange } from './changes';
export { clockName } from './clock-names';
export { factsBefore } from './facts-then';
export { changeText, foresightText, type Names } from './foresight-words';
export { incidentCodes, incidentText, type IncidentCode } from './incident-words';
export {
  blockCodes,
  blocksIn,
  blockText,
  draftMapping,
  dryMigration,
  isSameKind,
  migrating,
  type BlockNames,
  type DryRun,
  type Landing,
  type MigrationBlock,
  type StepMapping,
  type StepProposal,
} from './migration';
export { nextAct, type NextAct } from './next-act';
export { commandOf, trialsOf, type Trial } from './trials';
export { rungNameOf } from './rung-names';
export { nextWake } from './expiries';
export { foresee, foreseeNow, type ClockChange, type Foresight, type SparedRung } from './foresee';
export type { Actor, CommandInput, Input } from './input';
export { upToDate } from './opening';
export { isOpenOrder, orderStates, type Order, type OrderKind, type OrderState, type Quote } from './order';
export type { StepRecord } from './record';
export { relapseOf, type ClosedCase, type Spot } from './relapse';
export { residentId, systemActor, type Desk, type Move, type Refusal, type Taken } from './step';
export type {
  Assignment,
  Card,
  CommandAnswer,
  Incident,
  IntakeRecord,
  IssueEvent,
  IssueState,
  Ledger,
  PendingAsk,
  Question,
  Reply,
  ReplyForm,
  Satisfaction,
  Token,
  Whistle,
} from './state';
export { exposureAsked } from './exposure';
export { awaitedAt, senderId } from './outside-word';
export { playTurn, streamOf, turn, turnNow, type Answered, type Turn } from './turn';
export { withdrawnAmong } from './un-merge';
export type { AssignmentView, IssueView, OrderView, Waiting } from './view';
export { viewOf } from './view-of';
export { type DrawnWay, type Occupied, occupancyOf, wayOf } from './occupancy';
export type { Stand } from './stands';
export { isGone, isOpen } from './share-states';
export {
  assignmentStates,
  assignmentStateSchema,
  cardStateSchema,
  caseStates,
  clockPolicies,
  type ClockPolicy,
  caseStateSchema,
  eventNames,
  eventNameSchema,
  grades,
  gradeSchema,
  lanes,
  laneSchema,
  refusalCodes,
  resultCodes,
  resultCodeSchema,
  roles,
  roleSchema,
  type AssignmentState,
  type CardState,
  type CaseState,
  type EventName,
  type Grade,
  type Lane,
  type RefusalCode,
  type ResultCode,
  type Role,
} from './words';
export { roleNames } from './role-names';
