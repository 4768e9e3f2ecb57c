import type { BpmnElement, BpmnModdle } from 'bpmn-moddle';
import type { FlowNode, NodeKind } from '../document';
import type { Policy } from '../../deadline';
import type { Box } from './boxes';

/** What BPMN calls each kind of step; a gateway with one way in and one out decides nothing and is an event that passes. */
const types: Readonly<Record<NodeKind, string>> = {
  start: 'bpmn:StartEvent',
  task: 'bpmn:UserTask',
  decide: 'bpmn:BusinessRuleTask',
  assign: 'bpmn:UserTask',
  offer: 'bpmn:UserTask',
  whistle: 'bpmn:UserTask',
  fork: 'bpmn:ParallelGateway',
  join: 'bpmn:ParallelGateway',
  ask: 'bpmn:ReceiveTask',
  wait: 'bpmn:IntermediateCatchEvent',
  publish: 'bpmn:SendTask',
  call: 'bpmn:ServiceTask',
  end: 'bpmn:EndEvent',
};

/** Several units at once, each with a share of its own. */
const manifold = new Set<NodeKind>(['assign', 'whistle']);

export const FEEL = 'https://www.omg.org/spec/DMN/20230324/FEEL/';

type Making = { moddle: BpmnModdle; policy: Policy; processOf: (flow: string) => string | undefined };

/** A shape as an element of BPMN: its name in Chinese, and everything else that the step says as `lx:step`. */
export function elementOf(making: Making, box: Box): BpmnElement {
  const { moddle } = making;
  if (box.of === 'aside') return moddle.create('bpmn:SubProcess', { id: box.id, name: box.node.name.zh, triggeredByEvent: true });
  if (box.of === 'heard') {
    const eventDefinitions = [moddle.create('bpmn:MessageEventDefinition', {})];
    return moddle.create('bpmn:StartEvent', { id: box.id, name: box.node.name.zh, eventDefinitions });
  }
  if (box.of !== 'step') {
    const name = box.of === 'split' ? `${box.node.name.zh}：结果` : undefined;
    return moddle.create('bpmn:ExclusiveGateway', { id: box.id, ...(name === undefined ? {} : { name }) });
  }
  const { node } = box;
  const element = moddle.create(typeOf(box, making), { id: box.id, name: node.name.zh, ...propertiesOf(making, node) });
  const { id: _id, kind, name, position: _position, ...rest } = node;
  const step = moddle.create('lx:Step', { id: node.id, kind, nameEn: name.en, body: JSON.stringify(rest) });
  const extensions = moddle.create('bpmn:ExtensionElements', { values: [step] });
  step.$parent = extensions;
  own(element, 'extensionElements', extensions);
  if (node.note !== undefined) own(element, 'documentation', [moddle.create('bpmn:Documentation', { text: node.note })]);
  return element;
}

function typeOf({ node, single }: Extract<Box, { of: 'step' }>, { processOf }: Making): string {
  if ((node.kind === 'fork' || node.kind === 'join') && single) return 'bpmn:IntermediateThrowEvent';
  if (node.kind === 'call' && node.flow !== undefined && processOf(node.flow) !== undefined) return 'bpmn:CallActivity';
  return types[node.kind];
}

/** Sets a child with its parent, as the writer wants it. */
export function own(parent: BpmnElement, property: string, value: BpmnElement | BpmnElement[]): void {
  parent[property] = value;
  for (const child of Array.isArray(value) ? value : [value]) child.$parent = parent;
}

function propertiesOf(making: Making, node: FlowNode): Record<string, unknown> {
  const { moddle } = making;
  if (node.kind === 'wait') return { eventDefinitions: [definitionOf(making, node)] };
  if (node.kind === 'call' && node.flow !== undefined) {
    const called = making.processOf(node.flow);
    return called === undefined ? {} : { calledElement: called };
  }
  if (manifold.has(node.kind))
    return { loopCharacteristics: moddle.create('bpmn:MultiInstanceLoopCharacteristics', { isSequential: false }) };
  if (node.kind === 'task') return { resources: [ownerOf(moddle, node.roles)] };
  return {};
}

/** The roles of whom the step waits for. */
function ownerOf(moddle: BpmnModdle, roles: readonly string[]): BpmnElement {
  const expression = moddle.create('bpmn:FormalExpression', { body: roles.join(', ') });
  const assignment = moddle.create('bpmn:ResourceAssignmentExpression', { expression });
  expression.$parent = assignment;
  const owner = moddle.create('bpmn:PotentialOwner', { resourceAssignmentExpression: assignment });
  assignment.$parent = owner;
  return owner;
}

type Wait = Extract<FlowNode, { kind: 'wait' }>;

function definitionOf({ moddle, policy }: Making, { until }: Wait): BpmnElement {
  if (until.kind === 'message') return moddle.create('bpmn:MessageEventDefinition', {});
  const [property, body] = timeOf(until, policy);
  const expression = moddle.create('bpmn:FormalExpression', { body });
  const timer = moddle.create('bpmn:TimerEventDefinition', { [property]: expression });
  expression.$parent = timer;
  return timer;
}

function timeOf(
  until: Exclude<Wait['until'], { kind: 'message' }>,
  policy: Policy,
): ['timeDuration' | 'timeDate' | 'timeCycle', string] {
  if (until.kind === 'date') return ['timeDate', until.fact];
  if (until.kind === 'length') return ['timeDuration', lengthOf(policy, until.window)];
  return ['timeCycle', `R/${lengthOf(policy, until.every)}`];
}

/** A window as ISO 8601 where that can say it; working time has no form there and stands by the window's name. */
function lengthOf(policy: Policy, window: string): string {
  const length = policy.windows[window]?.length;
  const forms = { min: `PT${length?.n}M`, h: `PT${length?.n}H`, nd: `P${length?.n}D` } as const;
  if (length && (length.unit === 'min' || length.unit === 'h' || length.unit === 'nd')) return forms[length.unit];
  return window;
}
