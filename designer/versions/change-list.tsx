import type { ComponentType, ReactNode } from 'react';
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

type PartProps = { title: string; id: string; children: ReactNode };

/** A part among others of a column. */
function PlainPart({ title, id, children }: PartProps) {
  return (
    <section className="lx-diff-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

type OtherProps = { difference: Difference; Part?: ComponentType<PartProps> };

/** Everything of a difference but the drawing: tables by meaning, numbers before and after, hours in words. */
export function OtherChanges({ difference: { diff, after }, Part = Section }: OtherProps) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      {diff.policy && (
        <Part title={`${t('policy')} · ${text(diff.policy.name)}`} id="diff-policy">
          <PolicyChanges policy={after.policy} changes={diff.policy.changes} />
        </Part>
      )}
      {diff.tables.length > 0 && (
        <Part title={t('tables')} id="diff-tables">
          {diff.tables.map((table) => (
            <TableChanges key={table.id} table={table} />
          ))}
        </Part>
      )}
      {diff.hours.length > 0 && (
        <Part title={t('hours')} id="diff-hours">
          {diff.hours.map((hours) => (
            <Hours key={hours.id} hours={hours} />
          ))}
        </Part>
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
      <OtherChanges difference={difference} Part={PlainPart} />
    </>
  );
}
