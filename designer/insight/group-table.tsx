import { Table } from 'antd';
import { useText, useWords } from '../i18n';
import { Wide } from '../parts';
import { type Kpis, shown } from './shown';
import { words } from './words';

type Group = Kpis['groups'][number];
type Id = Group['figures'][number]['id'];

/** What a league table shows: the three rates, what was late, and what came back. */
const columns: readonly Id[] = [
  'composite',
  'response',
  'resolution',
  'satisfaction',
  'onTimeReply',
  'returnRate',
  'overdue',
  'yellow',
  'red',
];

/** Groups by size; whoever has too small a sample stands there without a rank (DOMAIN 3). */
export function GroupTable({ kpi, by }: { kpi: Kpis; by: 'unit' | 'district' | 'category' | 'source' }) {
  const t = useWords(words);
  const text = useText();
  const valueIn = ({ figures }: Group, id: Id): number | null => figures.find((figure) => figure.id === id)?.value ?? null;
  return (
    <Wide label={t('groups', { by: t(by) })}>
      <Table<Group>
        size="small"
        className="lx-insight-wide"
        rowKey="key"
        dataSource={kpi.groups}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t(by),
            key: 'name',
            width: 150,
            render: (_, { key, name }) => (name ? text(name) : key || '—'),
          },
          {
            title: t('rank'),
            key: 'rank',
            width: 130,
            sorter: (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity),
            render: (_, { rank }) =>
              rank === null ? <small>{t('noRank', { n: kpi.minimumSample })}</small> : <b className="lx-num">{rank}</b>,
          },
          { title: t('cases'), dataIndex: 'cases', align: 'right', width: 100, sorter: (a, b) => a.cases - b.cases },
          ...columns.map((id) => ({
            title: text(kpi.catalogue[id].name),
            key: id,
            align: 'right' as const,
            width: 110,
            sorter: (a: Group, b: Group) => (valueIn(a, id) ?? -1) - (valueIn(b, id) ?? -1),
            render: (_: unknown, group: Group) => (
              <span className="lx-num">{shown(valueIn(group, id), kpi.catalogue[id].kind)}</span>
            ),
          })),
        ]}
      />
    </Wide>
  );
}
