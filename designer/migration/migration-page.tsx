import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Nothing, Page, Section } from '../parts';
import { Plan } from './plan';
import { words } from './words';

type Head = ResultOf<Routes['listReleases']>['items'][number];

/** Which release to which; the address keeps both, so that a plan can be handed on. */
export function MigrationPage() {
  const t = useWords(words);
  const releases = useRead(routes.listReleases, {});
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')} acts={<Link to="/studio">{t('back')}</Link>}>
      <Loaded query={releases}>
        {({ items }) => (items.length < 2 ? <Nothing text={t('needsTwo')} /> : <Chosen items={items} />)}
      </Loaded>
      <Section title={t('batches')} id="batches">
        <Batches />
      </Section>
    </Page>
  );
}

function Chosen({ items }: { items: readonly Head[] }) {
  const t = useWords(words);
  const text = useText();
  const [params, setParams] = useSearchParams();
  // The latest and the one before it, unless the address says otherwise.
  const to = Number(params.get('to') ?? items.find(({ current }) => current)?.number);
  const from = Number(params.get('from') ?? items.find(({ number }) => number < to)?.number ?? items[0]?.number);
  const options = items.map(({ number, name, current }) => ({
    value: number,
    label: `${t('number', { n: number })} · ${text(name)}${current ? ` · ${t('current')}` : ''}`,
  }));
  const choose = (change: object) => setParams({ from: String(from), to: String(to), ...change }, { replace: true });
  return (
    <>
      <div className="lx-filters">
        <label htmlFor="migrate-from">{t('from')}</label>
        <Select
          id="migrate-from"
          value={from}
          options={options}
          style={{ minWidth: 240 }}
          onChange={(n) => choose({ from: String(n) })}
        />
        <label htmlFor="migrate-to">{t('to')}</label>
        <Select
          id="migrate-to"
          value={to}
          options={options}
          style={{ minWidth: 240 }}
          onChange={(n) => choose({ to: String(n) })}
        />
      </div>
      {from === to ? <p className="lx-hint">{t('same')}</p> : <Plan key={`${from} ${to}`} from={String(from)} to={String(to)} />}
    </>
  );
}

function Batches() {
  const t = useWords(words);
  const batches = useRead(routes.listMigrations, {});
  return (
    <Loaded query={batches}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing text={t('batchesNone')} />
        ) : (
          <ul className="lx-list">
            {items.map((one) => (
              <li key={one.id} style={{ padding: '12px 18px' }}>
                <div className="lx-tags">
                  <Link to={`/studio/migrations/${one.id}`}>
                    <b>{t('batchTitle', { from: one.fromNumber, to: one.toNumber })}</b>
                  </Link>
                  <span className={`lx-chip ${one.state === 'done' ? 'done' : 'going'}`}>{t(`state.${one.state}`)}</span>
                </div>
                <div className="lx-quiet">
                  {t('startedBy', { at: momentOf(one.startedAt), name: one.byName })} · {one.reason}
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
