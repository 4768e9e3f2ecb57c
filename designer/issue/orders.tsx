import { type IssueDetail, useNames } from '../client';
import { choiceWords, clockKindWords, fieldWords, laneWords, momentOf, orderStateWords, useText, useWords } from '../i18n';
import { Due, Section } from '../parts';
import { words } from './words';

type View = IssueDetail['view']['orders'][number];
type Detail = IssueDetail['orders'][number];

/** What was offered to volunteers and merchants: who has it, what was quoted, how it was rated. */
export function Orders({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  if (issue.view.orders.length === 0) return null;
  return (
    <Section title={t('orders')} id="orders">
      {issue.view.orders.map((view) => (
        <Order key={view.id} view={view} detail={issue.orders.find((one) => one.id === view.id)} />
      ))}
    </Section>
  );
}

function Order({ view, detail }: { view: View; detail: Detail | undefined }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const clock = view.next && clockKindWords[view.next.kind];
  return (
    <article className="lx-share">
      <div className="lx-share-head">
        <h3>{view.holder ? names.unit(view.holder) : text(laneWords[view.kind])}</h3>
        <span className="lx-chip going">{view.id}</span>
        <span className="lx-chip">{text(orderStateWords[view.state])}</span>
        {view.assigning && <span className="lx-chip late">{t('orderAssigning')}</span>}
      </div>
      <dl className="lx-facts">
        {view.next && (
          <>
            <dt>{clock ? text(clock) : view.next.kind}</dt>
            <dd>
              <Due at={view.next.dueAt} />
            </dd>
          </>
        )}
        <Row label={t('orderTeams')} value={view.teams.map(names.unit).join('、')} />
        {detail && <Told detail={detail} />}
      </dl>
    </article>
  );
}

function Told({ detail }: { detail: Detail }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const { quotes, volunteers, hoursAdded, rating, releases, consentAt } = detail;
  const priced = quotes.map(({ unit, amount, terms }) => `${names.unit(unit)} ${amount}${terms ? ` (${terms})` : ''}`);
  const given = releases.map(({ unit, at, cause }) => `${names.unit(unit)} ${momentOf(at)} ${t(`orderBack.${cause}`)}`);
  const rated = rating && [choiceWords[`answer.${rating.answer}`], choiceWords[`satisfaction.${rating.satisfaction}`]];
  return (
    <>
      <Row label={fieldOf(text, 'amount')} value={priced.join('、')} />
      <Row label={t('orderConsent')} value={consentAt ? momentOf(consentAt) : ''} />
      <Row label={fieldOf(text, 'volunteers')} value={volunteers.join('、')} />
      <Row label={fieldOf(text, 'hours')} value={hoursAdded.map((one) => `${one.volunteer} ${one.hours}`).join('、')} />
      <Row label={t('orderReleases')} value={given.join('、')} />
      <Row label={fieldOf(text, 'answer')} value={(rated ?? []).flatMap((word) => (word ? text(word) : [])).join(' · ')} />
    </>
  );
}

const fieldOf = (text: ReturnType<typeof useText>, field: string): string => text(fieldWords[field] ?? { zh: field, en: field });

function Row({ label, value }: { label: string; value: string }) {
  if (value === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
