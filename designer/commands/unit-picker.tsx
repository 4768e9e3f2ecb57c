import { Button, Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { Unit } from '#domain';
import { useUnits } from '../client';
import { useText, useWords } from '../i18n';
import { Loading } from '../parts';
import { useCommandContext } from './context';
import type { Control } from './simple-fields';
import { words } from './words';

const LISTED = 60;

/** Units that answer for the issue's place come first, then those of its district, then the rest. */
function nearness(unit: Unit, place: { district: string | null; street: string | null }): number {
  if (place.street !== null && unit.divisions.includes(place.street)) return 0;
  if (place.district !== null && unit.district === place.district) return 1;
  return unit.district === null ? 2 : 3;
}

/** `onLead` is there where one of the units leads. */
type Picked = Control<string[]> & { lead: string | undefined; onLead?: (unit: string) => void };

/** Picks the units of a dispatch and which of them leads. */
export function UnitPicker({ value = [], onChange, lead, onLead, id }: Picked) {
  const t = useWords(words);
  const text = useText();
  const { issue } = useCommandContext();
  const { data: units } = useUnits();
  const [typed, setTyped] = useState('');
  const sorted = useMemo(
    () =>
      [...(units ?? [])]
        .filter((u) => u.active && u.kind !== 'supervision')
        .sort((a, b) => nearness(a, issue.view) - nearness(b, issue.view)),
    [units, issue.view],
  );
  if (!units) return <Loading />;
  const matches = sorted.filter(
    (u) => value.includes(u.code) || `${u.name.zh} ${u.name.en} ${u.code}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const leading = lead && value.includes(lead) ? lead : value[0];
  const toggle = (code: string, on: boolean) => onChange?.(on ? [...value, code] : value.filter((one) => one !== code));
  const nameOf = (code: string | undefined) =>
    text(units.find((u) => u.code === code)?.name ?? { zh: code ?? '', en: code ?? '' });
  return (
    <div>
      <p className="lx-hint">
        {onLead && t('pickUnits')} {t('nearby')}
      </p>
      <Input
        {...(id ? { id } : {})}
        aria-label={t('filterUnits')}
        placeholder={t('filterUnits')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        allowClear
      />
      <ul className="lx-list" style={{ maxHeight: 270, overflow: 'auto', marginTop: 6 }}>
        {matches.slice(0, LISTED).map((unit) => (
          <li key={unit.code} style={{ display: 'flex', justifyContent: 'space-between', padding: '5px 12px', gap: 8 }}>
            <Checkbox checked={value.includes(unit.code)} onChange={(event) => toggle(unit.code, event.target.checked)}>
              {text(unit.name)} <span className="lx-quiet">{t('level', { n: unit.level })}</span>
            </Checkbox>
            {onLead &&
              value.includes(unit.code) &&
              (unit.code === leading ? (
                <span className="lx-chip going">{t('leadIs')}</span>
              ) : (
                <Button size="small" onClick={() => onLead(unit.code)}>
                  {t('leadPick')}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {onLead && value.length > 0 && <p className="lx-hint">{t('picked', { n: value.length, lead: nameOf(leading) })}</p>}
    </div>
  );
}
