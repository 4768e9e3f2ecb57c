export { canonicalJson, sha256Hex } from './canonical';
export { bilingualSchema, factsSchema, jsonSchema, keySchema, personalText } from './text';
export type { Bilingual, Facts, Json } from './text';
export {
  caseStateSchema,
  caseStates,
  eventNameSchema,
  eventNames,
  gradeSchema,
  grades,
  laneSchema,
  lanes,
  refusalCodes,
  resultCodeSchema,
  resultCodes,
  roleSchema,
  roles,
} from './issue/words';
export type { CaseState, EventName, Grade, Lane, RefusalCode, ResultCode, Role } from './issue/words';
export { commandNames, commandSchemas, rejectReasons } from './issue/command';
export type { CommandData, CommandName } from './issue/command';
export type { Actor, CommandInput, Input } from './issue/input';
export type { Address, Answer, Ask, Dispatch, Effect, Notice } from './issue/effect';
export type {
  Assignment,
  Card,
  CommandAnswer,
  Incident,
  IntakeRecord,
  IssueEvent,
  IssueState,
  Question,
  Token,
  Whistle,
} from './issue/state';
export type { StepRecord } from './issue/record';
export type { AssignmentView, IssueView, Waiting } from './issue/view';
export { personSchema, unitCodeSchema, unitSchema } from './directory/unit';
export type { DirectorySlice, Person, Unit } from './directory/unit';
export { flowEdgeSchema, flowNodeSchema, flowSchema } from './flow/document';
export type { Flow, FlowEdge, FlowNode, Mark, NodeKind, NodeOf, Outcome } from './flow/document';
export type { NextSteps, Plan } from './flow/plan';
export * from './deadline';
export { deskClock, wallTime } from './desk-time';
export type { DeskClock, DeskTime } from './desk-time';
export { maskText } from './issue/mask';
