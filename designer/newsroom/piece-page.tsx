import { Link, useParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { useRead } from '../client';
import { useWords } from '../i18n';
import { Due, Loaded, Page, Section } from '../parts';
import { useStageName } from './stages';
import { words } from './words';

type Piece = ResultOf<Routes['readPiece']>;

/** One story: what it says, where it stands, and what the reader may do. */
export function PiecePage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const piece = useRead(routes.readPiece, { params: { id } });
  const title = piece.data?.view.title ?? t('untitled');
  return (
    <Page title={title} plainTitle={title} lead={piece.data && <Lead piece={piece.data} />}>
      <Loaded query={piece}>{(read) => <Text piece={read} />}</Loaded>
    </Page>
  );
}

function Lead({ piece: { view } }: { piece: Piece }) {
  const t = useWords(words);
  const stageName = useStageName();
  return (
    <span className="lx-tags">
      <span className="lx-chip going">{stageName(view.stage)}</span>
      {view.issue && <Link to={`/issues/${view.issue}`}>{t('issue', { no: view.issue })}</Link>}
      {view.dueAt && <Due at={view.dueAt} />}
    </span>
  );
}

function Text({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const body = piece.state['body'];
  const paragraphs =
    typeof body === 'string'
      ? body.split('\n')
      : Array.isArray(body)
        ? body.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
        : [];
  return (
    <Section title={t('state')} id="state">
      {paragraphs.map((line, i) => (
        <p key={i}>{line}</p>
      ))}
    </Section>
  );
}
