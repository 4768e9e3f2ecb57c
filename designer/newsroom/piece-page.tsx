import { Link, useParams } from 'react-router';
import { routes } from '#contract';
import type { PieceState } from '#domain';
import { useNames, useRead } from '../client';
import { maskWords, momentOf, useText, useWords } from '../i18n';
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

const steps = ['R1', 'R2', 'R3', 'P1', 'P2', 'P3'] as const;
const isStep = (step: string): step is (typeof steps)[number] => (steps as readonly string[]).includes(step);

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
        <Section title={t('acts')} id="acts">
          <PieceCommands piece={piece} />
        </Section>
        <Faults piece={piece} />
        <Text piece={piece} />
      </div>
      <div className="lx-side">
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
  const text = useText();
  const fieldName = (field: string) => (field === 'title' ? t('storyTitle') : field === 'body' ? t('body') : t('claim'));
  const content = stateOf(piece).content;
  if (!content || (content.found.length === 0 && content.unknown.length === 0 && content.claims.length > 0)) return null;
  return (
    <Section title={t('faults')} id="faults">
      <ul className="lx-sentences">
        {content.claims.length === 0 && <li>{t('noClaims')}</li>}
        {content.unknown.map((seq) => (
          <li key={seq}>{t('unknownStep', { seq })}</li>
        ))}
        {content.found.map(({ field, kind, count }) => (
          <li key={`${field} ${kind}`}>
            {t('found', { field: fieldName(field), kind: text(maskWords[kind] ?? { zh: kind, en: kind }), count })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Signatures({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const { signatures, held } = stateOf(piece);
  const holds = [held.review, held.proof].filter((hold) => hold !== null);
  const nameOf = (by: string) => piece.people[by] ?? by;
  if (signatures.length + holds.length === 0) return null;
  return (
    <Section title={t('signatures')} id="signatures">
      <ul className="lx-sentences">
        {signatures.map(({ step, by, at }) => (
          <li key={step}>
            {isStep(step) ? t(`step.${step}`) : step} · <b>{nameOf(by)}</b> · {momentOf(at)}
          </li>
        ))}
        {holds.map(({ by, at }) => (
          <li key={`${by} ${at}`}>{t('heldBy', { by: nameOf(by), at: momentOf(at) })}</li>
        ))}
      </ul>
    </Section>
  );
}

function Channels({ piece }: { piece: Piece }) {
  const t = useWords(words);
  const names = useNames();
  const channelName = (channel: string) => {
    const named = names.channel(channel);
    return named === channel && (channel === 'site' || channel === 'webhook') ? t(`via.${channel}`) : named;
  };
  return (
    <Section title={t('channels')} id="channels">
      <ul className="lx-sentences">
        {stateOf(piece).channels.map(({ channel, state, id, code }) => (
          <li key={channel}>
            {channelName(channel)} · {t(`channel.${state}`)}{' '}
            <span className="lx-quiet">{code === 'ENDPOINT_GONE' ? t('endpointGone') : (code ?? id)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
