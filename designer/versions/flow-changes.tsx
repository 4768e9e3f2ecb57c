import type { FlowDiff, ItemChange } from '#domain';
import { useText, useWords } from '../i18n';
import { FieldList } from './field-list';
import { Mark } from './mark';
import { words } from './words';

type Props = { flow: FlowDiff; chosen?: string | null; onChoose?: (id: string) => void };

/** What became of steps, lines and notes; each leads to its place where a drawing stands beside. */
export function FlowChanges({ flow, chosen = null, onChoose }: Props) {
  return (
    <>
      <FieldList fields={flow.fields} />
      <ol className="lx-diff-items">
        {flow.items.map((item) => (
          <li key={`${item.part} ${item.id}`} className={item.id === chosen ? 'chosen' : ''} data-item={item.id}>
            <ItemHead item={item} {...(onChoose ? { onChoose } : {})} />
            <FieldList fields={item.fields} />
          </li>
        ))}
      </ol>
    </>
  );
}

function ItemHead({ item, onChoose }: { item: ItemChange; onChoose?: (id: string) => void }) {
  const t = useWords(words);
  const text = useText();
  return (
    <div className="lx-diff-item-head">
      <Mark kind={item.change} /> <span className="lx-quiet">{t(item.part)}</span>{' '}
      {onChoose ? (
        <button type="button" className="lx-diff-link" onClick={() => onChoose(item.id)}>
          {text(item.name)}
        </button>
      ) : (
        <b>{text(item.name)}</b>
      )}
    </div>
  );
}
