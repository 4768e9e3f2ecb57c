import { useCallback, useMemo } from 'react';
import type { Flow } from '#domain';
import { middleOf, ReadCanvas } from '../drawing/drawn';
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
  const t = useWords(words);
  const classOf = useCallback(
    (id: string) =>
      `${marks.reached.has(id) ? 'lx-reached' : marks.missed.has(id) ? 'lx-missed' : ''} ${marks.tokens.has(id) ? 'lx-here' : ''}`,
    [marks],
  );
  const over = useCallback(
    (id: string) => {
      const count = marks.tokens.get(id) ?? 0;
      if (count === 0) return null;
      return (
        <span className="lx-token" role="img" aria-label={t('tokenHere', { n: count })}>
          {count > 1 ? count : ''}
        </span>
      );
    },
    [marks, t],
  );
  const choice = useMemo(() => ({ chosen, onChoose, centreOf }), [chosen, onChoose]);
  return <ReadCanvas className="lx-play-canvas" {...{ flow, label, classOf, over, choice }} />;
}

/** A line is looked at where it begins. */
function centreOf(flow: Flow, chosen: string | null) {
  const edge = flow.edges.find(({ id }) => id === chosen);
  const step = flow.nodes.find(({ id }) => id === (edge?.from ?? chosen));
  return step ? middleOf(step.position) : null;
}
