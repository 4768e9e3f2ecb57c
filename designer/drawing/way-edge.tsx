import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { memo } from 'react';
import { useText, useWords } from '../i18n';
import { useDrawing } from './acts';
import type { CanvasEdge } from './to-canvas';
import { words } from './words';

type Place = { x: number; y: number };

const RADIUS = 14;

/** A line through its bends, with round corners. */
export function throughBends(points: readonly Place[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  return rest.reduce((path, point, i) => {
    const after = rest[i + 1];
    const before = points[i] ?? first;
    if (!after) return `${path} L ${point.x} ${point.y}`;
    const [near, far] = [towards(point, before), towards(point, after)];
    return `${path} L ${near.x} ${near.y} Q ${point.x} ${point.y} ${far.x} ${far.y}`;
  }, `M ${first.x} ${first.y}`);
}

function towards(from: Place, to: Place): Place {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

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
