import { Alert, Button, Radio } from 'antd';
import { useState } from 'react';
import type { Bilingual, Conflict } from '#domain';
import { useText, useWords } from '../i18n';
import { words } from './words';

type Props = { conflicts: readonly Conflict[]; by: string; onSettle: (theirs: readonly Conflict[]) => void };

type Named = { name?: Bilingual; label?: Bilingual; text?: string; from?: string; to?: string } | undefined;

/** Two people changed the same things: both sides of each, and a choice. Everything else has been joined already. */
export function ConflictNote({ conflicts, by, onSettle }: Props) {
  const t = useWords(words);
  const text = useText();
  const [theirs, setTheirs] = useState<ReadonlySet<number>>(new Set());
  const nameOf = ({ id, base, mine, theirs: their }: Conflict): string => {
    const named = (mine ?? their ?? base) as Named;
    if (named?.name) return text(named.name);
    return named?.from && named.to ? t('fromTo', { from: named.from, to: named.to }) : (named?.text ?? id);
  };
  const settle = (): void => onSettle(conflicts.filter((_, i) => theirs.has(i)));
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="lx-conflict"
      title={t('conflict', { by, n: conflicts.length })}
      description={
        <>
          <p>{t('conflictLead')}</p>
          {conflicts.map((conflict, i) => (
            <fieldset key={i}>
              <legend>{nameOf(conflict)}</legend>
              <Radio.Group
                value={theirs.has(i) ? 'theirs' : 'mine'}
                onChange={(event) => {
                  const next = new Set(theirs);
                  if (event.target.value === 'theirs') next.add(i);
                  else next.delete(i);
                  setTheirs(next);
                }}
                options={[
                  { value: 'mine', label: `${t('mine')}：${said(conflict.mine, conflict, t('taken'))}` },
                  { value: 'theirs', label: `${t('theirs')}：${said(conflict.theirs, conflict, t('taken'))}` },
                ]}
              />
            </fieldset>
          ))}
          <Button type="primary" onClick={settle}>
            {t('settle')}
          </Button>
        </>
      }
    />
  );
}

/** The fields in which this side differs from what both began with. */
function said(side: unknown, { base, part }: Conflict, gone: string): string {
  if (side === undefined) return gone;
  if (part === 'document' || typeof side !== 'object' || side === null) return JSON.stringify(side);
  const was = (base ?? {}) as Record<string, unknown>;
  const changed = Object.entries(side).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key]));
  return changed.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join('；');
}
