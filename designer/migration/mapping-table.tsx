import { Button, Select } from 'antd';
import { useState } from 'react';
import { useText, useWords } from '../i18n';
import { Wide } from '../parts';
import type { Draft } from './plan';
import { words } from './words';
import './migration.css';

type Row = Draft['steps'][number];
type Props = { draft: Draft; changed: Record<string, string | null>; onChange: (id: string, step: string | null) => void };

const NONE = '';

/** The old flow's steps beside the new one's; first only those that somebody should look at, or that something stands at. */
export function MappingTable({ draft, changed, onChange }: Props) {
  const t = useWords(words);
  const [all, setAll] = useState(false);
  const few = draft.steps.filter(({ from, how }) => how !== 'same' || from.id in changed);
  const shown = all ? draft.steps : few;
  return (
    <>
      {shown.length === 0 ? (
        <p>{t('fewNone')}</p>
      ) : (
        <Wide label={t('mapping')}>
          <table className="lx-migrate-table">
            <thead>
              <tr>
                <th scope="col">{t('oldStep')}</th>
                <th scope="col">{t('standing')}</th>
                <th scope="col">{t('newStep')}</th>
                <th scope="col">{t('how')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <MappingRow key={row.from.id} row={row} draft={draft} changed={changed} onChange={onChange} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <p className="lx-more">
        <Button onClick={() => setAll(!all)}>{all ? t('showFew') : t('showAll', { n: draft.steps.length })}</Button>
      </p>
    </>
  );
}

function MappingRow({ row, draft, changed, onChange }: Props & { row: Row }) {
  const t = useWords(words);
  const text = useText();
  const { from } = row;
  const to = from.id in changed ? changed[from.id] : row.to;
  const how = to === row.to ? row.how : 'changed';
  // Steps of another kind are not offered: what runs at one cannot go on at the other.
  const options = [
    { value: NONE, label: t('unmapped') },
    ...draft.targets
      .filter(({ kind }) => kind === from.kind)
      .map(({ id, name }) => ({ value: id, label: `${text(name)} (${id})` })),
  ];
  return (
    <tr>
      <th scope="row">
        {text(from.name)} <span className="lx-quiet lx-num">{from.id}</span>
      </th>
      <td className="lx-num">{draft.standing[from.id] ?? 0}</td>
      <td>
        <Select
          aria-label={t('newStepOf', { step: text(from.name) })}
          value={to ?? NONE}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: 280 }}
          onChange={(id) => onChange(from.id, id === NONE ? null : id)}
        />
      </td>
      <td>
        <span className={`lx-chip ${{ same: 'done', proposed: 'waiting', none: 'late', changed: 'going' }[how]}`}>
          {t(`how.${how}`)}
        </span>
      </td>
    </tr>
  );
}
