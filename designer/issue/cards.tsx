import { type IssueDetail, useNames } from '../client';
import { cardStateWords, clockKindWords, dueOf, momentOf, useList, useText, useWords } from '../i18n';
import { Section } from '../parts';
import { words } from './words';

type Card = IssueDetail['cards'][number];
type Share = IssueDetail['custody'][number];

/** Cards with what they count, who held the time, and how an appeal went. */
export function Cards({ issue }: { issue: IssueDetail }) {
  const t = useWords(words);
  if (issue.cards.length === 0) return null;
  return (
    <Section title={t('cards')} id="cards">
      {issue.cards.map((card) => (
        <CardEntry key={card.id} card={card} />
      ))}
    </Section>
  );
}

function CardEntry({ card }: { card: Card }) {
  const t = useWords(words);
  const text = useText();
  const names = useNames();
  const reason = clockKindWords[card.reason] ?? { zh: card.reason, en: card.reason };
  return (
    <article className="lx-share">
      <p>
        <span className={`lx-chip esc-${card.colour}`}>{t(card.colour)}</span> <b>{names.unit(card.unit)}</b> ·{' '}
        <time dateTime={card.issuedAt}>{momentOf(card.issuedAt)}</time> · {text(cardStateWords[card.state])}{' '}
        {card.inReview && t('inReview')} · {t('points', { n: card.points })} <span className="lx-quiet">{text(reason)}</span>
      </p>
      {card.countedFor && <p className="lx-hint">{t('countedFor', { unit: names.unit(card.countedFor) })}</p>}
      {card.custody && <Custody shares={card.custody.shares} by={card.custody.by} />}
      {card.appealUntil && <p className="lx-hint">{t('appealUntil', { at: dueOf(card.appealUntil) })}</p>}
      {card.appeal && <Appeal appeal={card.appeal} />}
    </article>
  );
}

function Appeal({ appeal }: { appeal: NonNullable<Card['appeal']> }) {
  const t = useWords(words);
  const { decision } = appeal;
  return (
    <p>
      <b>{t('appeal')}</b> · {momentOf(appeal.at)} · {decision ? t(`appeal.${decision.how}`) : t('appeal.open')}
      <br />
      {appeal.reason ?? t('destroyed')}
    </p>
  );
}

/** Who held how much of the time: hours and minutes with each, in the order in which each first had it. */
export function Custody({ shares, by }: { shares: readonly Share[]; by: 'working' | 'wall' }) {
  const t = useWords(words);
  const list = useList();
  const names = useNames();
  if (shares.length === 0) return null;
  const length = (minutes: number) => t('hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
  const holder = ({ holder: kind, unit }: Share) => (kind === 'unit' ? names.unit(unit) : t(`holder.${kind}`));
  const said = shares.map((share) => `${holder(share)} ${length(share.minutes)}`);
  return <p className="lx-hint">{t(by === 'working' ? 'custody' : 'custodyWall', { shares: list(said) })}</p>;
}
