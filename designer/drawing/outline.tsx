import { Button } from 'antd';
import type { Flow, FlowNode } from '#domain';
import { nodeKindWords, roleWords, useList, useText, useWords } from '../i18n';
import { inOrder } from './outline-order';
import { labelOf } from './to-canvas';
import { words } from './words';

/** The commands of the canvas, for whoever works in the outline. */
export type OutlineActs = {
  open(id: string): void;
  addNext(id: string): void;
  connect(id: string): void;
  insertOn(edge: string): void;
  remove(id: string): void;
};

/** The flow read as sentences: each step, who acts, and where each way leads. */
export function Outline({ flow, acts }: { flow: Flow; acts?: OutlineActs }) {
  return (
    <div className={acts ? 'lx-outline' : 'lx-columns'}>
      {inOrder(flow).map((node) => (
        <Step key={node.id} node={node} flow={flow} {...(acts ? { acts } : {})} />
      ))}
    </div>
  );
}

function Step({ node, flow, acts }: { node: FlowNode; flow: Flow; acts?: OutlineActs }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const nameOf = (id: string) => text(flow.nodes.find((one) => one.id === id)?.name ?? { zh: id, en: id });
  return (
    <section style={{ breakInside: 'avoid', marginBottom: 14 }} aria-label={text(node.name)}>
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
            const sentence = label ? t('goesTo', { label: text(label), to: nameOf(edge.to) }) : `→ ${nameOf(edge.to)}`;
            return (
              <li key={edge.id}>
                {acts ? (
                  <>
                    <button type="button" className="lx-link" onClick={() => acts.open(edge.id)}>
                      {sentence}
                    </button>{' '}
                    <button type="button" className="lx-link" onClick={() => acts.insertOn(edge.id)}>
                      {t('insert')}
                    </button>
                  </>
                ) : (
                  sentence
                )}
              </li>
            );
          })}
      </ul>
      {acts && (
        <div className="lx-commands">
          <Button size="small" onClick={() => acts.open(node.id)}>
            {t('edit')}
          </Button>
          {node.kind !== 'end' && (
            <>
              <Button size="small" onClick={() => acts.addNext(node.id)}>
                {t('addNext')}
              </Button>
              <Button size="small" onClick={() => acts.connect(node.id)}>
                {t('connect')}
              </Button>
            </>
          )}
          <Button size="small" danger onClick={() => acts.remove(node.id)}>
            {t('remove')}
          </Button>
        </div>
      )}
    </section>
  );
}
