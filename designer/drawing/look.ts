import { ConnectionMode, type EdgeTypes, MarkerType, type NodeTypes } from '@xyflow/react';
import { NoteNode, StepNode } from './step-node';
import { WayEdge } from './way-edge';
import '@xyflow/react/dist/style.css';
import './drawing.css';

export const nodeTypes: NodeTypes = { step: StepNode, note: NoteNode };
export const edgeTypes: EdgeTypes = { way: WayEdge };

/** What every drawing has in common. A side takes lines in and out. */
export const paint = {
  minZoom: 0.1,
  maxZoom: 2,
  connectionMode: ConnectionMode.Loose,
  defaultEdgeOptions: { markerEnd: { type: MarkerType.ArrowClosed, color: '#6f7d76' } },
} as const;
