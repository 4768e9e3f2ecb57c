import { App, Button, Popconfirm, Progress } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { LIVE, call, holdsAny, useMe, useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Page, ProblemNote, Section } from '../parts';
import { describeChange } from './describe';
import { MovedIssues } from './moved-issues';
import { words } from './words';

export type Import = ResultOf<Routes['readImport']>;

const watchEveryMs = 1_500;

/** One change: what it would move, the act that applies it, and how far it has come. */
export function ImportPage() {
  const { id = '', one = '' } = useParams();
  const t = useWords(words);
  const client = useQueryClient();
  const read = useRead(routes.readImport, { params: { id, import: one } });
  const isApplying = read.data?.state === 'applying';
  useEffect(() => {
    if (!isApplying) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [LIVE] }), watchEveryMs);
    return () => clearInterval(timer);
  }, [isApplying, client]);
  const title = read.data ? t('importTitle', { n: read.data.edition }) : t('title');
  return (
    <Page title={title} plainTitle={title} lead={<Link to={`/calendar?calendar=${id}`}>{t('back')}</Link>}>
      <Loaded query={read}>{(found) => <Body one={found} />}</Loaded>
    </Page>
  );
}

function Body({ one }: { one: Import }) {
  const t = useWords(words);
  const text = useText();
  const { summary, state } = one;
  const tone = { previewed: 'waiting', applying: 'going', done: 'done', overtaken: 'late' }[state];
  return (
    <>
      <p>
        <span className={`lx-chip ${tone}`}>{t(`state.${state}`)}</span> {describeChange(one.change, t, text)}
      </p>
      <p className="lx-quiet">
        {t('previewedBy', { at: momentOf(one.previewedAt), name: one.byName })}
        {one.appliedAt && one.appliedByName && ` · ${t('appliedBy', { at: momentOf(one.appliedAt), name: one.appliedByName })}`}
      </p>
      <div className="lx-counts">
        <Count n={summary.moved} what={t('sum.moved')} />
        <Count n={summary.clocks} what={t('sum.clocks')} />
        <Count n={summary.notices} what={t('sum.notices')} />
        <Count n={summary.open - summary.moved - summary.unread} what={t('sum.same')} />
      </div>
      {summary.unread > 0 && <p className="lx-hint">{t('unread', { n: summary.unread })}</p>}
      <Applying one={one} />
      <Section title={t('moves')} id="moves">
        <MovedIssues calendar={one.calendar} id={one.id} />
      </Section>
    </>
  );
}

const Count = ({ n, what }: { n: number; what: string }) => (
  <div className="lx-count">
    <b className={n === 0 ? 'none' : ''}>{n}</b>
    {what}
  </div>
);

function Applying({ one }: { one: Import }) {
  const t = useWords(words);
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const apply = useMutation({
    mutationFn: () => call(routes.applyImport, { params: { id: one.calendar, import: one.id } }),
    onSuccess: () => void message.success(t('state.applying')),
    onSettled: () => client.invalidateQueries({ queryKey: [LIVE] }),
  });
  const { waiting, ...done } = one.results;
  const n = Object.values(done).reduce((sum, count) => sum + count, 0);
  const all = Math.max(one.summary.open, n + waiting);
  const keeps = holdsAny(me, ['calendarKeeper', 'administrator']);
  return (
    <>
      {one.state === 'overtaken' && <p className="lx-hint">{t('overtakenHint')}</p>}
      {(one.state === 'applying' || one.state === 'done') && (
        <div role="status" aria-live="polite">
          <Progress percent={one.state === 'done' ? 100 : Math.round((100 * n) / Math.max(1, all))} />
          <p className="lx-quiet">{t('progress', { n, all: one.state === 'done' ? n : all })}</p>
        </div>
      )}
      {apply.error && <ProblemNote error={apply.error} />}
      {keeps && one.state === 'previewed' && (
        <Popconfirm title={t('applyConfirm')} onConfirm={() => apply.mutate()}>
          <Button type="primary" loading={apply.isPending} style={{ marginBottom: 14 }}>
            {t('apply')}
          </Button>
        </Popconfirm>
      )}
    </>
  );
}
