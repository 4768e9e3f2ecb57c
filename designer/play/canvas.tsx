import { Background, Controls, type NodeChange, type NodeProps, type NodeTypes, ReactFlow, useReactFlow } from '@xyflow/react';
import { createContext, memo, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import type { Flow } from '#domain';
import {
  DrawingContext,
  type CanvasEdge,
  type CanvasNode,
  NODE,
  type Step,
  StepNode,
  edgeTypes,
  nodeTypes,
  paint,
  toCanvas,
  toTheStart,
} from '../drawing/drawn';
import { useWords } from '../i18n';
import { words } from './words';
import './play.css';

/** What is drawn over the steps and lines: tokens, and what was reached. */
export type Marks = {
  /** How many tokens stand at a step. */
  tokens: ReadonlyMap<string, number>;
  reached: ReadonlySet<string>;
  /** Steps and lines that nothing reaches, where that is what is looked for. */
  missed: ReadonlySet<string>;
};

const MarksContext = createContext<Marks>({ tokens: new Map(), reached: new Set(), missed: new Set() });

const MarkedStep = memo(function MarkedStep(props: NodeProps<Step>) {
  const t = useWords(words);
  const { tokens } = useContext(MarksContext);
  const count = tokens.get(props.id) ?? 0;
  return (
    <>
      <StepNode {...props} />
      {count > 0 && (
        <span className="lx-token" role="img" aria-label={t('tokenHere', { n: count })}>
          {count > 1 ? count : ''}
        </span>
      )}
    </>
  );
});

const markedTypes: NodeTypes = { ...nodeTypes, step: MarkedStep };

type Props = {
  flow: Flow;
  marks: Marks;
  label: string;
  /** The step that is chosen, and brought into view when it changes. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
};

/** The drawing to look at: what stands where, and what was reached. A step is chosen by hand or by keys. */
export function MarkedCanvas({ flow, marks, label, chosen, onChoose }: Props) {
  const canvas = useReactFlow<CanvasNode, CanvasEdge>();
  const drawn = useMemo(() => toCanvas(flow), [flow]);
  const { nodes, edges, onMeasured } = useMarked(drawn, marks, chosen);
  useEffect(() => {
    const edge = flow.edges.find(({ id }) => id === chosen);
    const step = flow.nodes.find(({ id }) => id === (edge?.from ?? chosen));
    if (!step) return;
    const { x, y } = step.position;
    void canvas.setCenter(x + NODE.width / 2, y + NODE.height / 2, { zoom: Math.max(0.7, canvas.getZoom()), duration: 0 });
  }, [canvas, chosen, flow]);
  return (
    <DrawingContext value={null}>
      <MarksContext value={marks}>
        <div className="lx-play-canvas" role="group" aria-label={label}>
          <ReactFlow<CanvasNode, CanvasEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={markedTypes}
            edgeTypes={edgeTypes}
            {...paint}
            onInit={(ready) => toTheStart(ready, flow)}
            nodesDraggable={false}
            nodesConnectable={false}
            deleteKeyCode={null}
            edgesFocusable={false}
            panOnScroll
            zoomOnDoubleClick={false}
            onNodesChange={(changes) => {
              onMeasured(changes);
              const one = changes.find((change) => change.type === 'select' && change.selected);
              if (one && 'id' in one) onChoose(one.id);
            }}
            onPaneClick={() => onChoose(null)}
          >
            <Background color="#d9d2c3" gap={22} />
            <Controls showInteractive={false} />
          </ReactFlow>
        </div>
      </MarksContext>
    </DrawingContext>
  );
}

/** The drawing with its marks. What was measured once stays with a step: else its lines would be gone until it is measured again. */
function useMarked(drawn: ReturnType<typeof toCanvas>, marks: Marks, chosen: string | null) {
  const sizes = useRef(new Map<string, { width: number; height: number }>());
  const onMeasured = useCallback((changes: readonly NodeChange<CanvasNode>[]) => {
    for (const change of changes)
      if (change.type === 'dimensions' && change.dimensions) sizes.current.set(change.id, change.dimensions);
  }, []);
  return useMemo(() => {
    const markOf = (id: string): string => (marks.reached.has(id) ? 'lx-reached' : marks.missed.has(id) ? 'lx-missed' : '');
    const nodes = drawn.nodes.map((node): CanvasNode => {
      const measured = sizes.current.get(node.id);
      const className = `${markOf(node.id)} ${marks.tokens.has(node.id) ? 'lx-here' : ''}`;
      return { ...node, className, selected: node.id === chosen, ...(measured ? { measured } : {}) };
    });
    const edges = drawn.edges.map((edge) => ({ ...edge, className: markOf(edge.id), selected: edge.id === chosen }));
    return { nodes, edges, onMeasured };
  }, [drawn, marks, chosen, onMeasured]);
}
