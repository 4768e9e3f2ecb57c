import { ViewportPortal } from '@xyflow/react';
import type { Guide } from '#domain';

/** Lines that say what the dragged step stands in line with. */
export function Guides({ guides }: { guides: readonly Guide[] }) {
  return (
    <ViewportPortal>
      {guides.map(({ axis, at }) => (
        <div key={axis} className={`lx-guide ${axis}`} style={axis === 'x' ? { left: at } : { top: at }} />
      ))}
    </ViewportPortal>
  );
}
