import type { ResultOf, Routes } from '#contract';
import type { HoursDiff } from '#domain';
import { useText, useWords } from '../i18n';
import { Section } from '../parts';
import { FieldList } from './field-list';
import { FlowChanges } from './flow-changes';
import { Mark } from './mark';
import { PolicyChanges } from './policy-changes';
import { TableChanges } from './table-changes';
import { words } from './words';

export type Difference = ResultOf<Routes['diffReleases']>;

/** Everything of a difference but the drawing: tables by meaning, numbers before and after, hours in words. */
export function OtherChanges({ difference: { diff, after } }: { difference: Difference }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      {diff.policy && (
        <Section title={`${t('policy')} · ${text(diff.policy.name)}`} id="diff-policy">
          <PolicyChanges policy={after.policy} changes={diff.policy.changes} />
        </Section>
      )}
      {diff.tables.length > 0 && (
        <Section title={t('tables')} id="diff-tables">
          {diff.tables.map((table) => (
            <TableChanges key={table.id} table={table} />
          ))}
        </Section>
      )}
      {diff.hours.length > 0 && (
        <Section title={t('hours')} id="diff-hours">
          {diff.hours.map((hours) => (
            <Hours key={hours.id} hours={hours} />
          ))}
        </Section>
      )}
    </>
  );
}

function Hours({ hours }: { hours: HoursDiff }) {
  const text = useText();
  return (
    <section className="lx-diff-part" aria-label={text(hours.name)}>
      <h3>
        <Mark kind={hours.change} /> {text(hours.name)}
      </h3>
      <FieldList fields={hours.fields} />
    </section>
  );
}

/** All of a difference as lists, where there is no room for the drawing. */
export function ChangeList({ difference }: { difference: Difference }) {
  const t = useWords(words);
  const text = useText();
  const { diff } = difference;
  if (diff.count === 0) return <p className="lx-hint">{t('nothing')}</p>;
  return (
    <>
      {diff.flows.map((flow, i) => (
        <section key={flow.id} className="lx-diff-part">
          <h3>
            {flow.change !== 'changed' && <Mark kind={flow.change} />} {i === 0 ? t('flow') : ''} {text(flow.name)}
          </h3>
          <FlowChanges flow={flow} />
        </section>
      ))}
      <OtherChanges difference={difference} />
    </>
  );
}
