import { useCallback, useMemo } from 'react';
import type { Flow } from '#domain';
import { type CanvasEdge, middleOf, ReadCanvas } from '../drawing/drawn';
import { useWords } from '../i18n';
import { signs } from './mark';
import type { United } from './united';
import { words } from './words';

type Props = { united: United; chosen: string | null; onChoose: (id: string | null) => void };

/** Both drawings on one canvas. What came, went and changed is told by sign and colour; the list beside it is chosen together with it. */
export function DiffCanvas({ united: { flow, marks }, chosen, onChoose }: Props) {
  const t = useWords(words);
  const classOf = useCallback((id: string) => (marks.has(id) ? `lx-diff-${marks.get(id)}` : 'lx-diff-same'), [marks]);
  const over = useCallback(
    (id: string) => {
      const kind = marks.get(id);
      return (
        kind && (
          <span className={`lx-diff-sign ${kind}`} role="img" aria-label={t(kind)} title={t(kind)}>
            {signs[kind]}
          </span>
        )
      );
    },
    [marks, t],
  );
  const edgeOf = useCallback(
    (edge: CanvasEdge): CanvasEdge => {
      const kind = marks.get(edge.id);
      const said = edge.data?.label ?? { zh: '', en: '' };
      const label = kind ? { zh: `${signs[kind]} ${said.zh}`, en: `${signs[kind]} ${said.en}` } : (edge.data?.label ?? null);
      return { ...edge, data: { ...edge.data, label } };
    },
    [marks],
  );
  const choice = useMemo(() => ({ chosen, onChoose, centreOf }), [chosen, onChoose]);
  return <ReadCanvas className="lx-diff-canvas" label={t('canvas')} {...{ flow, classOf, over, edgeOf, choice }} />;
}

/** A line is looked at half way between its steps; a note where it lies. */
function centreOf(flow: Flow, chosen: string | null) {
  const edge = flow.edges.find(({ id }) => id === chosen);
  const ends = flow.nodes.filter(({ id }) => id === (edge?.from ?? chosen) || id === edge?.to);
  const places = [...ends, ...flow.notes.filter(({ id }) => id === chosen)].map(({ position }) => position);
  if (places.length === 0) return null;
  const middle = (axis: 'x' | 'y'): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return middleOf({ x: middle('x'), y: middle('y') });
}
