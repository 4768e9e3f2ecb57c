import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Preset } from '#domain';
import { useText, useWords } from '../i18n';
import { Icon, nodeIcon } from '../parts';
import { usePresets } from './palette';
import { words } from './words';

type Props = {
  title: string;
  /** Which presets may stand at this place. */
  fits?: (preset: Preset) => boolean;
  onPick: (preset: Preset) => void;
  onClose: () => void;
};

/** A quick choice by keyboard: type a few letters, up and down, Enter. */
export function PresetPicker({ title, fits = () => true, onPick, onClose }: Props) {
  const t = useWords(words);
  const text = useText();
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = usePresets(typed).filter(fits);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((now) => (now + step + found.length) % Math.max(1, found.length));
    }
    const preset = found[at];
    if (event.key === 'Enter' && preset) onPick(preset);
  };
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      width={460}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <Input
        ref={input}
        role="combobox"
        aria-expanded
        aria-controls="lx-picker"
        aria-activedescendant={found[at] ? `lx-pick-${found[at].id}` : undefined}
        aria-label={t('findPreset')}
        placeholder={t('findPreset')}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
      />
      <ul className="lx-picker" id="lx-picker" role="listbox" aria-label={t('palette')}>
        {found.map((preset, i) => (
          <li
            key={preset.id}
            id={`lx-pick-${preset.id}`}
            role="option"
            aria-selected={i === at}
            ref={(item) => {
              if (i === at) item?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => onPick(preset)}
          >
            <Icon name={nodeIcon(preset.seed.kind)} size={16} />
            <span>
              {text(preset.seed.name)} <small>{text(preset.hint)}</small>
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="lx-quiet">{t('noPreset')}</p>}
    </Modal>
  );
}
