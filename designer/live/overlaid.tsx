import { ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, useCallback } from 'react';
import type { Flow } from '#domain';
import { ReadCanvas } from '../drawing/drawn';
import './live.css';

type Props = {
  flow: Flow;
  label: string;
  badges: ReadonlyMap<string, ReactNode>;
  /** Steps and lines that something is said of, each with the class that says it. */
  marks: ReadonlyMap<string, string>;
};

/** A drawing to look at with something laid over its steps, whole. What it shows, and every name, stands in a table beside it as well. */
export function Overlaid({ flow, label, badges, marks }: Props) {
  const classOf = useCallback((id: string) => marks.get(id) ?? '', [marks]);
  const over = useCallback((id: string) => badges.get(id), [badges]);
  return (
    <ReactFlowProvider>
      <ReadCanvas className="lx-canvas lx-overlaid" whole {...{ flow, label, classOf, over }} />
    </ReactFlowProvider>
  );
}
