import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Flow, startPlay, writeInstant } from '#domain';
import { routes } from '#contract';
import { call, useNames } from '../client';
import { dueOf, momentOf, stageWords, gradeWords, useList, useText, useWords } from '../i18n';
import { Loaded, MoreButton, ProblemNote, Wide } from '../parts';
import { handOver } from '../play/session';
import { useTold } from './names';
import { type BackTest, type Item, type Items, type Kind, type Summary, useItems } from './use-back-test';
import { words } from './words';

const ZONE = 'Asia/Shanghai';
const filters: readonly Kind[] = [
  'changed',
  'unroutable',
  'late',
  'routed',
  'graded',
  'due',
  'ended',
  'inTime',
  'routable',
  'answered',
  'all',
];

type Props = { one: BackTest; summary: Summary; flow: Flow; onPlay: () => void };

/** Every issue with its old and new way. */
export function ItemList({ one, summary, flow, onPlay }: Props) {
  const t = useWords(words);
  const [kind, setKind] = useState<Kind>(summary.changed > 0 ? 'changed' : 'all');
  const query = useItems(one.id, kind);
  const of = (filter: Kind): number =>
    filter === 'all' ? summary.issues : filter === 'changed' ? summary.changed : summary.kinds[filter];
  return (
    <section className="lx-card" aria-labelledby="backtest-list">
      <h2 id="backtest-list">{t('list')}</h2>
      <div className="lx-filters">
        <label htmlFor="backtest-filter">{t('filter')}</label>
        <Select<Kind>
          id="backtest-filter"
          value={kind}
          style={{ minWidth: 240 }}
          onChange={setKind}
          options={filters
            .filter((filter) => of(filter) > 0 || filter === 'all')
            .map((value) => ({ value, label: `${t(`kind.${value}`)}  ${of(value)}` }))}
        />
      </div>
      <Loaded query={query}>
        {({ pages }) => (
          <>
            <ItemTable pages={pages} one={one} flow={flow} onPlay={onPlay} />
            <MoreButton query={query} />
          </>
        )}
      </Loaded>
    </section>
  );
}

type TableProps = Pick<Props, 'one' | 'flow' | 'onPlay'> & { pages: readonly Items[] };

function ItemTable({ pages, one, flow, onPlay }: TableProps) {
  const t = useWords(words);
  const names = useNames();
  const items = pages.flatMap((page) => page.items);
  const units = Object.assign({}, ...pages.map((page) => page.units)) as Items['units'];
  return (
    <Wide label={t('list')}>
      <Table<Item>
        size="small"
        className="lx-backtest-items"
        rowKey={(item) => `${item.no ?? ''} ${item.at}`}
        dataSource={items}
        pagination={false}
        locale={{ emptyText: t('noItems') }}
        columns={[
          {
            ...{ title: t('issue'), key: 'no', width: 190 },
            render: (_, item) => (
              <>
                <IssueName item={item} isReal={one.source.kind === 'past'} />
                <div className="lx-hint">{momentOf(item.at)}</div>
                <div className="lx-hint">
                  {[names.category(item.before.category), names.district(item.district)].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          { title: t('oldWay'), key: 'before', render: (_, item) => <WayText way={item.before} units={units} flow={flow} /> },
          { title: t('newWay'), key: 'after', render: (_, item) => <WayText way={item.after} units={units} flow={flow} /> },
          { title: t('differs'), key: 'differs', width: 320, render: (_, item) => <Differences item={item} units={units} /> },
          {
            title: '',
            key: 'play',
            width: 120,
            render: (_, item) => <PlayButton item={item} isReal={one.source.kind === 'past'} flow={flow} onPlay={onPlay} />,
          },
        ]}
      />
    </Wide>
  );
}

function IssueName({ item: { no }, isReal }: { item: Item; isReal: boolean }) {
  const t = useWords(words);
  if (no === null) return <>{t('sealed')}</>;
  return isReal ? <Link to={`/issues/${no}`}>{no}</Link> : <>{no}</>;
}

type WayProps = { way: Item['before']; units: Items['units']; flow: Flow };

function WayText({ way, units, flow }: WayProps) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const { unitsOf } = useTold(units);
  const steps = way.steps.flatMap((id) => flow.nodes.find((node) => node.id === id)?.name ?? []);
  const about = list([
    way.grade === null ? '' : text(gradeWords[way.grade]),
    way.routed === 'rules' ? t('byRules') : way.routed === 'person' ? t('byPerson') : '',
    way.stage === null ? '' : text(stageWords[way.stage]),
    way.incident === null ? '' : t('incident', { code: way.incident }),
  ]);
  return (
    <>
      <div>{unitsOf(way.units.join(','))}</div>
      <div className="lx-hint">{about}</div>
      {steps.length > 0 && <div className="lx-hint">{steps.map((name) => text(name)).join(' → ')}</div>}
    </>
  );
}

function Differences({ item, units }: { item: Item; units: Items['units'] }) {
  const t = useWords(words);
  const { clock } = useTold(units);
  const shown = item.kinds.filter((kind) => kind !== 'due' && kind !== 'late' && kind !== 'inTime');
  return (
    <ul className="lx-backtest-differences">
      {shown.map((kind) => (
        <li key={kind}>{t(`kind.${kind}`)}</li>
      ))}
      {item.newlyLate.map((name) => (
        <li key={`late ${name}`} className="lx-bad">
          {t('isLate', { clock: clock(name) })}
        </li>
      ))}
      {item.noLongerLate.map((name) => (
        <li key={`in time ${name}`}>{t('wasLate', { clock: clock(name) })}</li>
      ))}
      {item.moved.map(({ clock: kind, n, before, after }) => (
        <li key={`${kind}${n}`}>
          {t('dueMoved', { clock: clock(`${kind}#${n}`) })}
          <time dateTime={before}>{dueOf(before)}</time> → <time dateTime={after}>{dueOf(after)}</time>
        </li>
      ))}
    </ul>
  );
}

/** Opens the play room with this issue: a real one with what people did, a generated one with what it brought along. */
function PlayButton({ item, isReal, flow, onPlay }: { item: Item; isReal: boolean; flow: Flow; onPlay: () => void }) {
  const t = useWords(words);
  const [error, setError] = useState<unknown>(null);
  const { no } = item;
  if (no === null) return null;
  const open = async (): Promise<void> => {
    if (isReal) {
      const { start, intake, acts } = await call(routes.readPastIssue, { params: { no } });
      handOver(flow.id, startPlay(start, intake, flow.id), acts);
    } else handOver(flow.id, startPlay(writeInstant(ZONE, item.at), generated(item), flow.id));
    onPlay();
  };
  return (
    <>
      <Button size="small" onClick={() => void open().catch(setError)}>
        {t('play')}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

const generated = ({ before, district, facts = {} }: Item) => ({
  ...{ source: 'media', category: before.category ?? 'general', district, street: null, point: null, text: '—' },
  ...{ anonymous: true, channel: 'page' as const, reporter: {}, relapseOf: null, facts },
});
