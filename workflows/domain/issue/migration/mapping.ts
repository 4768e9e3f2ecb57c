import type { FlowNode } from '../../flow/document';
import type { Plan } from '../../flow/plan';

/** Which step of the new release each step of the old one goes on as; null where it has none. A step left out has none either. */
export type StepMapping = Readonly<Record<string, string | null>>;

/** One line of a drafted mapping: `same` keeps its name and kind, `proposed` is to be looked at by a person, `none` found nothing. */
export type StepProposal = { from: string; to: string | null; how: 'same' | 'proposed' | 'none' };

type Drawing = Plan['flow'];

/**
 * A mapping to begin with (DESIGN 8): a step with the same id and kind is the same; what is left goes to a step of the same kind
 * with the same name, or else to the only one that asks for the same work. No two go to one step. In the order of the old drawing.
 */
export function draftMapping(from: Drawing, to: Drawing): StepProposal[] {
  const same = new Set(Object.keys(from.nodes).filter((id) => isSameKind(from.nodes[id], to.nodes[id])));
  const taken = new Set(same);
  const propose = (node: FlowNode): StepProposal => {
    if (same.has(node.id)) return { from: node.id, to: node.id, how: 'same' };
    const free = Object.values(to.nodes).filter((one) => !taken.has(one.id) && isSameKind(node, one));
    const found = free.find((one) => isSameName(node, one)) ?? onlyOne(free.filter((one) => workOf(one) === workOf(node)));
    if (!found) return { from: node.id, to: null, how: 'none' };
    taken.add(found.id);
    return { from: node.id, to: found.id, how: 'proposed' };
  };
  return Object.values(from.nodes).map(propose);
}

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

const isSameName = (a: FlowNode, b: FlowNode): boolean => a.name.zh === b.name.zh || a.name.en === b.name.en;

/** Whether what runs at one step may go on at the other: the kind, and what the kind's behaviour hangs on. */
export const isSameKind = (a: FlowNode | undefined, b: FlowNode | undefined): boolean =>
  a !== undefined && b !== undefined && kindOf(a) === kindOf(b);

function kindOf(node: FlowNode): string {
  switch (node.kind) {
    case 'ask':
      return `ask ${node.question}`;
    case 'offer':
      return `offer ${node.to}`;
    case 'wait':
      return `wait ${node.until.kind}`;
    case 'call':
      return node.flow === undefined ? 'call system' : 'call flow';
    case 'publish':
      return node.exposes === true ? 'publish exposing' : 'publish';
    default:
      return node.kind;
  }
}

/** What a step asks for, whatever it is called: the preset that it was made of, more or less. */
function workOf(node: FlowNode): string {
  const stage = node.stage ?? '';
  switch (node.kind) {
    case 'task':
    case 'ask':
      return `${stage} ${[...new Set(node.outcomes.map(({ command }) => command))].sort().join()}`;
    case 'decide':
      return node.decision;
    case 'assign':
      return `${stage} ${node.lane} ${node.unitsFact}`;
    case 'end':
      return `${stage} ${node.result ?? ''}`;
    case 'whistle':
      return `${stage} ${node.whistle}`;
    case 'call':
      return node.endpoint ?? node.flow ?? '';
    case 'start':
    case 'offer':
    case 'fork':
    case 'join':
    case 'wait':
    case 'publish':
      return stage;
  }
}
