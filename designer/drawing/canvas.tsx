import {
  Background,
  type Connection,
  Controls,
  type EdgeChange,
  type IsValidConnection,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  applyNodeChanges,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  addNode,
  type Box,
  connect,
  type Guide,
  mayConnect,
  move,
  type Point,
  type Problem,
  reconnect,
  remove,
  snap,
} from '#domain';
import { useWords } from '../i18n';
import { toTheStart } from './flow-view';
import { Guides } from './guides';
import { edgeTypes, nodeTypes, paint } from './look';
import { PRESET_TYPE, presetOf } from './palette';
import { type CanvasEdge, type CanvasNode, NODE, toCanvas } from './to-canvas';
import type { Editor } from './use-editor';
import { words } from './words';

type Props = {
  editor: Editor;
  problems: readonly Problem[];
  /** A line was let go over the empty canvas: something new may stand there. */
  onDropLine: (from: string, at: Point) => void;
  onRefused: (from: string, to: string) => void;
  /** The canvas is there and shows where the flow begins. */
  onReady: () => void;
};

/** How near an edge of another step must be to draw the dragged one to it, in canvas units. */
const REACH = 7;

const boxOf = (node: CanvasNode): Box => ({
  id: node.id,
  ...node.position,
  width: node.measured?.width ?? NODE.width,
  height: node.measured?.height ?? NODE.height,
});

/** Counts by step, and the lines that something is wrong with. */
function marksOf(problems: readonly Problem[]) {
  const steps = new Map<string, { errors: number; warnings: number }>();
  const lines = new Set<string>();
  for (const { node, edge, severity } of problems) {
    if (edge !== undefined) lines.add(edge);
    if (node === undefined) continue;
    const { errors, warnings } = steps.get(node) ?? { errors: 0, warnings: 0 };
    steps.set(node, severity === 'error' ? { errors: errors + 1, warnings } : { errors, warnings: warnings + 1 });
  }
  return { steps, lines };
}

/** The document drawn, with its problems and what is selected. */
function useDrawn({ editor, problems }: Props) {
  const { flow, selection } = editor;
  return useMemo(() => {
    const { nodes, edges } = toCanvas(flow);
    const { steps, lines } = marksOf(problems);
    return {
      nodes: nodes.map((node): CanvasNode => {
        const found = steps.get(node.id);
        const selected = selection.has(node.id);
        if (node.type !== 'step' || !found) return { ...node, selected };
        return { ...node, selected, data: { ...node.data, problems: found } };
      }),
      edges: edges.map((edge): CanvasEdge => {
        const data = { label: edge.data?.label ?? null, ...edge.data, problem: lines.has(edge.id) };
        return { ...edge, selected: selection.has(edge.id), data };
      }),
    };
  }, [flow, problems, selection]);
}

/** Moving steps: the canvas shows it at once, the document hears of it when the hand lets go; arrow keys count as one gesture. */
function useMoving(editor: Editor, drawn: CanvasNode[]) {
  const latest = useRef(drawn);
  const [nodes, setNodes] = useState(drawn);
  const [guides, setGuides] = useState<Guide[]>([]);
  const isDragging = useRef(false);
  const show = useCallback((next: CanvasNode[]) => {
    latest.current = next;
    setNodes(next);
  }, []);
  useEffect(() => {
    const measured = new Map(latest.current.map((node) => [node.id, node.measured]));
    show(
      drawn.map((node) => {
        const size = measured.get(node.id);
        return size ? { ...node, measured: size } : node;
      }),
    );
  }, [drawn, show]);
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const snapped = isDragging.current ? withSnapping(changes, latest.current) : { changes, guides: [] };
      if (isDragging.current) setGuides(snapped.guides);
      show(applyNodeChanges(snapped.changes, latest.current));
      editor.reselect(chosenIn(changes));
      // Not dragged: moved by keys.
      const places = changes.flatMap((one): [string, Point][] =>
        one.type === 'position' && one.position && !isDragging.current ? [[one.id, one.position]] : [],
      );
      if (places.length > 0) editor.change((flow) => move(flow, new Map(places)), 'keys');
    },
    [editor, show],
  );
  const onNodeDragStart = useCallback(() => {
    isDragging.current = true;
  }, []);
  const onNodeDragStop = useCallback(
    (_: unknown, __: unknown, dragged: CanvasNode[]) => {
      isDragging.current = false;
      setGuides([]);
      const ids = new Set(dragged.map(({ id }) => id));
      const places = new Map(latest.current.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, position]));
      editor.change((flow) => move(flow, places));
    },
    [editor],
  );
  return { nodes, guides, onNodesChange, onNodeDragStart, onNodeDragStop };
}

/** One dragged step is drawn to the lines of the others; several keep their places to each other. */
function withSnapping(changes: NodeChange<CanvasNode>[], nodes: CanvasNode[]) {
  const [only, ...others] = changes.filter((one) => one.type === 'position');
  const dragged = nodes.find(({ id }) => id === only?.id);
  if (!only?.position || others.length > 0 || !dragged) return { changes, guides: [] };
  const rest = nodes.filter(({ id }) => id !== only.id).map(boxOf);
  const { place, guides } = snap({ ...boxOf(dragged), ...only.position }, rest, REACH);
  return { changes: changes.map((one) => (one === only ? { ...only, position: place } : one)), guides };
}

/** What a gesture chose and let go, by id. */
const chosenIn = (changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[]): Map<string, boolean> =>
  new Map(changes.flatMap((one) => (one.type === 'select' ? [[one.id, one.selected] as const] : [])));

/** The drawing under the hands. */
export function Canvas(props: Props) {
  const { editor, onDropLine, onRefused, onReady } = props;
  const { flow } = editor;
  const t = useWords(words);
  const canvas = useReactFlow<CanvasNode, CanvasEdge>();
  const drawn = useDrawn(props);
  const { nodes, guides, ...moving } = useMoving(editor, drawn.nodes);
  const isValid: IsValidConnection<CanvasEdge> = useCallback(({ source, target }) => mayConnect(flow, source, target).ok, [flow]);
  const onConnect = ({ source, target }: Connection): void => {
    const next = connect(flow, source, target);
    editor.change(next);
    const line = next.edges.at(-1);
    if (next !== flow && line) editor.select([line.id]);
  };
  const onConnectEnd: OnConnectEnd = (event, { fromNode, toNode, isValid: may }) => {
    if (!fromNode) return;
    if (toNode) {
      if (!may) onRefused(fromNode.id, toNode.id);
      return;
    }
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (point) onDropLine(fromNode.id, canvas.screenToFlowPosition({ x: point.clientX, y: point.clientY }));
  };
  const onDrop = (event: DragEvent): void => {
    const preset = presetOf(event.dataTransfer.getData(PRESET_TYPE));
    if (!preset) return;
    event.preventDefault();
    const at = canvas.screenToFlowPosition({ x: event.clientX - NODE.width / 2, y: event.clientY - NODE.height / 2 });
    const added = addNode(flow, preset.seed, at, preset.id);
    editor.change(added.flow);
    editor.select([added.id]);
  };
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      nodes={nodes}
      edges={drawn.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      {...paint}
      {...moving}
      onInit={(ready: ReactFlowInstance<CanvasNode, CanvasEdge>) => toTheStart(ready, flow, onReady)}
      onlyRenderVisibleElements={flow.nodes.length > 120}
      nodesDraggable={editor.mayWrite}
      nodesConnectable={editor.mayWrite}
      edgesReconnectable={editor.mayWrite}
      connectionRadius={34}
      deleteKeyCode={null}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      panOnDrag={[1, 2]}
      panOnScroll
      zoomOnDoubleClick={false}
      isValidConnection={isValid}
      onConnect={onConnect}
      onConnectEnd={onConnectEnd}
      onReconnect={(edge, { source, target }) => editor.change(reconnect(flow, edge.id, { from: source, to: target }))}
      onEdgesChange={(changes) => editor.reselect(chosenIn(changes))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      onDelete={({ nodes: steps, edges }) =>
        editor.change((now) => remove(now, new Set([...steps, ...edges].map(({ id }) => id))))
      }
      aria-label={t('canvas')}
    >
      <Background color="#d9d2c3" gap={22} />
      <Guides guides={guides} />
      <MiniMap pannable zoomable ariaLabel={null} nodeColor="#9cc0ac" style={{ width: 150, height: 96 }} />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}
