import { z } from 'zod';
import { decisionSchema, type Decision } from '../rules';
import { checkPolicy, type Policy } from '../deadline';
import { checkBranches } from './check-branches';
import { checkDirectory, type Directory } from './check-directory';
import { checkPublication } from './check-publication';
import { checkReach } from './check-reach';
import { checkReferences } from './check-references';
import { checkShape } from './check-shape';
import { checkWays } from './check-ways';
import { flowSchema, type Flow } from './document';
import { readFault } from './feel-names';
import { graphOf } from './graph';
import { checkDecision, fromPolicy } from './other-rooms';
import { flowProblem, type Problem } from './problem';
import { releaseContentSchema } from './release';

/** What lives outside a release and may be known when it is checked: units and people. */
export type Environment = { directory?: Directory };

/**
 * Every check of DESIGN 5 but the proof, over the drawing alone and what it refers to. All problems at once, errors first.
 * Without a policy, as while one is half-written, the names of its numbers are not checked.
 */
export function checkFlow(
  flow: Flow,
  decisions: readonly Decision[],
  policy: Policy | null,
  { directory }: Environment = {},
): Problem[] {
  const graph = graphOf(flow);
  return errorsFirst([
    ...checkShape(flow),
    ...checkReach(graph),
    ...checkWays(graph, readFault),
    ...checkBranches(graph),
    ...checkReferences(graph, decisions, policy),
    ...checkPublication(graph),
    ...(directory ? checkDirectory(flow, decisions, directory) : []),
  ]);
}

/** The checks of a whole release: the drawing with the findings on its tables and its policy folded in. */
export function checkRelease(document: unknown, environment: Environment = {}): Problem[] {
  const parsed = releaseContentSchema.safeParse(document);
  if (!parsed.success) return malformed(document, parsed.error.issues);
  const { flow, decisions, policy, hours } = parsed.data;
  return errorsFirst([
    ...checkFlow(flow, decisions, policy, environment),
    ...twice('tables', decisions),
    ...twice('hours', hours),
    ...decisions.flatMap((decision) => checkDecision(decision, flow)),
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
