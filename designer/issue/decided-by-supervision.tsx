import type { IssueDetail } from '../client';
import { momentOf, useText, useWords, waitingWords } from '../i18n';
import { Section } from '../parts';
import { words } from './words';

/** What supervision was asked to decide about the issue, and how it did: exposing it in the media, leaving it out of a figure. */
export function DecidedBySupervision({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  const { exposure, exclusions } = issue;
  return (
    <>
      {exposure && (
        <Section title={t('exposure')} id="exposure">
          <Decided asked={{ ...exposure, at: exposure.askedAt }} people={issue.names.people} />
          {exposure.reason && <p>{exposure.reason}</p>}
        </Section>
      )}
      {exclusions.length > 0 && (
        <Section title={t('exclusions')} id="exclusions">
          <p className="lx-hint">{t('exclusionsLead')}</p>
          {exclusions.map((one) => (
            <article key={one.id} className="lx-share">
              <p>
                <b>{t(`figure.${one.kpi}`)}</b> {one.until && t('until', { at: momentOf(one.until) })}
              </p>
              <Decided asked={one} people={issue.names.people} />
              <p>{one.evidence ?? t('destroyed')}</p>
            </article>
          ))}
        </Section>
      )}
    </>
  );
}

type Asked = { at: string; by: string } & Pick<IssueDetail['exclusions'][number], 'decision' | 'decidedAt' | 'decidedBy'>;

function Decided({ asked, people }: { asked: Asked; people: Record<string, string> }) {
  const t = useWords(words);
  const { at, by, decision, decidedAt, decidedBy } = asked;
  return (
    <p>
      <time dateTime={at}>{momentOf(at)}</time> · {people[by] ?? by} ·{' '}
      <span className="lx-chip">{t(`decision.${decision ?? 'none'}`)}</span>
      {decidedAt && decidedBy && (
        <>
          {' '}
          <time dateTime={decidedAt}>{momentOf(decidedAt)}</time> · {people[decidedBy] ?? decidedBy}
        </>
      )}
    </p>
  );
}

/** A long-term case that is looked at again after it closed (DOMAIN 4 #33). */
export function LookedAtAgain({ issue: { followUp } }: { issue: IssueDetail }) {
  const t = useWords(words);
  const text = useText();
  if (!followUp) return null;
  const { state, askedAt, answer } = followUp;
  return (
    <Section title={text(waitingWords.followUp)} id="followUp">
      <p>
        <span className="lx-chip">{t(`followUp.${state}`)}</span> {askedAt && momentOf(askedAt)}{' '}
        {answer && <b>{t(`followUp.${answer}`)}</b>}
      </p>
    </Section>
  );
}
