import { Input, type InputRef, Modal } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { Flow } from '#domain';
import { nodeKindWords, useText, useWords } from '../i18n';
import { words } from './words';

type Props = { flow: Flow; title: string; exclude?: (id: string) => boolean; onPick: (id: string) => void; onClose: () => void };

/** Finds a step or a line by name, id or anything that stands in it. */
export function Find({ flow, title, exclude = () => false, onPick, onClose }: Props) {
  const t = useWords(words);
  const text = useText();
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const texts = useMemo(
    () =>
      [...flow.nodes, ...flow.edges.filter(({ when }) => when !== undefined), ...flow.notes]
        .filter(({ id }) => !exclude(id))
        .map((item) => ({ item, all: `${JSON.stringify(item)} ${kindOf(item)}`.toLowerCase() })),
    [flow, exclude],
  );
  const sought = typed.trim().toLowerCase();
  const found = texts.filter(({ all }) => all.includes(sought)).slice(0, 40);
  const pick = (id: string | undefined): void => {
    if (id !== undefined) onPick(id);
  };
  return (
    <Modal
      open
      title={title}
      footer={null}
      width={520}
      onCancel={onClose}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <Input
        ref={input}
        role="combobox"
        aria-expanded
        aria-controls="lx-found"
        aria-label={t('find')}
        placeholder={t('findHint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setAt((now) => (now + step + found.length) % Math.max(1, found.length));
          }
          if (event.key === 'Enter') pick(found[at]?.item.id);
        }}
      />
      <ul className="lx-picker" id="lx-found" role="listbox" aria-label={t('find')}>
        {found.map(({ item }, i) => (
          <li key={item.id} role="option" aria-selected={i === at} onClick={() => pick(item.id)}>
            <span>
              {'name' in item ? text(item.name) : 'text' in item ? item.text.slice(0, 60) : item.when}{' '}
              <small>
                {'kind' in item ? text(nodeKindWords[item.kind]) : ''} {item.id}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="lx-quiet">{t('notFound')}</p>}
    </Modal>
  );
}

const kindOf = (item: object): string => {
  if (!('kind' in item)) return '';
  const { zh, en } = nodeKindWords[item.kind as keyof typeof nodeKindWords];
  return `${zh} ${en}`;
};
