import { Link, useParams } from 'react-router';
import { routes } from '#contract';
import type { PieceState } from '#domain';
import { useRead } from '../client';
import { momentOf, useWords } from '../i18n';
import { Due, Loaded, Page, Section } from '../parts';
import { type Piece, PieceCommands } from './piece-commands';
import { useStageName } from './stages';
import { words } from './words';

/** One story: what it says, where it stands, who signed what, how its channels fared, and what the reader may do. */
export function PiecePage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const piece = useRead(routes.readPiece, { params: { id } });
  const title = piece.data?.view.title || t('untitled');
  return (
    <Page title={title} plainTitle={title} lead={piece.data && <Lead piece={piece.data} />}>
      <Loaded query={piece}>{(read) => <Body piece={read} />}</Loaded>
    </Page>
  );
}

const stateOf = (piece: Piece): PieceState => piece.state as unknown as PieceState;

function Lead({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const stageName = useStageName();
  const { view } = piece;
  return (
    <span className="lx-tags">
      <span className="lx-chip going">{stageName(view.stage)}</span>
      {stateOf(piece).factsChangedAt !== null && <span className="lx-chip late">{t('factsChanged')}</span>}
      {view.issue && <Link to={`/issues/${view.issue}`}>{t('issue', { no: view.issue })}</Link>}
      {view.dueAt && <Due at={view.dueAt} />}
    </span>
  );
}

function Body({ piece }: { piece: Piece }) {
  const t = useWords(words);
  return (
    <div className="lx-two">
      <div>
        <Text piece={piece} />
        <Faults piece={piece} />
      </div>
      <div className="lx-side">
        <Section title={t('acts')} id="acts">
          <PieceCommands piece={piece} />
        </Section>
        <Signatures piece={piece} />
        <Channels piece={piece} />
      </div>
    </div>
  );
}

function Text({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const body = stateOf(piece).content?.body ?? '';
  return (
    <Section title={t('state')} id="state">
      {body === '' && <p className="lx-quiet">{t('nothingWritten')}</p>}
      {body.split('\n').map((line, i) => (
        <p key={i}>{line}</p>
      ))}
    </Section>
  );
}

/** What a review would be refused for: personal data left, claims without a step. */
function Faults({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const content = stateOf(piece).content;
  if (!content || (content.found.length === 0 && content.unknown.length === 0 && content.claims.length > 0)) return null;
  return (
    <Section title={t('faults')} id="faults">
      <ul>
        {content.claims.length === 0 && <li>{t('noClaims')}</li>}
        {content.unknown.map((seq) => (
          <li key={seq}>{t('unknownStep', { seq })}</li>
        ))}
        {content.found.map(({ field, kind, count }) => (
          <li key={`${field} ${kind}`}>{t('found', { field, kind, count })}</li>
        ))}
      </ul>
    </Section>
  );
}

function Signatures({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const { signatures, held } = stateOf(piece);
  const holds = [held.review, held.proof].filter((hold) => hold !== null);
  if (signatures.length + holds.length === 0) return null;
  return (
    <Section title={t('signatures')} id="signatures">
      <ul>
        {signatures.map(({ step, by, at }) => (
          <li key={step}>{`${step} · ${by} · ${momentOf(at)}`}</li>
        ))}
        {holds.map(({ by, at }) => (
          <li key={`${by} ${at}`}>{t('heldBy', { by, at: momentOf(at) })}</li>
        ))}
      </ul>
    </Section>
  );
}

function Channels({ piece }: { piece: Piece }) {
  const t = useWords(words);
  return (
    <Section title={t('channels')} id="channels">
      <ul>
        {stateOf(piece).channels.map(({ channel, state, id, code }) => (
          <li key={channel}>{[channel, t(`channel.${state}`), code ?? id].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </Section>
  );
}
