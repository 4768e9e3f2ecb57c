import { ReactFlowProvider } from '@xyflow/react';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useText, useWords } from '../i18n';
import { Nothing, Section } from '../parts';
import { DiffCanvas } from './canvas';
import { type Difference, OtherChanges } from './change-list';
import { FlowChanges } from './flow-changes';
import { Mark } from './mark';
import { unite } from './united';
import { words } from './words';

/** A difference to look at: both drawings on one canvas with its list, then tables, numbers and hours. */
export function DiffView({ difference }: { difference: Difference }) {
  const t = useWords(words);
  const { diff } = difference;
  if (diff.count === 0) return <Nothing text={t('nothing')} />;
  return (
    <>
      <Glance difference={difference} />
      {diff.flows.length > 0 && (
        <Section title={t('flow')} id="diff-flow" extra={<Legend />}>
          <ReactFlowProvider>
            <Drawing difference={difference} />
          </ReactFlowProvider>
        </Section>
      )}
      <OtherChanges difference={difference} />
    </>
  );
}

/** How much of what, each leading to its place. */
function Glance({ difference: { diff } }: { difference: Difference }) {
  const t = useWords(words);
  const drawn = diff.flows.reduce((sum, flow) => sum + Math.max(1, flow.items.length + flow.fields.length), 0);
  const parts = [
    ['flow', drawn],
    ['policy', diff.policy?.changes.length ?? 0],
    ['tables', diff.tables.length],
    ['hours', diff.hours.length],
  ] as const;
  const go = (part: string) => document.getElementById(`diff-${part}`)?.scrollIntoView({ block: 'start' });
  return (
    <nav aria-label={t('jumpTo')} className="lx-tags lx-diff-glance">
      {parts.flatMap(([part, n]) =>
        n === 0
          ? []
          : [
              <button key={part} type="button" className="lx-diff-link" onClick={() => go(part)}>
                {t(`part.${part}`, { n })}
              </button>,
            ],
      )}
    </nav>
  );
}

function Legend() {
  const t = useWords(words);
  return (
    <span className="lx-tags" role="group" aria-label={t('legend')}>
      <Mark kind="added" /> <Mark kind="removed" /> <Mark kind="changed" />
    </span>
  );
}

function Drawing({ difference: { before, after, diff } }: { difference: Difference }) {
  const t = useWords(words);
  const text = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const main = diff.flows.find(({ id }) => id === after.flow.id);
  const united = useMemo(() => unite(before.flow, after.flow, main), [before.flow, after.flow, main]);
  const places = (main?.items ?? []).map(({ id }) => id);
  const walk = (by: number) => {
    const at = chosen === null ? -1 : places.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : places.length - 1) : (at + by + places.length) % places.length;
    setChosen(places[next] ?? null);
  };
  useEffect(() => {
    if (chosen !== null) document.querySelector(`[data-item="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className="lx-diff-body">
      <DiffCanvas united={united} chosen={chosen} onChoose={setChosen} />
      <div className="lx-diff-side" role="region" aria-label={t('changesOfFlow')} tabIndex={0}>
        {places.length > 1 && (
          <div className="lx-tags">
            <Button size="small" onClick={() => walk(-1)}>
              {t('previous')}
            </Button>
            <Button size="small" onClick={() => walk(1)}>
              {t('next')}
            </Button>
          </div>
        )}
        {diff.flows.map((flow) =>
          flow.id === main?.id ? (
            <FlowChanges key={flow.id} flow={flow} chosen={chosen} onChoose={setChosen} />
          ) : (
            <section key={flow.id}>
              <h3>
                {flow.change !== 'changed' && <Mark kind={flow.change} />} {t('subflow', { name: text(flow.name) })}
              </h3>
              <FlowChanges flow={flow} />
            </section>
          ),
        )}
      </div>
    </div>
  );
}
