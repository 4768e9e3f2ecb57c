import type { Person, Unit } from '../directory';
import type { Decision } from '../rules';
import type { Flow, FlowNode } from './document';
import { flowProblem, type Problem } from './problem';

export type Directory = { units: readonly Unit[]; people: readonly Person[] };

/** What the drawing and its tables ask of the live directory: people for every role, active units behind every code. */
export function checkDirectory(flow: Flow, decisions: readonly Decision[], directory: Directory): Problem[] {
  return [...flow.nodes.flatMap((node) => rolesHeld(node, directory.people)), ...unitsNamed(flow, decisions, directory.units)];
}

function rolesHeld(node: FlowNode, people: readonly Person[]): Problem[] {
  if (node.kind !== 'task' && node.kind !== 'ask') return [];
  const held = node.roles.some((role) => role === 'citizen' || people.some((one) => one.active && one.roles.includes(role)));
  return held ? [] : [flowProblem('NOBODY_HAS_ROLE', { node }, node.roles.join(', '))];
}

function unitsNamed(flow: Flow, decisions: readonly Decision[], units: readonly Unit[]): Problem[] {
  const known = new Map(units.map((unit) => [unit.code, unit]));
  const facts = new Set(flow.nodes.flatMap(factsOfUnits));
  return decisions.flatMap((decision) =>
    codesOf(decision, facts).flatMap(({ code, at }) => {
      const unit = known.get(code);
      if (unit?.active === true) return [];
      return [flowProblem(unit ? 'INACTIVE_UNIT' : 'UNKNOWN_UNIT', { at: `tables.${decision.id}.${at}` }, code)];
    }),
  );
}

/** The facts by which a step finds its units: those it assigns, calls or makes an offer to. */
function factsOfUnits(node: FlowNode): string[] {
  switch (node.kind) {
    case 'assign':
      return [node.unitsFact, node.leadFact];
    case 'whistle':
      return [node.unitsFact];
    case 'offer':
      return [node.teamsFact];
    default:
      return [];
  }
}

/** Unit codes written as texts in the answers that such a step reads. */
function codesOf(decision: Decision, facts: ReadonlySet<string>): { code: string; at: string }[] {
  if (decision.kind === 'literal') return facts.has(decision.output) ? textsIn(decision.expression, 'expression') : [];
  return decision.outputs.flatMap((output, column) =>
    facts.has(output.id)
      ? decision.rules.flatMap((rule, row) => textsIn(rule.then[column] ?? '', `rules.${row}.then.${column}`))
      : [],
  );
}

const textsIn = (feel: string, at: string): { code: string; at: string }[] =>
  [...feel.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map((match) => ({ code: match[1] ?? '', at }));
