import { Table } from 'antd';
import { lazy, Suspense } from 'react';
import { gradeWords, useText, useWords } from '../i18n';
import { Loading, Wide } from '../parts';
import { useTold } from './names';
import type { BackTest, Summary } from './use-back-test';
import { words } from './words';

const Sankey = lazy(() => import('./sankey'));

type Props = { one: BackTest; summary: Summary };
type Kind = keyof Summary['kinds'];

/** The order in which a person wants to hear it: what breaks first. */
const told: readonly Kind[] = ['unroutable', 'late', 'routed', 'graded', 'due', 'ended', 'inTime', 'routable', 'answered'];
/** More flows than this would be no picture any more. */
const mostFlows = 24;

/** What all the issues came to. */
export function Result({ one, summary }: Props) {
  const t = useWords(words);
  return (
    <>
      <section className="lx-card" aria-labelledby="backtest-summary">
        <h2 id="backtest-summary">{t('summary')}</h2>
        <Sentences one={one} summary={summary} />
      </section>
      <Routes one={one} summary={summary} />
      {one.depth === 'journeys' && <Dues one={one} summary={summary} />}
      <Load one={one} summary={summary} />
    </>
  );
}

function Sentences({ one, summary }: Props) {
  const t = useWords(words);
  const { issues, changed, kinds, assumed, refused } = summary;
  const share = issues === 0 ? '0 %' : `${Math.round((1000 * changed) / issues) / 10} %`;
  return (
    <>
      <p className="lx-backtest-lead">
        {changed === 0 ? t('allSame', { n: issues }) : t('changed', { n: issues, changed, of: issues, share })}
      </p>
      <ul className="lx-backtest-kinds">
        {told
          .filter((kind) => kinds[kind] > 0)
          .map((kind) => (
            <li key={kind}>
              <span className={`lx-chip ${kind === 'unroutable' || kind === 'late' ? 'late' : 'going'}`}>
                {t(`kind.${kind}`)}
              </span>{' '}
              <b className="lx-num">{kinds[kind]}</b>
            </li>
          ))}
      </ul>
      {one.unread > 0 && <p>{t('unread', { n: one.unread })}</p>}
      {assumed > 0 && <p>{t('assumed', { n: assumed })}</p>}
      {refused > 0 && <p>{t('refused', { n: refused })}</p>}
      {one.depth === 'decisions' && <p className="lx-hint">{t('decisionsOnly')}</p>}
    </>
  );
}

function Routes({ one, summary }: Props) {
  const t = useWords(words);
  const { unitsOf } = useTold(one.units);
  const text = useText();
  const flows = summary.flows.flatMap(({ from, to, count }) =>
    from === to ? [] : [{ from: unitsOf(from), to: unitsOf(to), count }],
  );
  const grades = summary.grades.filter(({ from, to }) => from !== to);
  return (
    <section className="lx-card" aria-labelledby="backtest-routes">
      <h2 id="backtest-routes">{t('routes')}</h2>
      {flows.length === 0 ? (
        <p className="lx-hint">{t('sameRoutes')}</p>
      ) : (
        <>
          <p className="lx-hint">{t('routesChart')}</p>
          <Suspense fallback={<Loading />}>
            <Sankey flows={flows.slice(0, mostFlows)} />
          </Suspense>
          <FlowTable rows={flows} label={t('routes')} />
        </>
      )}
      {grades.length > 0 && (
        <FlowTable
          label={t('kind.graded')}
          rows={grades.map(({ from, to, count }) => ({ from: gradeName(text, from), to: gradeName(text, to), count }))}
        />
      )}
    </section>
  );
}

const gradeName = (text: ReturnType<typeof useText>, grade: string): string =>
  grade in gradeWords ? text(gradeWords[grade as keyof typeof gradeWords]) : '—';

function FlowTable({ rows, label }: { rows: { from: string; to: string; count: number }[]; label: string }) {
  const t = useWords(words);
  return (
    <Wide label={label}>
      <Table
        size="small"
        rowKey={({ from, to }) => `${from}→${to}`}
        dataSource={rows}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('from'), dataIndex: 'from' },
          { title: t('to'), dataIndex: 'to' },
          { title: t('count'), dataIndex: 'count', align: 'right', width: 110 },
        ]}
      />
    </Wide>
  );
}

function Dues({ one, summary }: Props) {
  const t = useWords(words);
  const text = useText();
  const { shift } = useTold(one.units);
  return (
    <section className="lx-card" aria-labelledby="backtest-dues">
      <h2 id="backtest-dues">{t('dues')}</h2>
      {summary.clocks.length === 0 ? (
        <p className="lx-hint">{t('noDues')}</p>
      ) : (
        <Wide label={t('dues')}>
          <Table
            size="small"
            rowKey="clock"
            dataSource={(one.summary ?? summary).clocks}
            pagination={false}
            columns={[
              { title: t('clock'), key: 'clock', render: (_, { name }) => text(name) },
              { title: t('earlierDue'), dataIndex: 'earlier', align: 'right', width: 110 },
              { title: t('laterDue'), dataIndex: 'later', align: 'right', width: 110 },
              { title: t('median'), key: 'median', align: 'right', width: 170, render: (_, { medianMs }) => shift(medianMs) },
              { title: t('newlyLate'), dataIndex: 'newlyLate', align: 'right', width: 130 },
              { title: t('noLongerLate'), dataIndex: 'noLongerLate', align: 'right', width: 140 },
            ]}
          />
        </Wide>
      )}
    </section>
  );
}

const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0');

function Load({ one, summary }: Props) {
  const t = useWords(words);
  const { unit } = useTold(one.units);
  const isWhole = one.depth === 'journeys';
  return (
    <section className="lx-card" aria-labelledby="backtest-load">
      <h2 id="backtest-load">{t('load')}</h2>
      <Wide label={t('load')}>
        <Table
          size="small"
          rowKey="unit"
          dataSource={summary.load}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('unit'), key: 'unit', render: (_, row) => unit(row.unit) },
            { title: t('before'), dataIndex: 'before', align: 'right', width: 110, sorter: (a, b) => a.before - b.before },
            { title: t('after'), dataIndex: 'after', align: 'right', width: 110, sorter: (a, b) => a.after - b.after },
            {
              ...{ title: t('change'), key: 'change', align: 'right', width: 110 },
              sorter: (a, b) => a.after - a.before - (b.after - b.before),
              render: (_, { before, after }) => signed(after - before),
            },
            ...(isWhole
              ? [
                  { title: t('lateBefore'), dataIndex: 'lateBefore', align: 'right' as const, width: 160 },
                  { title: t('lateAfter'), dataIndex: 'lateAfter', align: 'right' as const, width: 160 },
                ]
              : []),
          ]}
        />
      </Wide>
    </section>
  );
}
