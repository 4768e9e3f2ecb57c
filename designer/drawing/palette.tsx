import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { type Preset, presets } from '#domain';
import { nodeKindWords, useText, useWords } from '../i18n';
import { Icon, nodeIcon } from '../parts';
import { words } from './words';

export const PRESET_TYPE = 'application/x-liangxin-step';

export const presetOf = (id: string): Preset | undefined => presets.find((preset) => preset.id === id);

/** Presets that a typed word finds: by name in either language, pinyin, kind or what they are for. */
export function usePresets(typed: string): Preset[] {
  const sought = typed.trim().toLowerCase();
  return useMemo(
    () =>
      presets.filter(({ id, seed, hint, words: more }) => {
        const kind = nodeKindWords[seed.kind];
        const all = [id, seed.name.zh, seed.name.en, hint.zh, hint.en, more, kind.zh, kind.en].join(' ').toLowerCase();
        return sought.split(/\s+/).every((word) => all.includes(word));
      }),
    [sought],
  );
}

const groups = ['people', 'decide', 'handle', 'resident', 'branch', 'time', 'out', 'end'] as const;

/** Steps to put on the canvas: drag them, or press one to put it in the middle of the view. */
export function Palette({ onPick, disabled }: { onPick: (preset: Preset) => void; disabled: boolean }) {
  const t = useWords(words);
  const text = useText();
  const [typed, setTyped] = useState('');
  const found = usePresets(typed);
  return (
    <aside className="lx-palette" aria-label={t('palette')}>
      <Input
        allowClear
        aria-label={t('findPreset')}
        placeholder={t('findPreset')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length === 0 && <p className="lx-quiet">{t('noPreset')}</p>}
      {groups.map((group) => {
        const mine = found.filter((preset) => preset.group === group);
        return (
          mine.length > 0 && (
            <section key={group}>
              <h3>{t(`group.${group}`)}</h3>
              {mine.map((preset) => (
                <button
                  key={preset.id}
                  type="button"
                  className={`lx-preset ${preset.seed.kind}`}
                  disabled={disabled}
                  draggable={!disabled}
                  title={text(preset.hint)}
                  onDragStart={(event) => {
                    event.dataTransfer.setData(PRESET_TYPE, preset.id);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => onPick(preset)}
                >
                  <Icon name={nodeIcon(preset.seed.kind)} size={16} />
                  {text(preset.seed.name)}
                </button>
              ))}
            </section>
          )
        );
      })}
    </aside>
  );
}
