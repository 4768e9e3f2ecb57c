/**
 * The proof of DESIGN 5: over flow, tables and unit directory together, every issue at once. What it shows as wrong was played on the
 * interpreter; what it cannot tell it says. Pure: budgets and the instant are arguments.
 */
export { PROOF_BUDGET, type ProofBudget } from './budget';
export {
  prove,
  proofSteps,
  proofProblems,
  type CounterExample,
  type Proof,
  type ProofProblem,
  type ProofUnknown,
  type ProofVerdict,
} from './prove';
export { properties as proofProperties, type Property as ProofProperty } from './suspicion';
export { propertyNames as proofPropertyNames } from './words';
