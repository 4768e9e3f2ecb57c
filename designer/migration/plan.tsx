import { Radio } from 'antd';
import { useState } from 'react';
import { type CallOf, type ResultOf, type Routes, routes } from '#contract';
import { type ClockPolicy, clockPolicies } from '#domain';
import { useRead } from '../client';
import { useWords } from '../i18n';
import { Loaded, Section } from '../parts';
import { DryRun } from './dry-run';
import { MappingTable } from './mapping-table';
import { words } from './words';

export type Draft = ResultOf<Routes['draftMigration']>;
/** What is tried, and then begun. */
export type Order = Pick<CallOf<Routes['dryRunMigration']>['body'], 'from' | 'to' | 'steps' | 'clocks'>;

/** One migration in the making: the drafted mapping, edited; the clocks; the dry run; the start. */
export function Plan({ from, to }: { from: string; to: string }) {
  const draft = useRead(routes.draftMigration, { query: { from, to } });
  return <Loaded query={draft}>{(found) => <Making draft={found} from={from} to={to} />}</Loaded>;
}

function Making({ draft, from, to }: { draft: Draft; from: string; to: string }) {
  const t = useWords(words);
  /** Only what a person has changed: a draft that is read again does not undo it. */
  const [changed, setChanged] = useState<Record<string, string | null>>({});
  const [clocks, setClocks] = useState<ClockPolicy>('keep');
  const drafted = Object.fromEntries(draft.steps.map((one) => [one.from.id, one.to]));
  const order: Order = { from, to, clocks, steps: { ...drafted, ...changed } };
  return (
    <>
      <p>{t('open', { n: draft.from.number, count: draft.open })}</p>
      <Section title={t('mapping')} id="mapping">
        <MappingTable draft={draft} changed={changed} onChange={(id, step) => setChanged({ ...changed, [id]: step })} />
      </Section>
      <Section title={<span id="clocks-label">{t('clocks')}</span>} id="clocks">
        <div>
          <Radio.Group
            aria-labelledby="clocks-label"
            value={clocks}
            onChange={(event) => setClocks(event.target.value as ClockPolicy)}
            options={clockPolicies.map((value) => ({ value, label: t(`clocks.${value}`) }))}
          />
          <p className="lx-hint">{t('clocks.hint')}</p>
        </div>
      </Section>
      <DryRun order={order} />
    </>
  );
}
