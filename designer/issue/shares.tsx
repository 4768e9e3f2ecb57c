import { isOpen } from '#domain';
import { type IssueDetail, useNames } from '../client';
import {
  assignmentRoleWords,
  assignmentStateWords,
  choiceWords,
  fieldWords,
  laneWords,
  momentOf,
  useText,
  useWords,
  whistleStateWords,
} from '../i18n';
import { Due, Section } from '../parts';
import { words } from './words';

type View = IssueDetail['view']['assignments'][number];
type Detail = IssueDetail['assignments'][number];

/** One unit's share each: state, dues, what it asked for, its reply. */
export function Shares({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  if (issue.view.assignments.length === 0) return null;
  return (
    <Section title={t('shares')} id="shares">
      {[...issue.view.assignments].sort(byDuty).map((view) => (
        <Share
          key={view.id}
          view={view}
          above={issue.view.assignments.find((one) => one.id === view.under)}
          detail={issue.assignments.find((one) => one.id === view.id)}
        />
      ))}
    </Section>
  );
}

/** Those who must reply come before those who only follow; the lead first. */
const byDuty = (a: View, b: View): number =>
  Number(b.required) - Number(a.required) || Number(b.role === 'lead') - Number(a.role === 'lead');

/** The dues that still bind: a signed share no longer has a due to sign, a replied one none at all. */
function duesOf(view: View): ['signDue' | 'contactDue' | 'replyDue', string, boolean][] {
  const open = isOpen(view);
  const sign = view.state === 'DISPATCHED' ? view.signDue : null;
  const contact = view.state === 'DISPATCHED' || view.state === 'SIGNED' ? view.contactDue : null;
  return [
    ...(sign ? [['signDue', sign, false] as ['signDue', string, boolean]] : []),
    ...(contact ? [['contactDue', contact, false] as ['contactDue', string, boolean]] : []),
    ...(open && view.replyDue ? [['replyDue', view.replyDue, view.replyPaused] as ['replyDue', string, boolean]] : []),
  ];
}

function Share({ view, above, detail }: { view: View; above: View | undefined; detail: Detail | undefined }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const dues = duesOf(view);
  return (
    <article className="lx-share">
      <div className="lx-share-head">
        <h3>{detail ? text(detail.unitName) : names.unit(view.unit)}</h3>
        <span className="lx-chip going">{text(assignmentRoleWords[view.role])}</span>
        <span className="lx-chip">{text(assignmentStateWords[view.state])}</span>
        <span className="lx-quiet">{text(laneWords[view.lane])}</span>
        {above !== undefined && <span className="lx-quiet">{t('under', { unit: names.unit(above.unit) })}</span>}
        {!view.required && above === undefined && <span className="lx-quiet">{t('followUp')}</span>}
        {view.designated && <span className="lx-chip waiting">{t('designated')}</span>}
        {view.replyPending && <span className="lx-chip waiting">{t('replyPending')}</span>}
      </div>
      <div className="lx-dues">
        {dues.map(([key, at, paused]) => (
          <span key={key}>
            <small>{t(key)}</small>
            <Due at={at} paused={paused} provisional={key === 'replyDue' ? view.provisional : null} />
          </span>
        ))}
      </div>
      {detail && <Requests detail={detail} />}
      {detail?.reply && <ReplyText reply={detail.reply} />}
    </article>
  );
}

function Requests({ detail }: { detail: Detail }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const { return: back, extension } = detail;
  const unit = extension && choiceWords[`length.${extension.length.unit}`];
  return (
    <>
      {back && (
        <p>
          <b>{t('returnAsked')}</b> · {t(`decision.${back.decision ?? 'none'}`)} · {momentOf(back.at)}
          <br />
          {back.reason} {back.basis} {back.suggestedUnit && t('suggested', { unit: names.unit(back.suggestedUnit) })}
        </p>
      )}
      {extension && (
        <p>
          <b>{t('extensionAsked', { n: extension.length.n, unit: unit ? text(unit) : '' })}</b> ·{' '}
          {t(`decision.${extension.decision ?? 'none'}`)} · {momentOf(extension.at)}
          <br />
          {extension.reason}
        </p>
      )}
    </>
  );
}

const replyFields = ['did', 'when', 'evidence', 'contact', 'legalBasis', 'longTermMeasure'] as const;

function ReplyText({ reply }: { reply: NonNullable<Detail['reply']> }) {
  const t = useWords(words);
  const text = useText();
  return (
    <details open>
      <summary>
        {t('reply')} · {momentOf(reply.at)}
      </summary>
      <dl className="lx-facts" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(17rem, 1fr))' }}>
        {replyFields.map((field) => (
          <div key={field}>
            <dt>{text(fieldWords[field] ?? { zh: field, en: field })}</dt>
            <dd>{reply.form[field] ?? t('destroyed')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function Whistles({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  if (issue.whistles.length === 0) return null;
  return (
    <Section title={t('whistles')} id="whistles">
      {issue.whistles.map((whistle) => (
        <div key={whistle.id}>
          <p>
            <span className="lx-chip esc-whistle">
              {text(choiceWords[`kind.${whistle.kind}`] ?? { zh: whistle.kind, en: whistle.kind })}
            </span>{' '}
            {momentOf(whistle.blownAt)} · {text(whistleStateWords[whistle.state])}
          </p>
          <ul>
            {whistle.called.map((called) => (
              <li key={called.unit}>
                {names.unit(called.unit)} —{' '}
                {called.reportedAt
                  ? t('reported', { at: momentOf(called.reportedAt) })
                  : called.missed
                    ? t('missed')
                    : t('notYet')}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
