import type { FlowEdge, FlowNode } from './document';

/** How a node may be left: outcomes that must lead somewhere, and further ones the engine also takes when they are drawn. */
export type Ways = { must: readonly string[]; may: readonly string[] };

const ways = (must: readonly string[], may: readonly string[] = []): Ways => ({ must, may });

/**
 * The outcomes by which a node is left. People's are the drawing's own; the engine takes `expired` when nobody answered in time,
 * `answered` when another system has, `replied` and `returned` at an assignment, `ledger` where it may be put on one, `served` and `expired` at an offer, `noMatch` where no
 * rule of a table matched.
 */
export function waysOf(node: FlowNode): Ways {
  switch (node.kind) {
    case 'task':
      return ways(idsOf(node));
    case 'ask':
      return ways([...idsOf(node), 'expired']);
    case 'assign':
      return ways(['replied', 'returned'], ['ledger']);
    case 'whistle':
      return ways(['replied', 'returned']);
    case 'offer':
      return node.to === 'merchant'
        ? ways(['served', 'expired', 'disputed'], ['unsolved'])
        : ways(['served', 'expired'], ['unsolved']);
    case 'call':
      return ways(node.flow === undefined ? ['answered', 'expired'] : (node.ends ?? []));
    case 'wait':
      return ways(waitsOf[node.until.kind]);
    case 'decide':
      return ways(['decided'], ['noMatch']);
    case 'start':
      return ways(['started']);
    case 'publish':
      return ways(node.exposes ? ['started', 'refused'] : ['started']);
    case 'join':
      return ways(['joined']);
    case 'fork':
    case 'end':
      return ways([]);
  }
}

const waitsOf = {
  length: ['expired'],
  date: ['expired'],
  message: ['arrived', 'expired'],
  review: ['reached', 'refused', 'expired'],
} as const;

const idsOf = (node: Extract<FlowNode, { outcomes: unknown }>): string[] => [...new Set(node.outcomes.map((one) => one.id))];

/** An edge taken when nothing else is: marked as default, or drawn without outcome and condition. */
export const isOtherwise = (edge: FlowEdge): boolean =>
  edge.isDefault === true || (edge.outcome === undefined && edge.when === undefined);

/** Edges that may be followed at once when a token arrives, with no person and no time between. */
export function isImmediate(node: FlowNode, edge: FlowEdge): boolean {
  const instant = ['start', 'decide', 'fork', 'join', 'publish'];
  if (instant.includes(node.kind)) return true;
  // Another drawing is entered at once.
  if (node.kind === 'call') return node.flow !== undefined;
  // A date that is past is not waited for.
  if (node.kind === 'wait') return node.until.kind === 'date';
  // A whistle that calls nobody is left at once, and so is an offer that nobody may take.
  if (node.kind === 'whistle') return isOtherwise(edge) || edge.outcome === 'returned';
  if (node.kind === 'offer') return isOtherwise(edge) || edge.outcome === 'expired';
  // An assignment whose facts name no unit is left at once: by `returned`, or by `replied` when it is optional.
  return node.kind === 'assign' && (isOtherwise(edge) || edge.outcome === (node.required ? 'returned' : 'replied'));
}
