import { Table, Tag } from 'antd';
import { useList, useText, useWords } from '../i18n';
import { Wide } from '../parts';
import { type Figure, type Kind, type Kpis, percent, sampleOf, shown } from './shown';
import { words } from './words';

/** Every figure with what a reader needs to judge it. */
export function FigureTable({ kpi }: { kpi: Kpis }) {
  const t = useWords(words);
  const text = useText();
  const meaning = (figure: Figure) => kpi.catalogue[figure.id];
  return (
    <Wide label={t('all')}>
      <Table<Figure>
        size="small"
        className="lx-insight-wide"
        rowKey="id"
        pagination={false}
        dataSource={kpi.figures}
        columns={[
          {
            title: t('figure'),
            key: 'name',
            width: 150,
            render: (_, figure) => <b>{text(meaning(figure).name)}</b>,
          },
          {
            title: t('value'),
            key: 'value',
            align: 'right',
            width: 110,
            render: (_, figure) => <Value figure={figure} kpi={kpi} />,
          },
          {
            title: t('interval'),
            key: 'interval',
            width: 130,
            render: (_, { interval }) => interval && <span className="lx-num">{interval.map(percent).join(' – ')}</span>,
          },
          {
            title: t('sample'),
            key: 'sample',
            align: 'right',
            width: 120,
            render: (_, figure) => <span className="lx-num">{sampleOf(figure, meaning(figure).kind)}</span>,
          },
          {
            title: t('target'),
            key: 'target',
            width: 170,
            render: (_, figure) => <Target figure={figure} kind={meaning(figure).kind} />,
          },
          {
            title: t('formula'),
            key: 'formula',

            render: (_, figure) => (
              <>
                {text(meaning(figure).formula)}
                <br />
                <small>{text(meaning(figure).cohort)}</small>
                <Excluded figure={figure} />
              </>
            ),
          },
        ]}
      />
    </Wide>
  );
}

function Value({ figure, kpi }: { figure: Figure; kpi: Kpis }) {
  const text = useText();
  const { kind, unit } = kpi.catalogue[figure.id];
  return (
    <>
      <b className="lx-num">{shown(figure.value, kind)}</b>
      {figure.p90 !== null && <small className="lx-num"> p90 {shown(figure.p90, kind)}</small>}
      {unit && (
        <>
          <br />
          <small>{text(unit)}</small>
        </>
      )}
    </>
  );
}

function Target({ figure: { target, met }, kind }: { figure: Figure; kind: Kind }) {
  const t = useWords(words);
  if (!target) return null;
  const bounds = [
    target.atLeast === undefined ? null : t('atLeast', { n: shown(target.atLeast, kind) }),
    target.atMost === undefined ? null : t('atMost', { n: shown(target.atMost, kind) }),
  ].filter((bound) => bound !== null);
  return (
    <>
      {bounds.join(' ')} {met !== null && <Tag color={met ? 'green' : 'red'}>{t(met ? 'met' : 'missed')}</Tag>}
      <br />
      <small>{target.source}</small>
    </>
  );
}

function Excluded({ figure: { excluded } }: { figure: Figure }) {
  const t = useWords(words);
  const list = useList();
  if (excluded.length === 0) return null;
  const who = list([...new Set(excluded.map(({ approver }) => approver))]);
  return (
    <>
      <br />
      <small>{t('excluded', { n: excluded.length, who })}</small>
    </>
  );
}
