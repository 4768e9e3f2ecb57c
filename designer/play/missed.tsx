import type { Coverage, Flow } from '#domain';
import { useText, useWords } from '../i18n';
import { labelOf } from '../drawing/drawn';
import { words } from './words';

/** Steps and ways that no scenario reaches, each with the way to its place. */
export function Missed({ flow, coverage, onShow }: { flow: Flow; coverage: Coverage; onShow: (id: string) => void }) {
  const t = useWords(words);
  const text = useText();
  const { nodes, edges } = coverage.missed;
  const nameOf = (id: string): string => text(flow.nodes.find((node) => node.id === id)?.name ?? { zh: id, en: id });
  const lineOf = (id: string): string => {
    const edge = flow.edges.find((one) => one.id === id);
    if (!edge) return id;
    const label = labelOf(flow, edge);
    return t('way', { from: nameOf(edge.from), label: label ? text(label) : '', to: nameOf(edge.to) });
  };
  if (nodes.length + edges.length === 0) return <p className="lx-good">{t('allReached')}</p>;
  return (
    <>
      <h3>{t('missedSteps', { n: nodes.length })}</h3>
      <Names ids={nodes} nameOf={nameOf} onShow={onShow} />
      <h3>{t('missedWays', { n: edges.length })}</h3>
      <Names ids={edges} nameOf={lineOf} onShow={onShow} />
    </>
  );
}

function Names({
  ids,
  nameOf,
  onShow,
}: {
  ids: readonly string[];
  nameOf: (id: string) => string;
  onShow: (id: string) => void;
}) {
  return (
    <ul className="lx-sentences">
      {ids.map((id) => (
        <li key={id}>
          <button type="button" className="lx-link" onClick={() => onShow(id)}>
            {nameOf(id)}
          </button>
        </li>
      ))}
    </ul>
  );
}
