import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useNames } from '../client';
import { cardStateWords, fieldWords, momentOf, useText, useWords } from '../i18n';
import { useCommandContext } from './context';
import type { Control } from './simple-fields';
import { words } from './words';

type Milestone = { what: string; date: string };

/** Milestones of a plan (C21), each with its day; a row without both is not sent. */
export function MilestonesField(control: Control<Milestone[]>) {
  const t = useWords(words);
  const text = useText();
  const [rows, setRows] = useState<Milestone[]>(() => (control.value?.length ? control.value : [{ what: '', date: '' }]));
  const label = (name: string) => text(fieldWords[name] ?? { zh: name, en: name });
  const change = (next: Milestone[]) => {
    setRows(next);
    control.onChange?.(next.filter((row) => row.what.trim() !== '' && row.date !== ''));
  };
  const put = (at: number, part: Partial<Milestone>) => change(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <div>
      {rows.map((row, i) => (
        <div key={i} style={{ display: 'flex', gap: 6, marginBottom: 6 }}>
          <Input
            {...(i === 0 && control.id ? { id: control.id } : {})}
            aria-label={label('what')}
            placeholder={label('what')}
            maxLength={500}
            value={row.what}
            onChange={(event) => put(i, { what: event.target.value })}
          />
          <Input
            type="date"
            aria-label={label('date')}
            style={{ maxWidth: '11rem' }}
            value={row.date}
            onChange={(event) => put(i, { date: event.target.value })}
          />
          <Button disabled={rows.length === 1} onClick={() => change(rows.filter((_, at) => at !== i))}>
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => setRows([...rows, { what: '', date: '' }])}>
        {t('addMilestone')}
      </Button>
    </div>
  );
}

/** The cards that this act can be about: those to appeal, or those appealed. */
export function CardField(control: Control<string>) {
  const names = useNames();
  const text = useText();
  const { issue, allowed } = useCommandContext();
  const wanted = allowed.name === 'decideAppeal' ? 'APPEALED' : 'ISSUED';
  const fitting = issue.cards.filter((card) => card.state === wanted);
  const label = (card: (typeof fitting)[number]) =>
    `${names.unit(card.unit)} · ${text(card.colour === 'red' ? { zh: '红牌', en: 'red card' } : { zh: '黄牌', en: 'yellow card' })} · ${momentOf(card.issuedAt)} · ${text(cardStateWords[card.state])}`;
  return <Select {...control} allowClear options={fitting.map((card) => ({ value: card.id, label: label(card) }))} />;
}
