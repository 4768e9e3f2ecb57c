import { Progress } from 'antd';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { LIVE, call, useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Loading, MoreButton, Page, ProblemNote, Section, Wide } from '../parts';
import { ChangeRow, Heads } from './change-row';
import { words } from './words';

type Batch = ResultOf<Routes['readMigration']>;
type Item = ResultOf<Routes['listMigrationItems']>['items'][number];

const watchEveryMs = 1_500;

/** One batch: how far it has come, and a result for each issue. */
export function BatchPage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const client = useQueryClient();
  const read = useRead(routes.readMigration, { params: { id } });
  const isRunning = read.data?.state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [LIVE] }), watchEveryMs);
    return () => clearInterval(timer);
  }, [isRunning, client]);
  const title = read.data ? t('batchTitle', { from: read.data.fromNumber, to: read.data.toNumber }) : t('title');
  return (
    <Page title={title} plainTitle={title} lead={<Link to="/studio/migrations">{t('toMigrations')}</Link>}>
      <Loaded query={read}>{(batch) => <Body batch={batch} />}</Loaded>
    </Page>
  );
}

function Body({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const { results, state } = batch;
  const all = Object.values(results).reduce((sum, count) => sum + count, 0);
  const done = all - results.waiting;
  return (
    <>
      <p>
        <span className={`lx-chip ${state === 'done' ? 'done' : 'going'}`}>{t(`state.${state}`)}</span>{' '}
        {t(`clocks.${batch.clocks}`)} · {batch.reason}
      </p>
      <p className="lx-quiet">
        {t('startedBy', { at: momentOf(batch.startedAt), name: batch.byName })}
        {batch.finishedAt && ` · ${t('finished', { at: momentOf(batch.finishedAt) })}`}
      </p>
      <div role="status" aria-live="polite">
        <Progress aria-label={t('progress', { n: done, all })} percent={all === 0 ? 100 : Math.round((100 * done) / all)} />
        <p className="lx-quiet">{t('progress', { n: done, all })}</p>
      </div>
      <div className="lx-counts">
        {(['moved', 'blocked', 'ended', 'refused', 'waiting'] as const).map((outcome) => (
          <div key={outcome} className="lx-count">
            <b className={results[outcome] === 0 ? 'none' : ''}>{results[outcome]}</b>
            {t(`outcome.${outcome}`)}
          </div>
        ))}
      </div>
      <Section title={t('results')} id="results">
        <Results id={batch.id} />
      </Section>
    </>
  );
}

function Results({ id }: { id: string }) {
  const t = useWords(words);
  const pages = useInfiniteQuery({
    queryKey: [LIVE, routes.listMigrationItems.path, id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listMigrationItems,
        { params: { id }, query: { limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (pages.isPending) return <Loading />;
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      {pages.error && <ProblemNote error={pages.error} retry={() => void pages.refetch()} />}
      <Wide label={t('results')}>
        <table className="lx-migrate-table">
          <Heads past />
          <tbody>
            {items.map((item) => (
              <Row key={item.no} item={item} />
            ))}
          </tbody>
        </table>
      </Wide>
      <MoreButton query={pages} />
    </div>
  );
}

const tones = { moved: 'done', blocked: 'late', ended: '', refused: 'late', waiting: 'waiting' } as const;

function Row({ item }: { item: Item }) {
  const t = useWords(words);
  const text = useText();
  const outcome = item.outcome ?? 'waiting';
  const result = <span className={`lx-chip ${tones[outcome]}`}>{t(`outcome.${outcome}`)}</span>;
  return <ChangeRow item={item} stands={item.landings.map(({ fromName }) => text(fromName))} result={result} />;
}
