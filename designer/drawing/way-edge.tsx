import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { useText, useWords } from '../i18n';
import { useDrawing } from './acts';
import { throughBends } from './bends';
import type { CanvasEdge } from './to-canvas';
import { words } from './words';

/** The path and where its label stands. */
function pathOf({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data }: EdgeProps<CanvasEdge>) {
  const bends = data?.bends ?? [];
  if (bends.length > 0) {
    const points = [{ x: sourceX, y: sourceY }, ...bends, { x: targetX, y: targetY }];
    const middle = points[Math.floor((points.length - 1) / 2)] ?? { x: sourceX, y: sourceY };
    return { path: throughBends(points), x: middle.x, y: middle.y };
  }
  const [path, x, y] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return { path, x, y };
}

/** A way from step to step, with its outcome on it, and a place to put a step in between. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<CanvasEdge>) {
  const { id, data, selected, markerEnd } = props;
  const text = useText();
  const t = useWords(words);
  const acts = useDrawing();
  const { path, x, y } = pathOf(props);
  const label = data?.label ? text(data.label) : '';
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={18}
        className={`lx-way ${selected ? 'selected' : ''} ${data?.problem ? 'error' : ''}`}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      {(label !== '' || (acts && selected)) && (
        <EdgeLabelRenderer>
          <div className="lx-way-label nodrag nopan" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            {label !== '' && <span>{label}</span>}
            {acts && selected && (
              <button type="button" aria-label={t('insert')} title={t('insert')} onClick={() => acts.insertOn(id)}>
                +
              </button>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
