import type { NodeOf } from '../flow';
import { writesOf } from '../flow/facts';
import type { Decision, DecisionTable } from '../rules';
import type { Dim } from './atoms';
import { withComputed } from './computed';
import { follow, say } from './follow';
import { doubting, narrowed, valuesOf, withAny, type Doubt, type Spot } from './spot';
import type { Outcome } from './split';
import type { Walk } from './walk';

/** A decision parts the issues by its answers, and each part goes on with what was answered. */
export function arriveAtDecide(walk: Walk, spot: Spot, node: NodeOf<'decide'>): Spot[] {
  const decision = walk.drawing.byId.get(node.decision);
  if (!decision) return [];
  const { known, open } = node.once ? partedByOnce(walk, spot, writesOf(decision)) : { known: [], open: [spot] };
  const asked = open.flatMap((one) => (decision.kind === 'literal' ? literal(walk, one, decision) : table(walk, one, decision)));
  return [...asked, ...known.flatMap((one) => follow(walk, one, 'decided'))];
}

/** Asked once: those for whom one of its facts is there already go on as they are. */
function partedByOnce(walk: Walk, spot: Spot, facts: readonly string[]): { known: Spot[]; open: Spot[] } {
  const known: Spot[] = [];
  let open: Spot[] = [spot];
  for (const fact of facts) {
    known.push(...open.flatMap((one) => narrowed(walk.atoms, one, [[fact, walk.atoms.notNull(fact)]]) ?? []));
    open = open.flatMap((one) => narrowed(walk.atoms, one, [[fact, walk.atoms.at(fact, null)]]) ?? []);
  }
  return { known, open };
}

function literal(walk: Walk, spot: Spot, decision: Extract<Decision, { kind: 'literal' }>): Spot[] {
  const { expression: text, output: fact, type } = decision;
  return withComputed({ text, fact, type }, walk.atoms, spot, walk.meter).flatMap((one) => follow(walk, one, 'noMatch'));
}

function table(walk: Walk, spot: Spot, decision: DecisionTable): Spot[] {
  const parts = walk.splitter(spot.node, decision).parts((dim: Dim) => valuesOf(walk.atoms, spot, dim), walk.meter);
  return parts.flatMap(({ outcome, box }) => {
    const part = narrowed(walk.atoms, spot, box);
    return part ? answered(walk, doubting(part, doubtOf(decision, outcome)), decision, outcome) : [];
  });
}

function answered(walk: Walk, spot: Spot, decision: DecisionTable, outcome: Outcome): Spot[] {
  const { atoms, meter, findings } = walk;
  const set = (texts: readonly (string | undefined)[]): Spot[] =>
    decision.outputs.reduce<Spot[]>(
      (spots, { id: fact, type }, at) =>
        spots.flatMap((one) => withComputed({ text: texts[at] ?? '', fact, type }, atoms, one, meter)),
      [spot],
    );
  switch (outcome.is) {
    case 'clash':
      findings.suspect(spot, { kind: 'stuck', table: decision.id, rules: outcome.rules });
      return [];
    case 'none':
      return set(decision.outputs.map((output) => output.default)).flatMap((one) => follow(walk, one, 'noMatch'));
    case 'rule':
      return set(decision.rules[outcome.rule]?.then ?? []).flatMap((one) => follow(walk, one, 'decided'));
    case 'many': {
      const all = decision.outputs.reduce((one, { id }) => withAny(atoms, one, id, 'opaque'), spot);
      return follow(walk, all, 'decided');
    }
  }
}

function doubtOf(decision: DecisionTable, { unsure }: Outcome): Doubt | null {
  if (!unsure) return null;
  const { rule, column } = unsure;
  const text = decision.rules[rule]?.when[column] ?? '';
  return {
    at: `tables.${decision.id}.rules.${rule}.when.${column}`,
    why: say(
      `表“${decision.name.zh}”第 ${rule + 1} 条规则的单元格“${text}”无法分析`,
      `the cell “${text}” of rule ${rule + 1} of “${decision.name.en}” cannot be analysed`,
    ),
  };
}
