import { useMemo, useState } from 'react';
import { routes } from '#contract';
import { useMe, useNow, usePages, useUnits } from '../client';
import { type Urgency, useText, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, Page, ProblemNote } from '../parts';
import { type Owed, branchOf, owedBy, urgencyOfOwed } from './owed';
import { OwedRow } from './owed-row';
import { words } from './words';

const urgencies: readonly Urgency[] = ['overdue', 'today', 'soon', 'calm'];

/** What my unit and the units under it owe, by when, and the acts to do it. */
export function UnitPortal() {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const lead = me.unitName ? t('lead', { unit: text(me.unitName) }) : t('noUnit');
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={lead}>
      {me.unit && <OwedList unit={me.unit} />}
    </Page>
  );
}

function OwedList({ unit }: { unit: string }) {
  const t = useWords(words);
  const now = useNow();
  const { data: units } = useUnits();
  const issues = usePages(routes.listIssues, { open: 'true', limit: 200 });
  const [only, setOnly] = useState<Urgency | null>(null);
  const branch = useMemo(() => branchOf(unit, units ?? []), [unit, units]);
  const { open, replied } = useMemo(() => owedBy(branch, issues.items), [branch, issues.items]);
  if (issues.isPending) return <Loading />;
  const shown = only ? open.filter((owed) => urgencyOfOwed(owed, now) === only) : open;
  return (
    <>
      {issues.error && <ProblemNote error={issues.error} retry={() => void issues.refetch()} />}
      <Counts open={open} now={now} only={only} onOnly={setOnly} />
      {shown.length === 0 ? <Nothing text={only ? t('noneHere') : t('none')} /> : <Rows items={shown} now={now} />}
      <MoreButton query={issues} />
      {replied.length > 0 && (
        <details style={{ marginTop: 16 }}>
          <summary>{t('replied', { n: replied.length })}</summary>
          <Rows items={replied} now={now} />
        </details>
      )}
    </>
  );
}

function Counts(props: { open: readonly Owed[]; now: number; only: Urgency | null; onOnly: (only: Urgency | null) => void }) {
  const t = useWords(words);
  return (
    <div className="lx-counts">
      {urgencies.map((urgency) => (
        <button
          key={urgency}
          type="button"
          className={`lx-count ${urgency}`}
          aria-pressed={props.only === urgency}
          onClick={() => props.onOnly(props.only === urgency ? null : urgency)}
        >
          <Count n={props.open.filter((owed) => urgencyOfOwed(owed, props.now) === urgency).length} />
          {t(urgency)}
        </button>
      ))}
    </div>
  );
}

/** Nothing is nothing to worry about, whatever the colour of its kind. */
const Count = ({ n }: { n: number }) => <b className={n === 0 ? 'none' : ''}>{n}</b>;

function Rows({ items, now }: { items: readonly Owed[]; now: number }) {
  return (
    <ul className="lx-list">
      {items.map((owed) => (
        <li key={`${owed.issue.no}-${owed.share.id}`}>
          <OwedRow owed={owed} urgency={urgencyOfOwed(owed, now)} />
        </li>
      ))}
    </ul>
  );
}
