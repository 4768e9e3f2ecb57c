import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ResultOf, type Routes, routes } from '#contract';
import { call } from '../client';
import { useText, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, ProblemNote, Section, Wide } from '../parts';
import { ChangeRow, Heads } from './change-row';
import type { Order } from './plan';
import { StartForm } from './start-form';
import { words } from './words';

type Item = ResultOf<Routes['dryRunMigration']>['items'][number];

/** What would come of it for each issue; whoever may begin does so here, with exactly what was tried. */
export function DryRun({ order }: { order: Order }) {
  const t = useWords(words);
  const [tried, setTried] = useState<Order | null>(null);
  const isStale = tried !== null && JSON.stringify(tried) !== JSON.stringify(order);
  return (
    <Section title={t('dryRun')} id="dry-run">
      <div>
        <Button type={tried === null || isStale ? 'primary' : 'default'} onClick={() => setTried({ ...order })}>
          {tried === null ? t('tryIt') : t('tryAgain')}
        </Button>
        {isStale && <p className="lx-hint">{t('stale')}</p>}
      </div>
      {tried && !isStale && <Tried order={tried} />}
    </Section>
  );
}

function Tried({ order }: { order: Order }) {
  const t = useWords(words);
  const pages = useInfiniteQuery({
    // Not among what refreshes by itself: it is a look at one moment, and a costly one.
    queryKey: ['dry-run', order],
    initialPageParam: undefined as string | undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.dryRunMigration,
        { body: { ...order, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (pages.isPending) return <Loading />;
  const ok = items.filter((item) => item.ok).length;
  return (
    <div>
      {pages.error && <ProblemNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isSuccess && items.length === 0 && <Nothing text={t('none')} />}
      {items.length > 0 && (
        <>
          <p role="status">{t('sum', { n: items.length, ok, no: items.length - ok })}</p>
          <Wide label={t('dryRun')}>
            <table className="lx-migrate-table">
              <Heads />
              <tbody>
                {items.map((item) => (
                  <Row key={item.no} item={item} />
                ))}
              </tbody>
            </table>
          </Wide>
          <MoreButton query={pages} />
          <StartForm order={order} />
        </>
      )}
    </div>
  );
}

function Row({ item }: { item: Item }) {
  const t = useWords(words);
  const text = useText();
  const result = <span className={`lx-chip ${item.ok ? 'done' : 'late'}`}>{item.ok ? t('can') : t('cannot')}</span>;
  return <ChangeRow item={item} stands={item.stands.map(({ name }) => text(name))} result={result} />;
}
