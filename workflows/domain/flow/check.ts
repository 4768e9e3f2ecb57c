import { z } from 'zod';
import { decisionSchema, type Decision } from '../rules';
import { checkPolicy, type Policy } from '../deadline';
import { checkBranches } from './check-branches';
import { checkCalls, relocated } from './check-calls';
import { checkDirectory, type Directory } from './check-directory';
import { checkPublication } from './check-publication';
import { checkReach } from './check-reach';
import { checkReferences } from './check-references';
import { checkShape, duplicates } from './check-shape';
import { checkWays } from './check-ways';
import { flowSchema, type Flow } from './document';
import { expandFlow } from './expand';
import { readFault } from './feel-names';
import { graphOf } from './graph';
import { checkDecision, fromPolicy } from './other-rooms';
import { flowProblem, type Problem } from './problem';
import { releaseContentSchema } from './release';

/**
 * What lives outside a drawing and may be known when it is checked: units and people, and the drawings that its `call` steps enter
 * (where these are not given, what is inside them is not checked).
 */
export type Environment = { directory?: Directory; subflows?: readonly Flow[] };

/**
 * Every check of DESIGN 5 but the proof, over the drawing alone and what it refers to. All problems at once, errors first.
 * Without a policy, as while one is half-written, the names of its numbers are not checked.
 */
export function checkFlow(
  flow: Flow,
  decisions: readonly Decision[],
  policy: Policy | null,
  { directory, subflows }: Environment = {},
): Problem[] {
  const expanded = expandFlow(flow, subflows ?? []);
  const graph = graphOf(expanded.flow);
  const found = [
    ...checkReach(graph),
    ...checkWays(graph, readFault),
    ...checkBranches(graph),
    ...checkReferences(graph, decisions, policy),
    ...checkPublication(graph),
    ...(directory ? checkDirectory(expanded.flow, decisions, directory) : []),
    ...(expanded.origins.size > 0 ? duplicates(expanded.flow) : []),
  ];
  return errorsFirst([
    ...checkShape(flow),
    ...checkCalls(flow, subflows ?? null, expanded),
    ...found.map((problem) => relocated(problem, expanded.origins)),
  ]);
}

/** The checks of a whole release: the drawing with the findings on its tables and its policy folded in. */
export function checkRelease(document: unknown, environment: Environment = {}): Problem[] {
  const parsed = releaseContentSchema.safeParse(document);
  if (!parsed.success) return malformed(document, parsed.error.issues);
  const { flow, decisions, policy, hours, subflows = [] } = parsed.data;
  return errorsFirst([
    ...checkFlow(flow, decisions, policy, { ...environment, subflows }),
    ...twice('tables', decisions),
    ...twice('hours', hours),
    ...decisions.flatMap((decision) => checkDecision(decision, expandFlow(flow, subflows).flow)),
    ...checkPolicy(policy, { calendars: hours.map((one) => one.id) }).map(fromPolicy),
  ]);
}

const errorsFirst = (problems: Problem[]): Problem[] => [
  ...problems.filter((problem) => problem.severity === 'error'),
  ...problems.filter((problem) => problem.severity === 'warning'),
];

function twice(room: string, items: readonly { id: string }[]): Problem[] {
  return items
    .filter(({ id }, at) => items.findIndex((other) => other.id === id) < at)
    .map(({ id }) => flowProblem('DUPLICATE_ID', { at: `${room}.${id}` }, id));
}

/**
 * The policy room words its own malformations (a limit of zero or less among them), the rest are named by their path. The
 * drawing is checked all the same when it and its tables can be read.
 */
function malformed(document: unknown, issues: readonly z.core.$ZodIssue[]): Problem[] {
  const ofPolicy = issues.some((issue) => issue.path[0] === 'policy');
  const parts = z.object({ flow: flowSchema, decisions: z.array(decisionSchema) }).safeParse(document);
  return errorsFirst([
    ...issues.filter((issue) => issue.path[0] !== 'policy').map((issue) => malformation(document, issue)),
    ...(ofPolicy ? checkPolicy(partOf(document, 'policy'), { calendars: [] }).map(fromPolicy) : []),
    ...(parts.success ? checkFlow(parts.data.flow, parts.data.decisions, null) : []),
  ]);
}

function malformation(document: unknown, issue: z.core.$ZodIssue): Problem {
  const at = issue.path.join('.');
  const [room, list, index] = issue.path;
  const item = room === 'flow' ? partOf(partOf(partOf(document, 'flow'), list), index) : undefined;
  const named = partOf(item, 'id');
  const id = typeof named === 'string' ? named : undefined;
  const found = flowProblem(
    'INVALID_DOCUMENT',
    { at, ...(list === 'edges' && id !== undefined ? { edge: id } : {}) },
    `${at}: ${issue.message}`,
  );
  return list === 'nodes' && id !== undefined ? { ...found, node: id } : found;
}

const partOf = (value: unknown, key: PropertyKey | undefined): unknown =>
  typeof value === 'object' && value !== null && key !== undefined ? (value as Record<PropertyKey, unknown>)[key] : undefined;
