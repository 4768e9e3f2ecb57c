import { checkRelease, type Environment } from './check';
import type { Flow, FlowEdge } from './document';
import { expandFlow } from './expand';
import { readsOf, writesOf } from './facts';
import type { NextSteps, Plan } from './plan';
import type { Problem } from './problem';
import { PLAN_FORMAT, contentHashOf, planHashOf, releaseContentSchema, type ReleaseContent } from './release';
import { isOtherwise } from './ways';

export type CompiledRelease =
  | { ok: true; content: ReleaseContent; plan: Plan; planHash: string; contentHash: string; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

/**
 * Makes the plan that issues live by, or says everything that is wrong, errors and warnings together (`CHECK_FAILED`). The
 * environment, where known, lets the checks hold the release against the live directory.
 */
export function compileRelease(document: unknown, environment: Environment = {}): CompiledRelease {
  const problems = checkRelease(document, environment);
  if (problems.some((problem) => problem.severity === 'error')) return { ok: false, problems };
  const content = releaseContentSchema.parse(document);
  const planHash = planHashOf(content);
  return {
    ok: true,
    content,
    plan: planOf(content, planHash),
    planHash,
    contentHash: contentHashOf(content),
    warnings: problems,
  };
}

/** The plan of a release that was checked when it was published: later checks never take a running issue's plan away. */
export function planOf(content: ReleaseContent, hash: string = planHashOf(content)): Plan {
  const { city, number, name, decisions, policy, hours } = content;
  return {
    format: PLAN_FORMAT,
    hash,
    release: { city, number, name },
    flow: compileFlow(expandFlow(content.flow, content.subflows ?? []).flow),
    policy,
    hours: Object.fromEntries(hours.map((one) => [one.id, one])),
    decisions: Object.fromEntries(decisions.map((one) => [one.id, { reads: readsOf(one), writes: writesOf(one) }])),
  };
}

/** The flow as the reducer walks it. Edges of a node keep their order: conditions are asked in it. */
export function compileFlow(flow: Flow): Plan['flow'] {
  const start = flow.nodes.find((node) => node.kind === 'start')?.id ?? '';
  const next = flow.nodes.map((node) => [node.id, stepsAfter(flow.edges.filter((edge) => edge.from === node.id))] as const);
  return {
    id: flow.id,
    start,
    nodes: Object.fromEntries(flow.nodes.map((node) => [node.id, node])),
    next: Object.fromEntries(next),
  };
}

function stepsAfter(edges: readonly FlowEdge[]): NextSteps {
  const outcomes = edges.flatMap((edge) => (edge.outcome === undefined ? [] : [[edge.outcome, edge.to] as const]));
  return {
    outcomes: Object.fromEntries(outcomes),
    conditions: edges.flatMap((edge) => (edge.when === undefined ? [] : [{ edge: edge.id, when: edge.when, to: edge.to }])),
    otherwise: edges.find(isOtherwise)?.to ?? null,
    branches: edges.map((edge) => ({ to: edge.to, required: edge.optional !== true })),
  };
}
