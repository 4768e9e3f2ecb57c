/**
 * DMN models (1.1 to 1.5): their XML in and out without loss, and their decisions evaluated over the requirements between them.
 * A door of its own, because reading XML is nothing that a workflow does: what stands here is not part of its bundle.
 */
export { compileDmn, importsOf, type Decided, type DecisionModel } from './decide';
export type { DmnDocument, DmnNode, DmnVersion } from './document';
export type { DmnErrorCode, DmnProblem } from './problem';
export { DMN_LIMITS, readDmn, writeDmn, type DmnLimits, type DmnRead } from './xml';
export { decisionsIn, type DecisionsIn } from './decisions-in';
export { dmnOf, dmnOfAll } from './table-out';
