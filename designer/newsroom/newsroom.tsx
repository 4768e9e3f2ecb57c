import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { usePages } from '../client';
import { momentOf, useWords } from '../i18n';
import { Due, Loading, MoreButton, Nothing, Page, ProblemNote } from '../parts';
import { useStageName, stages } from './stages';
import { words } from './words';

type Piece = ResultOf<Routes['listPieces']>['items'][number];

function When({ piece }: { piece: Piece }) {
  const t = useWords(words);
  if (piece.publishedAt) return t('published', { at: momentOf(piece.publishedAt) });
  if (piece.dueAt) return <Due at={piece.dueAt} />;
  return piece.at && t('updated', { at: momentOf(piece.at) });
}

export function Newsroom() {
  const t = useWords(words);
  const stageName = useStageName();
  const [params, setParams] = useSearchParams();
  const stage = params.get('stage') ?? '';
  const pieces = usePages(routes.listPieces, stage ? { stage } : {});
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <div className="lx-filters">
        <Select
          aria-label={t('stage')}
          style={{ minWidth: 150 }}
          value={stage}
          onChange={(value) => setParams(value ? { stage: value } : {}, { replace: true })}
          options={[
            { value: '', label: t('allOf', { name: t('stage') }) },
            ...stages.map((value) => ({ value, label: stageName(value) })),
          ]}
        />
      </div>
      {pieces.isPending && <Loading />}
      {pieces.error && <ProblemNote error={pieces.error} retry={() => void pieces.refetch()} />}
      {pieces.isSuccess && pieces.items.length === 0 && <Nothing text={t(stage ? 'noneHere' : 'none')} />}
      {pieces.items.length > 0 && (
        <ul className="lx-list">
          {pieces.items.map((piece) => (
            <li key={piece.id}>
              <Link className="lx-row" to={`/newsroom/${piece.id}`}>
                <b>{piece.title || t('untitled')}</b>
                <span>{piece.issue && t('issue', { no: piece.issue })}</span>
                <span className="lx-chip going" style={{ justifySelf: 'start' }}>
                  {stageName(piece.stage)}
                </span>
                <span className="lx-row-end">
                  <When piece={piece} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={pieces} />
    </Page>
  );
}
