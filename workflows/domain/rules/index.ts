/**
 * Decision tables: documents (DMN 1.5 as JSON), their evaluation by FEEL, their compiled form, why they answer as they do, what
 * is wrong with them, and the conditions on a flow's edges. Pure: the present is an argument, FEEL has budgets.
 */
export { accountOf, rulesInWords, type Account, type Naming, type SaidMiss, type SaidRule } from './account';
export { checkTable } from './check';
export { compileTable, type CompiledTable } from './compile';
export { compileCondition, evaluateConditions, type Chosen, type CompiledCondition, type ConditionalEdge } from './condition';
export { evaluate as evaluateTable, evaluateLiteral } from './evaluate';
export { explain as explainTable, type Explanation, type NearMiss, type CellRefusal } from './explain';
export { evaluateFeel, type FeelError, type FeelOptions, type FeelResult } from './feel';
export { feelMeter, type FeelBudget } from './feel-budget';
export { toJson as feelToJson, type FeelJson } from './feel-value';
export { tableErrorCodes, type TableError, type TableErrorCode, type TableResult } from './outcome';
export type { Problem as TableProblem, ProblemCode as TableProblemCode } from './problem';
export { decisionSchema, tableSchema, type Decision, type DecisionTable, type LiteralDecision } from './table';
export {
  addInput,
  addOutput,
  cellText,
  duplicateRules,
  fillDown,
  fromTsv,
  insertRule,
  moveRule,
  patchInput,
  patchOutput,
  readArea,
  removeInput,
  removeOutput,
  removeRules,
  setCell,
  sheetColumns,
  toTsv,
  writeArea,
  type Area,
  type SheetColumn,
} from './edit';
export { mergeDecisions, takeDecisionOfTheirs } from './merge';
