import { pathOf, routes } from '#contract';
import { type IssueDetail, useNames } from '../client';
import { momentOf, useWords } from '../i18n';
import { Masked, Section } from '../parts';
import { ErasedMark, SealedFields } from '../privacy';
import { words } from './words';

type Intake = IssueDetail['intakes'][number];

/** What residents said, with photos; names and numbers stay hidden unless the server opened them for this reader. */
export function Submissions({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  return (
    <Section title={t('said')} id="said">
      {issue.intakes.map((intake) => (
        <Submission key={intake.no} no={issue.view.no} intake={intake} many={issue.intakes.length > 1} />
      ))}
      {issue.questions
        .filter((question) => question.kind !== 'rating')
        .map((question) => (
          <p key={question.id}>
            {t('question', { text: question.text ?? t('destroyed') })}
            <br />
            <span className="lx-quiet">
              {question.answeredAt
                ? t('answer', { text: question.answer ?? t('destroyed') })
                : t('notAnswered', { n: question.tries })}
            </span>
          </p>
        ))}
    </Section>
  );
}

function Submission({ no, intake, many }: { no: string; intake: Intake; many: boolean }) {
  const t = useWords(words);
  const names = useNames();
  return (
    <article style={many ? { paddingBottom: 12, marginBottom: 12, borderBottom: '1px solid var(--line)' } : {}}>
      <p className="lx-quiet">
        {many && <b className="lx-num">{intake.no} · </b>}
        {names.source(intake.source)} · <time dateTime={intake.receivedAt}>{momentOf(intake.receivedAt)}</time> · {t('reporter')}{' '}
        <Reporter intake={intake} />
      </p>
      <SealedFields no={no} intake={intake} />
      {intake.erasedAt === null ? (
        <p className="lx-said">{intake.text ?? t('destroyed')}</p>
      ) : (
        <ErasedMark at={intake.erasedAt} />
      )}
      <p>
        <span className="lx-quiet">{t('address')}</span> {names.place(intake)}{' '}
        {intake.address ?? <span className="lx-quiet">{t(intake.text === null ? 'destroyed' : 'noAddress')}</span>}
      </p>
      <Photos photos={intake.photos} />
    </article>
  );
}

function Reporter({ intake }: { intake: Intake }) {
  const t = useWords(words);
  const { name, phone } = intake.reporter;
  if (name === null && phone === null) return intake.anonymous ? <span className="lx-chip">{t('anonymous')}</span> : <Masked />;
  return (
    <>
      {name} {phone ? <a href={`tel:${phone}`}>{phone}</a> : null}
    </>
  );
}

function Photos({ photos }: { photos: Intake['photos'] }) {
  const t = useWords(words);
  if (photos.length === 0) return null;
  return (
    <div className="lx-photos">
      {photos.map((photo, i) => {
        const href = pathOf(routes.readPhoto, { hash: photo.hash });
        return (
          <a key={photo.hash} href={href} target="_blank" rel="noreferrer">
            <img src={`${href}?size=thumb`} alt={t('photo', { n: i + 1 })} loading="lazy" />
          </a>
        );
      })}
    </div>
  );
}
