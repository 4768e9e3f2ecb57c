import { Link } from 'react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ResultOf, type Routes, routes } from '#contract';
import { LIVE, call } from '../client';
import { clockKindWords, useText, useWords } from '../i18n';
import { DayStrip } from '../issue';
import { Loading, MoreButton, Nothing, ProblemNote } from '../parts';
import { words } from './words';

type Item = ResultOf<Routes['listImportItems']>['items'][number];
type Move = Item['moves'][number];

/** Every issue that moves, each clock with its old and new due and how both were reckoned. */
export function MovedIssues({ calendar, id }: { calendar: string; id: string }) {
  const t = useWords(words);
  const pages = useInfiniteQuery({
    queryKey: [LIVE, routes.listImportItems.path, calendar, id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listImportItems,
        { params: { id: calendar, import: id }, query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items).filter(({ moves }) => moves.length > 0) ?? [];
  if (pages.isPending) return <Loading />;
  return (
    <>
      {pages.error && <ProblemNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isSuccess && items.length === 0 && <Nothing text={t('movesNone')} />}
      <ul className="lx-list">
        {items.map((item) => (
          <li key={item.no} className="lx-moved">
            <Moved item={item} />
          </li>
        ))}
      </ul>
      <MoreButton query={pages} />
    </>
  );
}

function Moved({ item }: { item: Item }) {
  const t = useWords(words);
  return (
    <>
      <div className="lx-tags">
        <Link to={`/issues/${item.no}`}>
          <b className="lx-num">{item.no}</b>
        </Link>
        <span className="lx-chip">{t(`outcome.${item.outcome ?? 'waiting'}`)}</span>
        {item.code && <span className="lx-quiet">{item.code}</span>}
        {item.review > 0 && <span className="lx-chip late">{t('review', { n: item.review })}</span>}
      </div>
      {item.moves.map((move) => (
        <MoveLine key={move.clock} move={move} />
      ))}
    </>
  );
}

function MoveLine({ move }: { move: Move }) {
  const t = useWords(words);
  const text = useText();
  const { fromText, toText } = move;
  const dues =
    fromText === toText ? t('stays', { to: toText ?? '' }) : t('becomes', { from: fromText ?? '–', to: toText ?? '–' });
  return (
    <div className="lx-clock">
      <b>{text(clockKindWords[move.kind] ?? { zh: move.kind, en: move.kind })}</b>{' '}
      {move.unitName && <span className="lx-quiet">{text(move.unitName)}</span>} <span className="lx-num">{dues}</span>
      {move.how === 'rungs' && <span className="lx-quiet"> {t('how.rungs')}</span>}
      {move.provisional && <span className="lx-chip waiting">{t('provisional', { reason: text(move.provisional) })}</span>}
      {!move.provisional && move.provisionalBefore && <span className="lx-chip done">{t('firm')}</span>}
      <details>
        <summary>{t('newWorking')}</summary>
        <Steps steps={move.toWorking} />
        <p className="lx-quiet">{t('oldWorking')}</p>
        <Steps steps={move.fromWorking} />
      </details>
    </div>
  );
}

function Steps({ steps }: { steps: Move['toWorking'] }) {
  const text = useText();
  return steps.map((step, i) => (
    <div key={i}>
      <p className="lx-hint">{text(step.text)}</p>
      <DayStrip days={step.days} />
    </div>
  ));
}
