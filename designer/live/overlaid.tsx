import { Background, Controls, type NodeProps, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { createContext, memo, type ReactNode, useContext, useMemo } from 'react';
import type { Flow } from '#domain';
import {
  DrawingContext,
  type CanvasEdge,
  type CanvasNode,
  type Step,
  StepNode,
  edgeTypes,
  nodeTypes,
  paint,
  toCanvas,
} from '../drawing/drawn';
import './live.css';

const Badges = createContext<ReadonlyMap<string, ReactNode>>(new Map());

const BadgedStep = memo(function BadgedStep(props: NodeProps<Step>) {
  const badge = useContext(Badges).get(props.id);
  return (
    <>
      <StepNode {...props} />
      {badge}
    </>
  );
});

const badgedTypes: NodeTypes = { ...nodeTypes, step: BadgedStep };

type Props = {
  flow: Flow;
  label: string;
  badges: ReadonlyMap<string, ReactNode>;
  /** Steps and lines that something is said of, each with the class that says it. */
  marks: ReadonlyMap<string, string>;
};

/** A drawing to look at with something laid over its steps. What it shows stands in a table beside it as well. */
export function Overlaid({ flow, label, badges, marks }: Props) {
  const { nodes, edges } = useMemo(() => {
    const drawn = toCanvas(flow);
    const marked = <T extends { id: string }>(one: T) => ({ ...one, className: marks.get(one.id) ?? '' });
    return { nodes: drawn.nodes.map(marked), edges: drawn.edges.map(marked) };
  }, [flow, marks]);
  return (
    <DrawingContext value={null}>
      <Badges value={badges}>
        <div className="lx-canvas lx-overlaid" role="group" aria-label={label}>
          <ReactFlowProvider>
            <ReactFlow<CanvasNode, CanvasEdge>
              nodes={nodes}
              edges={edges}
              nodeTypes={badgedTypes}
              edgeTypes={edgeTypes}
              {...paint}
              // The whole is what one looks for here: names are read in the table below, or nearer.
              fitView
              fitViewOptions={{ padding: 0.04, minZoom: 0.2, maxZoom: 1 }}
              minZoom={0.2}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              panOnScroll
            >
              <Background color="#d9d2c3" gap={22} />
              <Controls showInteractive={false} />
            </ReactFlow>
          </ReactFlowProvider>
        </div>
      </Badges>
    </DrawingContext>
  );
}
