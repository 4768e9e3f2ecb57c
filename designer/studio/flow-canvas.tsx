import {
  Background,
  Controls,
  Handle,
  MarkerType,
  MiniMap,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { useMemo } from 'react';
import type { Flow } from '#domain';
import { clockKindWords, nodeKindWords, roleWords, stageWords, useLanguage, useList, useText, useWords } from '../i18n';
import { Icon, nodeIcon } from '../parts';
import { type CanvasNode, toCanvas } from './to-canvas';
import { words } from './words';
import '@xyflow/react/dist/style.css';

/** One step on the canvas: its kind by icon and word, its name, stage, who acts, limit. */
function StepNode({ data: { node } }: NodeProps<CanvasNode>) {
  const text = useText();
  const list = useList();
  const t = useWords(words);
  const roles = 'roles' in node ? list(node.roles.map((role) => text(roleWords[role]))) : '';
  return (
    <div className={`lx-node ${node.kind}`}>
      <Sides type="target" />
      <header>
        <Icon name={nodeIcon(node.kind)} size={16} />
        {text(nodeKindWords[node.kind])}
      </header>
      <b>{text(node.name)}</b>
      {node.stage && <small>{text(stageWords[node.stage])}</small>}
      {roles && <small>{t('roles', { roles })}</small>}
      {node.limit && (
        <small>{t('limit', { limit: text(clockKindWords[node.limit] ?? { zh: node.limit, en: node.limit }) })}</small>
      )}
      <Sides type="source" />
    </div>
  );
}

const sides = [
  ['left', Position.Left],
  ['right', Position.Right],
  ['top', Position.Top],
  ['bottom', Position.Bottom],
] as const;

function Sides({ type }: { type: 'source' | 'target' }) {
  return sides.map(([id, position]) => <Handle key={id} id={id} type={type} position={position} isConnectable={false} />);
}

const nodeTypes: NodeTypes = { step: StepNode };

/** Below this zoom nobody reads a step's name: a wide flow begins at its start instead of shrinking. */
const READABLE = 0.62;
const START = { x: 0, y: 0, zoom: READABLE };

function toTheStart(canvas: Pick<ReactFlowInstance, 'getZoom' | 'getViewport' | 'setViewport'>, flow: Flow): void {
  if (canvas.getZoom() > READABLE + 0.01) return;
  const xs = flow.nodes.map((node) => node.position.x);
  const { y, zoom } = canvas.getViewport();
  void canvas.setViewport({ x: 24 - Math.min(...xs) * zoom, y, zoom });
}

/** The flow, drawn read-only; the outline beside it reads the same flow as text. */
export function FlowCanvas({ flow }: { flow: Flow }) {
  const t = useWords(words);
  const language = useLanguage();
  const { nodes, edges } = useMemo(() => toCanvas(flow), [flow]);
  const drawn = useMemo(
    () =>
      edges.map(({ data, ...edge }) => ({
        ...edge,
        ...(data?.label ? { label: data.label[language] } : {}),
        type: 'smoothstep' as const,
        markerEnd: { type: MarkerType.ArrowClosed, color: '#6f7d76' },
        style: { stroke: '#8a968f', strokeWidth: 1.4 },
        labelStyle: { fontSize: 11, fill: '#3a4440' },
        labelBgStyle: { fill: '#fbf9f3', fillOpacity: 0.92 },
        labelBgPadding: [4, 2] as [number, number],
      })),
    [edges, language],
  );
  return (
    <div className="lx-canvas" role="group" aria-label={t('canvasLabel')}>
      <ReactFlow
        nodes={nodes}
        edges={drawn}
        nodeTypes={nodeTypes}
        defaultViewport={START}
        onInit={(canvas) => void canvas.fitView({ minZoom: READABLE, padding: 0.08 }).then(() => toTheStart(canvas, flow))}
        minZoom={0.15}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodesFocusable={false}
      >
        <Background color="#d9d2c3" gap={22} />
        <MiniMap pannable zoomable ariaLabel={null} nodeColor="#9cc0ac" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
