import { Tabs } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { routes } from '#contract';
import type { Flow } from '#domain';
import { type Release, useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { FlowView, Outline } from '../drawing';
import { LiveView } from '../live';
import { Loaded, Page } from '../parts';
import { DecisionView } from './decision-view';
import { documentOf } from './policy-numbers';
import { PolicyView } from './policy-view';
import { words } from './words';

/** Everything a release froze, to read. */
export function ReleasePage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const text = useText();
  const release = useRead(routes.readRelease, { params: { id } });
  const head = release.data;
  const title = head ? `${t('number', { n: head.number })} · ${text(head.name)}` : t('title');
  return (
    <Page
      title={title}
      plainTitle={title}
      lead={head && <Lead release={head} />}
      acts={
        head && (
          <>
            <Link to={`/studio/flows/${head.flow.id}/versions`}>{t('versions')}</Link>{' '}
            <Link to={`/studio/migrations?to=${head.number}`}>{t('migrateTo')}</Link>
          </>
        )
      }
    >
      <Loaded query={release}>{(read) => <Parts release={read} />}</Loaded>
    </Page>
  );
}

function Lead({ release }: { release: Release }) {
  const t = useWords(words);
  return (
    <>
      {release.current && `${t('current')} · `}
      {momentOf(release.publishedAt)} · {t('author', { name: release.authorName })} ·{' '}
      {t('approver', { name: release.approverName })} ·{' '}
      <span className="lx-num">{t('hash', { hash: release.hash.slice(0, 12) })}</span>
      {release.note && <div>{release.note}</div>}
    </>
  );
}

function Parts({ release }: { release: Release }) {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const tabs = [
    ...flowTabs(release.flow, t('canvas'), t('outline')),
    { key: 'live', label: t('live'), children: <LiveView release={release} /> },
    { key: 'tables', label: t('tables'), children: <Tables release={release} /> },
    { key: 'policy', label: t('policy'), children: <PolicyView document={documentOf(release.policy)} /> },
  ];
  return (
    <Tabs items={tabs} activeKey={params.get('part') ?? 'flow'} onChange={(part) => setParams({ part }, { replace: true })} />
  );
}

const flowTabs = (flow: Flow, canvas: string, outline: string) => [
  { key: 'flow', label: canvas, children: <FlowView flow={flow} /> },
  { key: 'outline', label: outline, children: <Outline flow={flow} /> },
];

function Tables({ release }: { release: Release }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      {release.decisions.map((decision) => (
        <section key={decision.id} className="lx-card">
          <div className="lx-card-head">
            <h2>{text(decision.name)}</h2>
            {decision.kind === 'table' && <span className="lx-quiet">{t('hit', { hit: decision.hitPolicy })}</span>}
          </div>
          <DecisionView decision={decision} />
        </section>
      ))}
    </>
  );
}
