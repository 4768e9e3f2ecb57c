import { Button, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { Field } from '../draft';
import { useWords } from '../i18n';
import { ProblemNote } from '../parts';
import type { Asked } from './use-back-test';
import { words } from './words';

const usual = { days: 90, issues: 1000, seed: 1 };

/** Which issues, how many, how deep. */
export function StartForm({ onStart }: { onStart: (asked: Asked) => Promise<void> }) {
  const t = useWords(words);
  const [kind, setKind] = useState<'past' | 'year'>('past');
  const [depth, setDepth] = useState<Asked['depth']>('journeys');
  const [typed, setTyped] = useState(usual);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const begin = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const { days, issues, seed } = typed;
    try {
      await onStart({ depth, source: kind === 'past' ? { kind, days, issues } : { kind, seed, issues } });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const number = (name: keyof typeof usual, min: number, max: number) => (
    <Field label={t(name)}>
      {(id) => (
        <InputNumber
          id={id}
          min={min}
          max={max}
          precision={0}
          value={typed[name]}
          onChange={(value) => setTyped({ ...typed, [name]: value ?? usual[name] })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="lx-backtest-form lx-card"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <Segmented
        aria-label={t('source')}
        value={kind}
        onChange={setKind}
        options={(['past', 'year'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Segmented
        aria-label={t('depth')}
        value={depth}
        onChange={setDepth}
        options={(['journeys', 'decisions'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {kind === 'past' ? number('days', 1, 1100) : number('seed', 0, 1_000_000)}
      {number('issues', 1, 100_000)}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('start')}
      </Button>
      <span className="lx-hint">{t('savedFirst')}</span>
      {error !== null && <ProblemNote error={error} />}
    </form>
  );
}
