import type { IssueDetail } from '../client';
import { momentOf, useText, useWords, fieldWords } from '../i18n';
import { Section } from '../parts';
import { words } from './words';

/** 挂账: the plan that is proposed, in force, or was, with its milestones. */
export function LedgerPlan({ issue: { ledger } }: { issue: IssueDetail }) {
  const t = useWords(words);
  const text = useText();
  if (!ledger) return null;
  return (
    <Section title={t('ledger')} id="ledger">
      <p>
        <span className="lx-chip waiting">{t(`ledger.${ledger.state}`)}</span>{' '}
        {ledger.since && <span>{t('ledgerSince', { at: momentOf(ledger.since) })}</span>}{' '}
        {ledger.misses > 0 && <span className="lx-chip late">{t('ledgerMisses', { n: ledger.misses })}</span>}{' '}
        {ledger.how && ledger.closedAt && (
          <span>
            {t(`ledgerHow.${ledger.how}`)} · {momentOf(ledger.closedAt)}
          </span>
        )}
      </p>
      <p>{ledger.plan ?? t('destroyed')}</p>
      <ol className="lx-sentences">
        {ledger.milestones.map((one, i) => (
          <li key={i}>
            {one.date} · {one.what ?? t('destroyed')}{' '}
            {one.reachedAt ? t('milestoneReached', { at: momentOf(one.reachedAt) }) : one.missed && t('milestoneMissed')}
          </li>
        ))}
      </ol>
      <p className="lx-hint">
        {text(fieldWords['headSignature'] ?? { zh: '', en: '' })}: {ledger.headSignature ?? t('destroyed')}
        {ledger.reportedAt && ` · ${t('ledgerReported', { at: momentOf(ledger.reportedAt) })}`}
      </p>
    </Section>
  );
}
