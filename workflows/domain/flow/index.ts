/**
 * The drawing: the document an administrator edits, the checks that run while it is drawn and before it is published, and the
 * compiler that turns a release into the plan the reducer walks. Pure; the canvas, the api and the worker all ask here.
 */
export { flowEdgeSchema, flowNodeSchema, flowSchema } from './document';
export type { Flow, FlowEdge, FlowNode, Mark, NodeKind, NodeOf, Outcome } from './document';
export type { NextSteps, Plan } from './plan';
export type { Problem } from './problem';
export { checkFlow, checkRelease, type Environment } from './check';
export { compileRelease, planOf, type CompiledRelease } from './compile';
export { contentHashOf, planHashOf, releaseContentSchema, releaseSchema, type Release, type ReleaseContent } from './release';
export { deskFacts } from './facts';
export { calledBy, expandFlow, flowsCalled, placeOnDrawing } from './expand';
export { waysOf, type Ways } from './ways';
export * from './edit';
