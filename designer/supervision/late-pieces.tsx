import { Link } from 'react-router';
import { routes } from '#contract';
import { usePages } from '../client';
import { useText, useWords } from '../i18n';
import { Due, Loading, MoreButton, Nothing, ProblemNote, Section } from '../parts';
import { words } from './words';

/** Stories that nobody has acted on in time, or that do not go on. */
export function LatePieces() {
  const t = useWords(words);
  const text = useText();
  const pieces = usePages(routes.listLatePieces, {});
  return (
    <Section title={t('pieces')} id="pieces">
      {pieces.isPending && <Loading />}
      {pieces.error && <ProblemNote error={pieces.error} retry={() => void pieces.refetch()} />}
      {pieces.isSuccess && pieces.items.length === 0 && <Nothing text={t('none.pieces')} />}
      <ul className="lx-sentences">
        {pieces.items.map((piece) => (
          <li key={piece.id}>
            <Link to={`/newsroom/${piece.id}`}>{piece.title || piece.id}</Link> · {text(piece.why)}{' '}
            {piece.dueAt && <Due at={piece.dueAt} paused={false} compact />}
            {piece.issue && (
              <>
                {' '}
                <Link to={`/issues/${piece.issue}`} className="lx-num">
                  {piece.issue}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
      <MoreButton query={pieces} />
    </Section>
  );
}
