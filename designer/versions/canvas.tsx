import { Background, Controls, type NodeChange, type NodeProps, type NodeTypes, ReactFlow, useReactFlow } from '@xyflow/react';
import { createContext, memo, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import {
  type CanvasEdge,
  type CanvasNode,
  DrawingContext,
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
import { signs } from './mark';
import type { United } from './united';
import { words } from './words';

type Marks = United['marks'];
const MarksContext = createContext<Marks>(new Map());

/** A step with the sign of what became of it. */
const MarkedStep = memo(function MarkedStep(props: NodeProps<Step>) {
  const t = useWords(words);
  const kind = useContext(MarksContext).get(props.id);
  return (
    <>
      <StepNode {...props} />
      {kind && (
        <span className={`lx-diff-sign ${kind}`} role="img" aria-label={t(kind)} title={t(kind)}>
          {signs[kind]}
        </span>
      )}
    </>
  );
});

const markedTypes: NodeTypes = { ...nodeTypes, step: MarkedStep };

type Props = { united: United; chosen: string | null; onChoose: (id: string | null) => void };

/** Both drawings on one canvas. What came, went and changed is told by sign and colour; the list beside it is chosen together with it. */
export function DiffCanvas({ united, chosen, onChoose }: Props) {
  const t = useWords(words);
  const canvas = useReactFlow<CanvasNode, CanvasEdge>();
  const { flow, marks } = united;
  const { nodes, edges, onMeasured } = useMarked(united, chosen);
  useEffect(() => {
    const edge = flow.edges.find(({ id }) => id === chosen);
    const places = flow.nodes
      .filter(({ id }) => id === (edge?.from ?? chosen) || id === edge?.to)
      .map(({ position }) => position);
    const note = flow.notes.find(({ id }) => id === chosen);
    const all = note ? [...places, note.position] : places;
    if (all.length === 0) return;
    const middle = (axis: 'x' | 'y'): number => all.reduce((sum, place) => sum + place[axis], 0) / all.length;
    const zoom = Math.max(0.7, canvas.getZoom());
    void canvas.setCenter(middle('x') + NODE.width / 2, middle('y') + NODE.height / 2, { zoom, duration: 0 });
  }, [canvas, chosen, flow]);
  return (
    <DrawingContext value={null}>
      <MarksContext value={marks}>
        <div className="lx-diff-canvas" role="group" aria-label={t('canvas')}>
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
function useMarked({ flow, marks }: United, chosen: string | null) {
  const drawn = useMemo(() => toCanvas(flow), [flow]);
  const sizes = useRef(new Map<string, { width: number; height: number }>());
  const onMeasured = useCallback((changes: readonly NodeChange<CanvasNode>[]) => {
    for (const change of changes)
      if (change.type === 'dimensions' && change.dimensions) sizes.current.set(change.id, change.dimensions);
  }, []);
  return useMemo(() => {
    const classOf = (id: string): string => (marks.has(id) ? `lx-diff-${marks.get(id)}` : 'lx-diff-same');
    const nodes = drawn.nodes.map((node): CanvasNode => {
      const measured = sizes.current.get(node.id);
      return { ...node, className: classOf(node.id), selected: node.id === chosen, ...(measured ? { measured } : {}) };
    });
    const edges = drawn.edges.map((edge): CanvasEdge => {
      const kind = marks.get(edge.id);
      const said = edge.data?.label ?? { zh: '', en: '' };
      const label = kind ? { zh: `${signs[kind]} ${said.zh}`, en: `${signs[kind]} ${said.en}` } : (edge.data?.label ?? null);
      return { ...edge, data: { ...edge.data, label }, className: classOf(edge.id), selected: edge.id === chosen };
    });
    return { nodes, edges, onMeasured };
  }, [drawn, marks, chosen, onMeasured]);
}
