import { Background, Controls, MiniMap, ReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { useMemo } from 'react';
import type { Flow } from '#domain';
import { useWords } from '../i18n';
import { edgeTypes, nodeTypes, paint } from './look';
import { type CanvasEdge, type CanvasNode, toCanvas } from './to-canvas';
import { words } from './words';

/** Below this zoom nobody reads a step's name: a wide flow begins at its start instead of shrinking. */
const READABLE = 0.62;
const START = { x: 0, y: 0, zoom: READABLE };

export function toTheStart(
  canvas: Pick<ReactFlowInstance<CanvasNode, CanvasEdge>, 'getZoom' | 'getViewport' | 'setViewport' | 'fitView'>,
  flow: Flow,
  after?: () => void,
): void {
  const begin = async (): Promise<void> => {
    if (canvas.getZoom() > READABLE + 0.01 || flow.nodes.length === 0) return;
    const left = Math.min(...flow.nodes.map((node) => node.position.x));
    const { y, zoom } = canvas.getViewport();
    await canvas.setViewport({ x: 24 - left * zoom, y, zoom });
  };
  void canvas
    .fitView({ minZoom: READABLE, maxZoom: 1, padding: 0.08 })
    .then(begin)
    .then(() => after?.());
}

/** The flow, drawn read-only; the outline beside it reads the same flow as text. */
export function FlowView({ flow }: { flow: Flow }) {
  const t = useWords(words);
  const { nodes, edges } = useMemo(() => toCanvas(flow), [flow]);
  return (
    <div className="lx-canvas" role="group" aria-label={t('canvasLabel')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...paint}
        defaultViewport={START}
        onInit={(canvas) => toTheStart(canvas, flow)}
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
