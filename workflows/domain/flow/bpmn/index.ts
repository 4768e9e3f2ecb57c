import { type BpmnElement, BpmnModdle } from 'bpmn-moddle';
import type { Flow } from '../document';
import type { ReleaseContent } from '../release';
import { type Boxed, type Line, boxesOf } from './boxes';
import { FEEL, elementOf, own } from './elements';
import { conditionOf } from './labels';
import { type Bounds, type Point, boundsOf, pointsOf } from './layout';

/**
 * Releases as BPMN 2.0, so that any BPMN editor opens them. A door of its own (`#bpmn`), because writing XML is nothing that a workflow
 * does: what stands here is not part of its bundle.
 */

/** What BPMN has no words for, as one element of this product's namespace. */
const lx = {
  name: 'Liangxin',
  uri: 'urn:liangxin:bpmn',
  prefix: 'lx',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Step',
      superClass: ['Element'],
      properties: [
        { name: 'id', isAttr: true, type: 'String' },
        { name: 'kind', isAttr: true, type: 'String' },
        { name: 'nameEn', isAttr: true, type: 'String' },
        { name: 'body', isBody: true, type: 'String' },
      ],
    },
  ],
};

type Drawn = { flow: Flow; process: string; prefix: string; boxed: Boxed };

/**
 * The drawing of a release, and the drawings it calls, as BPMN 2.0 XML with its diagrams. Steps are tasks, events and gateways; what only
 * this product knows stands with each as `lx:step`. Lines that choose bear FEEL conditions over `outcome` and the facts.
 */
export async function bpmnOf(content: Pick<ReleaseContent, 'flow' | 'subflows' | 'policy' | 'name'>): Promise<string> {
  const moddle = new BpmnModdle({ lx });
  const flows = [content.flow, ...(content.subflows ?? [])];
  const drawn = flows.map((flow, at): Drawn => {
    const prefix = at === 0 ? '' : `${flow.id}_`;
    return { flow, process: `process_${flow.id}`, prefix, boxed: boxesOf(flow, prefix) };
  });
  const definitions = moddle.create('bpmn:Definitions', {
    id: `definitions_${content.flow.id}`,
    name: content.name.zh,
    targetNamespace: 'urn:liangxin:flows',
    expressionLanguage: FEEL,
    exporter: 'Liangxin',
  });
  const processOf = (id: string): string | undefined => drawn.find(({ flow }) => flow.id === id)?.process;
  const made = drawn.map((one) => ({ one, ...processFor({ moddle, policy: content.policy, processOf }, one) }));
  own(
    definitions,
    'rootElements',
    made.map(({ process }) => process),
  );
  own(
    definitions,
    'diagrams',
    made.map(({ one, process, elements }) => diagramFor(moddle, one, process, elements)),
  );
  return (await moddle.toXML(definitions, { format: true })).xml;
}

type Elements = ReadonlyMap<string, BpmnElement>;

function processFor(making: Parameters<typeof elementOf>[0], { flow, process: id, boxed }: Drawn) {
  const { moddle } = making;
  const shapes = new Map(boxed.boxes.map((box) => [box.id, elementOf(making, box)]));
  const lines = new Map(boxed.lines.map((line) => [line.id, lineFor(moddle, line, shapes)]));
  const process = moddle.create('bpmn:Process', { id, name: flow.name.zh, isExecutable: false });
  const inside = insidesOf(boxed);
  const all = new Map([...shapes, ...lines]);
  const kept = (frame: string | undefined) =>
    [...all].flatMap(([name, element]) => (inside.get(name) === frame ? [element] : []));
  own(process, 'flowElements', kept(undefined));
  for (const frame of new Set(inside.values())) {
    const element = shapes.get(frame);
    if (element) own(element, 'flowElements', kept(frame));
  }
  return { process, elements: all };
}

/** By shape or line: the frame that it stands in. */
function insidesOf({ boxes, lines }: Boxed): Map<string, string> {
  const frames = new Map(boxes.flatMap((box) => (box.of === 'aside' ? [[box.node.id, box.id]] : [])));
  const shapes = boxes.flatMap(({ id, of, node }): [string, string][] => {
    const frame = of === 'aside' ? undefined : frames.get(node.id);
    return frame === undefined ? [] : [[id, frame]];
  });
  const inside = new Map(shapes);
  for (const { id, from } of lines) {
    const frame = inside.get(from);
    if (frame !== undefined) inside.set(id, frame);
  }
  return inside;
}

function lineFor(moddle: BpmnModdle, line: Line, shapes: Elements): BpmnElement {
  const [source, target] = [shapes.get(line.from), shapes.get(line.to)];
  const named = line.label === '' ? {} : { name: line.label };
  const element = moddle.create('bpmn:SequenceFlow', { id: line.id, ...named, sourceRef: source, targetRef: target });
  if (source) source['outgoing'] = [...((source['outgoing'] ?? []) as BpmnElement[]), element];
  if (target) target['incoming'] = [...((target['incoming'] ?? []) as BpmnElement[]), element];
  if (!line.chosen) return element;
  const condition = conditionOf(line.ways);
  // A gateway has one way that is taken otherwise; a second one would never be.
  if (condition === null && source && source['default'] === undefined) source['default'] = element;
  else
    own(element, 'conditionExpression', moddle.create('bpmn:FormalExpression', { language: FEEL, body: condition ?? 'false' }));
  return element;
}

function diagramFor(moddle: BpmnModdle, { boxed, process: id }: Drawn, process: BpmnElement, elements: Elements): BpmnElement {
  const bounds = boundsOf(boxed);
  const shapes = boxed.boxes.map((box) => shapeFor(moddle, elements.get(box.id), bounds.get(box.id)));
  const edges = boxed.lines.map((line) => edgeFor(moddle, elements.get(line.id), pointsOf(line, bounds)));
  const plane = moddle.create('bpmndi:BPMNPlane', { id: `plane_${id}`, bpmnElement: process });
  own(plane, 'planeElement', [...shapes, ...edges]);
  const diagram = moddle.create('bpmndi:BPMNDiagram', { id: `diagram_${id}` });
  own(diagram, 'plane', plane);
  return diagram;
}

function shapeFor(moddle: BpmnModdle, element: BpmnElement | undefined, bounds: Bounds | undefined): BpmnElement {
  const isGateway = element?.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {};
  const isFrame = element?.$type === 'bpmn:SubProcess' ? { isExpanded: true } : {};
  const shape = moddle.create('bpmndi:BPMNShape', { id: `${element?.id}_di`, bpmnElement: element, ...isGateway, ...isFrame });
  own(shape, 'bounds', moddle.create('dc:Bounds', { ...bounds }));
  return shape;
}

function edgeFor(moddle: BpmnModdle, element: BpmnElement | undefined, points: readonly Point[]): BpmnElement {
  const edge = moddle.create('bpmndi:BPMNEdge', { id: `${element?.id}_di`, bpmnElement: element });
  own(
    edge,
    'waypoint',
    points.map((point) => moddle.create('dc:Point', { ...point })),
  );
  return edge;
}
