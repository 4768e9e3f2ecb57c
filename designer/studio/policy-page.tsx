import { App, Alert, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Finding, routes } from '#contract';
import { LIVE, ProblemError, call, exchange, holdsAny, useMe } from '../client';
import { useWords } from '../i18n';
import { Loaded, Page, ProblemNote } from '../parts';
import { Findings } from './findings';
import { NumberEditor } from './number-editor';
import { type PolicyDocument, changedNumbers, documentOf } from './policy-numbers';
import { useNumberName } from './policy-names';
import { useNumberText } from './policy-view';
import { useUnsaved } from './unsaved';
import { words } from './words';

type Draft = { document: PolicyDocument; etag: string };

/** Reads a draft once for editing: a live refresh must not take a half-typed number away. */
function useDraft(id: string) {
  return useQuery({
    queryKey: ['draft', 'policies', id],
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async (): Promise<Draft> => {
      const { body, etag } = await exchange(routes.readPolicy, { params: { id } });
      return { document: documentOf(body.document), etag: etag ?? `"${body.revision}"` };
    },
  });
}

export function PolicyPage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const draft = useDraft(id);
  return (
    <Page
      title={t('policyTitle')}
      plainTitle={t('policyTitle')}
      lead={t('policyLead')}
      acts={
        <>
          <Link to={`/studio/deadlines/${id}`}>{t('onTimeLine')}</Link> <Link to="/studio">{t('back')}</Link>
        </>
      }
    >
      <Loaded query={draft}>{(read) => <Editor key={read.etag} id={id} draft={read} />}</Loaded>
    </Page>
  );
}

/** What the form holds and what the server said of it. */
function usePolicyEdit(id: string, draft: Draft) {
  const t = useWords(words);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [document, setDocument] = useState(draft.document);
  const [found, setFound] = useState<readonly Finding[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (act: () => Promise<void>) => {
    setError(null);
    try {
      await act();
    } catch (refused) {
      setError(refused);
    }
  };
  const save = (etag: string) =>
    attempt(async () => {
      const { body, etag: next } = await exchange(
        routes.savePolicy,
        { params: { id }, body: document as never },
        { ifMatch: etag },
      );
      void message.success(t('saved'));
      client.setQueryData(['draft', 'policies', id], { document: documentOf(body.document), etag: next ?? `"${body.revision}"` });
      await client.invalidateQueries({ queryKey: [LIVE] });
    });
  const check = () => attempt(async () => setFound((await call(routes.checkPolicy, { params: { id } })).items));
  const reload = () => client.invalidateQueries({ queryKey: ['draft', 'policies', id] });
  return { document, setDocument, found, error, save, check, reload };
}

function Editor({ id, draft }: { id: string; draft: Draft }) {
  const t = useWords(words);
  const me = useMe();
  const { document, setDocument, found, error, save, check, reload } = usePolicyEdit(id, draft);
  const changes = changedNumbers(draft.document, document).length;
  const mayWrite = holdsAny(me, ['ruleAuthor', 'administrator']);
  useUnsaved(changes > 0);
  return (
    <>
      <div className="lx-commands" style={{ marginBottom: 12, alignItems: 'center' }}>
        <Button type="primary" disabled={!mayWrite || changes === 0} onClick={() => void save(draft.etag)}>
          {t('save')}
        </Button>
        <Button onClick={() => void check()}>{t('check')}</Button>
        <Button disabled={changes === 0} onClick={() => setDocument(draft.document)}>
          {t('discard')}
        </Button>
        <span role="status">{changes > 0 && t('changed', { n: changes })}</span>
      </div>
      <Refusal error={error} mine={document} onKeep={save} onTake={() => void reload()} />
      {found && <Findings items={found} />}
      <NumberEditor before={draft.document} document={document} onChange={setDocument} readOnly={!mayWrite} />
    </>
  );
}

type RefusalProps = { error: unknown; mine: PolicyDocument; onKeep: (etag: string) => Promise<void>; onTake: () => void };

/** A conflicting save shows both sides and overwrites nothing by itself. */
function Refusal({ error, mine, onKeep, onTake }: RefusalProps) {
  const t = useWords(words);
  if (error === null) return null;
  const problem = error instanceof ProblemError ? error.problem : null;
  const current =
    problem?.code === 'REVISION_CONFLICT'
      ? (problem.current as { document: PolicyDocument; revision: number } | undefined)
      : undefined;
  if (!current) return <ProblemNote error={error} />;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={t('conflict')}
      description={
        <>
          <BothSides mine={mine} theirs={current.document} />
          <div className="lx-commands">
            <Button onClick={() => void onKeep(`"${current.revision}"`)}>{t('keepMine')}</Button>
            <Button onClick={onTake}>{t('takeTheirs')}</Button>
          </div>
        </>
      }
    />
  );
}

function BothSides({ mine, theirs }: { mine: PolicyDocument; theirs: PolicyDocument }) {
  const t = useWords(words);
  const { name } = useNumberName(mine);
  const say = useNumberText();
  return (
    <ul className="lx-sentences">
      {changedNumbers(theirs, mine).map(({ before, after }) => (
        <li key={after.path.join('/')}>
          {name(after)} — {t('mine')}: <b>{say(after)}</b> · {t('theirs')}: <b>{say(before)}</b>
        </li>
      ))}
    </ul>
  );
}
