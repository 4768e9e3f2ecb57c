import { Input, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { routes } from '#contract';
import { useRead } from '../client';
import { momentOf, stageWords, useText, useWords } from '../i18n';
import { Loaded, Nothing, Page, Section } from '../parts';
import { FigureTable } from './figure-table';
import { GroupTable } from './group-table';
import { type Kpis, percent, shown } from './shown';
import { words } from './words';
import './insight.css';

const groupings = ['unit', 'district', 'category', 'source'] as const;
type Grouping = (typeof groupings)[number];

/** The figures of a period (DOMAIN 3), of what the reader may see. */
export function Insight() {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const by = groupings.find((one) => one === params.get('by')) ?? 'unit';
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  const query = { by, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const stats = useRead(routes.readStats, { query });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <div className="lx-insight-asked">
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {t(name)}
            <Input type="date" value={name === 'from' ? from : to} onChange={(event) => set(name, event.target.value)} />
          </label>
        ))}
        <label>
          {t('by')}
          <Select<Grouping>
            value={by}
            aria-label={t('by')}
            onChange={(one) => set('by', one)}
            options={groupings.map((one) => ({ value: one, label: t(one) }))}
          />
        </label>
      </div>
      <Loaded query={stats}>{({ kpi }) => <Figures kpi={kpi} by={by} />}</Loaded>
    </Page>
  );
}

function Figures({ kpi, by }: { kpi: Kpis; by: Grouping }) {
  const t = useWords(words);
  return (
    <>
      <p className="lx-hint">
        {t('received', { n: kpi.received })} · {t('asOf', { at: momentOf(kpi.asOf) })}
      </p>
      {kpi.received === 0 && kpi.groups.length === 0 && <Nothing text={t('none')} />}
      <Rates kpi={kpi} />
      <Section id="insight-groups" title={t('groups', { by: t(by) })}>
        {kpi.groups.length === 0 ? <Nothing text={t('none')} /> : <GroupTable kpi={kpi} by={by} />}
      </Section>
      <Section id="insight-all" title={t('all')}>
        <FigureTable kpi={kpi} />
      </Section>
      <div className="lx-insight-pair">
        <Hops kpi={kpi} />
        <Custody kpi={kpi} />
        <Overdue kpi={kpi} />
      </div>
      <NotYet kpi={kpi} />
    </>
  );
}

/** 三率 at a glance, each with its interval; the composite beside them. */
function Rates({ kpi }: { kpi: Kpis }) {
  const t = useWords(words);
  const text = useText();
  const ids = ['response', 'resolution', 'satisfaction', 'onTimeReply', 'composite'] as const;
  return (
    <ul className="lx-insight-rates" aria-label={t('rates')}>
      {ids.map((id) => {
        const figure = kpi.figures.find((one) => one.id === id);
        const { name, kind } = kpi.catalogue[id];
        return (
          <li key={id}>
            <span>{text(name)}</span>
            <b className="lx-num">{shown(figure?.value ?? null, kind)}</b>
            <small className="lx-num">{figure?.interval ? figure.interval.map(percent).join(' – ') : ' '}</small>
          </li>
        );
      })}
    </ul>
  );
}

function Hops({ kpi }: { kpi: Kpis }) {
  const t = useWords(words);
  const text = useText();
  return (
    <Section id="insight-hops" title={t('hops')}>
      {kpi.hops.length === 0 ? (
        <Nothing text={t('none')} />
      ) : (
        <table className="lx-insight-table">
          <thead>
            <tr>
              {(['step', 'count', 'median'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
              <th scope="col">p90</th>
            </tr>
          </thead>
          <tbody>
            {kpi.hops.map(({ stage, count, median, p90 }) => (
              <tr key={stage}>
                <th scope="row">{text(stageWords[stage])}</th>
                <td>{count}</td>
                <td>{median.toFixed(1)}</td>
                <td>{p90.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Custody({ kpi: { custody } }: { kpi: Kpis }) {
  const t = useWords(words);
  const holders = ['centre', 'unit1', 'unit2', 'citizen', 'paused'] as const;
  const all = holders.reduce((sum, holder) => sum + custody[holder], 0);
  return (
    <Section id="insight-custody" title={t('custody')}>
      {all === 0 ? (
        <Nothing text={t('none')} />
      ) : (
        <ul className="lx-insight-bars">
          {holders.map((holder) => (
            <li key={holder}>
              <span>{t(holder)}</span>
              <i aria-hidden="true" style={{ inlineSize: `${(100 * custody[holder]) / all}%` }} />
              <b className="lx-num">{percent(custody[holder] / all)}</b>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Overdue({ kpi: { overdue } }: { kpi: Kpis }) {
  const t = useWords(words);
  const most = Math.max(1, ...overdue.map(({ count }) => count));
  const labelOf = (upTo: number | null, at: number) =>
    upTo === null ? t('over', { n: overdue[at - 1]?.upTo ?? 0 }) : t('upTo', { n: upTo });
  return (
    <Section id="insight-overdue" title={t('overdue')}>
      <ul className="lx-insight-bars">
        {overdue.map(({ upTo, count }, at) => (
          <li key={upTo ?? 'more'}>
            <span>{labelOf(upTo, at)}</span>
            <i aria-hidden="true" style={{ inlineSize: `${(100 * count) / most}%` }} />
            <b className="lx-num">{count}</b>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NotYet({ kpi }: { kpi: Kpis }) {
  const t = useWords(words);
  const text = useText();
  return (
    <Section id="insight-not-yet" title={t('notYet')}>
      <ul className="lx-insight-plain">
        {kpi.notYet.map(({ name, missing }) => (
          <li key={name.en}>
            {text(name)} <small>{t('missing', { what: text(missing) })}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
