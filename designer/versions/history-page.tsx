import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { holdsAny, useMe, useRead } from '../client';
import { useText, useWords } from '../i18n';
import { Loaded, Nothing, Page, Section } from '../parts';
import { DraftWrites } from './draft-writes';
import { ReleaseTable } from './release-table';
import { words } from './words';

export type History = ResultOf<Routes['readHistory']>;

/** The releases of a flow, any two of them to compare, any of them to restore; what was written into its drafts at once. */
export function VersionsPage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const history = useRead(routes.readHistory, { params: { id } });
  const drawing = history.data?.drafts.find((draft) => draft.kind === 'flow' && draft.id === id);
  const name = drawing ? text(drawing.name) : id;
  const mayWrite = holdsAny(me, ['ruleAuthor', 'administrator']);
  const acts = (
    <>
      {mayWrite && <Link to="/studio/import">{t('importBundle')}</Link>}
      <Link to={`/studio/flows/${id}`}>{t('drawingOf')}</Link>
    </>
  );
  return (
    <Page title={t('title', { flow: name })} plainTitle={t('plainTitle')} lead={t('lead')} acts={acts}>
      <Loaded query={history}>
        {(read) => (
          <>
            <Section title={t('versions')} id="releases">
              {read.releases.length === 0 ? (
                <Nothing text={t('noRelease')} />
              ) : (
                <Choosing flow={id} history={read} mayWrite={mayWrite} />
              )}
            </Section>
            {read.changes.length > 0 && (
              <Section title={t('changesTitle')} id="changes">
                <DraftWrites flow={id} changes={read.changes} mayWrite={mayWrite} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Two versions are chosen; at first the latest release and the drafts. */
function Choosing({ flow, history, mayWrite }: { flow: string; history: History; mayWrite: boolean }) {
  const t = useWords(words);
  const go = useNavigate();
  const [from, setFrom] = useState(String(history.releases[0]?.number ?? 'draft'));
  const [to, setTo] = useState('draft');
  return (
    <>
      <ReleaseTable flow={flow} history={history} mayWrite={mayWrite} chosen={{ from, to }} onFrom={setFrom} onTo={setTo} />
      <p className="lx-tags lx-diff-choose">
        <Button
          type="primary"
          disabled={from === to}
          onClick={() => void go(`/studio/flows/${flow}/versions/diff?from=${from}&to=${to}`)}
        >
          {t('compare')}
        </Button>
        {from === to && <span className="lx-quiet">{t('sameTwo')}</span>}
      </p>
    </>
  );
}
