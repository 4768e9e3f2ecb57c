import { Background, Controls, type NodeChange, type NodeProps, type NodeTypes, ReactFlow, useReactFlow } from '@xyflow/react';
import { createContext, memo, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import type { Flow } from '#domain';
import { DrawingContext } from './acts';
import { toTheStart } from './flow-view';
import { edgeTypes, nodeTypes, paint } from './look';
import { StepNode } from './step-node';
import { type CanvasEdge, type CanvasNode, NODE, type StepNode as Step, toCanvas } from './to-canvas';

type Place = { x: number; y: number };

type Props = {
  flow: Flow;
  label: string;
  className: string;
  /** The class of a step or a line, by id: what is said of it. */
  classOf: (id: string) => string;
  /** What lies over a step. */
  over: (id: string) => ReactNode;
  edgeOf?: (edge: CanvasEdge) => CanvasEdge;
  /** What is chosen by hand or by keys, and where the canvas goes when it changes. Without it nothing can be chosen. */
  choice?: {
    chosen: string | null;
    onChoose: (id: string | null) => void;
    centreOf: (flow: Flow, chosen: string | null) => Place | null;
  };
  /** Shows the whole, however small; else it begins at the start, to be read. */
  whole?: boolean;
};

const Over = createContext<Props['over']>(() => null);

const CoveredStep = memo(function CoveredStep(props: NodeProps<Step>) {
  const over = useContext(Over);
  return (
    <>
      <StepNode {...props} />
      {over(props.id)}
    </>
  );
});

const coveredTypes: NodeTypes = { ...nodeTypes, step: CoveredStep };

/** The middle of a step whose corner lies at a place. */
export const middleOf = ({ x, y }: Place): Place => ({ x: x + NODE.width / 2, y: y + NODE.height / 2 });

/** A drawing to look at, with something said of its steps and lines. Inside a `ReactFlowProvider`. */
export function ReadCanvas({ flow, label, className, classOf, over, edgeOf, choice, whole = false }: Props) {
  const canvas = useReactFlow<CanvasNode, CanvasEdge>();
  const { nodes, edges, onMeasured } = useMarked({ flow, classOf, edgeOf, chosen: choice?.chosen ?? null });
  const place = choice?.centreOf(flow, choice.chosen) ?? null;
  const [x, y] = [place?.x, place?.y];
  const chosen = choice?.chosen;
  useEffect(() => {
    if (x === undefined || y === undefined) return;
    void canvas.setCenter(x, y, { zoom: Math.max(0.7, canvas.getZoom()), duration: 0 });
  }, [canvas, chosen, flow, x, y]);
  return (
    <DrawingContext value={null}>
      <Over value={over}>
        <div className={className} role="group" aria-label={label}>
          <ReactFlow<CanvasNode, CanvasEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={coveredTypes}
            edgeTypes={edgeTypes}
            {...paint}
            {...(whole
              ? { fitView: true, fitViewOptions: { padding: 0.04, minZoom: 0.2, maxZoom: 1 }, minZoom: 0.2 }
              : { onInit: (ready) => toTheStart(ready, flow) })}
            nodesDraggable={false}
            nodesConnectable={false}
            deleteKeyCode={null}
            nodesFocusable={choice !== undefined}
            elementsSelectable={choice !== undefined}
            edgesFocusable={false}
            panOnScroll
            zoomOnDoubleClick={false}
            onNodesChange={(changes) => {
              onMeasured(changes);
              const one = changes.find((change) => change.type === 'select' && change.selected);
              if (one && 'id' in one) choice?.onChoose(one.id);
            }}
            onPaneClick={() => choice?.onChoose(null)}
          >
            <Background color="#d9d2c3" gap={22} />
            <Controls showInteractive={false} />
          </ReactFlow>
        </div>
      </Over>
    </DrawingContext>
  );
}

type Marking = Pick<Props, 'flow' | 'classOf'> & { edgeOf: Props['edgeOf']; chosen: string | null };

/** The drawing with its marks. What was measured once stays with a step: else its lines would be gone until it is measured again. */
function useMarked({ flow, classOf, edgeOf, chosen }: Marking) {
  const drawn = useMemo(() => toCanvas(flow), [flow]);
  const sizes = useRef(new Map<string, { width: number; height: number }>());
  const onMeasured = useCallback((changes: readonly NodeChange<CanvasNode>[]) => {
    for (const change of changes)
      if (change.type === 'dimensions' && change.dimensions) sizes.current.set(change.id, change.dimensions);
  }, []);
  return useMemo(() => {
    const nodes = drawn.nodes.map((node): CanvasNode => {
      const measured = sizes.current.get(node.id);
      return { ...node, className: classOf(node.id), selected: node.id === chosen, ...(measured ? { measured } : {}) };
    });
    const edges = drawn.edges.map((edge) => ({
      ...(edgeOf ? edgeOf(edge) : edge),
      className: classOf(edge.id),
      selected: edge.id === chosen,
    }));
    return { nodes, edges, onMeasured };
  }, [drawn, classOf, edgeOf, chosen, onMeasured]);
}
