import type { Flow } from '#domain';
import { nodeKindWords, roleWords, useList, useText, useWords } from '../i18n';
import { labelOf } from './to-canvas';
import { words } from './words';

/** The flow read as sentences: each step, who acts, and where each way leads. */
export function Outline({ flow }: { flow: Flow }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const nameOf = (id: string) => text(flow.nodes.find((node) => node.id === id)?.name ?? { zh: id, en: id });
  return (
    <div className="lx-columns">
      {flow.nodes.map((node) => (
        <section key={node.id} style={{ breakInside: 'avoid', marginBottom: 14 }}>
          <h3>
            {text(node.name)} <span className="lx-chip">{text(nodeKindWords[node.kind])}</span>
          </h3>
          {'roles' in node && (
            <p className="lx-quiet">{t('roles', { roles: list(node.roles.map((role) => text(roleWords[role]))) })}</p>
          )}
          <ul className="lx-sentences">
            {flow.edges
              .filter((edge) => edge.from === node.id)
              .map((edge) => {
                const label = labelOf(flow, edge);
                return (
                  <li key={edge.id}>
                    {label ? t('goesTo', { label: text(label), to: nameOf(edge.to) }) : `→ ${nameOf(edge.to)}`}
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </div>
  );
}
