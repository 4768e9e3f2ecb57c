import { Tabs } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { routes } from '#contract';
import { type Flow, flowSchema } from '#domain';
import { type Release, useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Page } from '../parts';
import { DecisionTableView, type TableDocument } from './decision-table';
import { FlowCanvas } from './flow-canvas';
import { Outline } from './outline';
import { PolicyView } from './policy-view';
import { words } from './words';

/** Everything a release froze, to read. */
export function ReleasePage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const text = useText();
  const release = useRead(routes.readRelease, { params: { id } });
  const head = release.data;
  const title = head
    ? `${head.number === null ? t('proposal') : t('number', { n: head.number })} · ${text(head.name)}`
    : t('title');
  return (
    <Page title={title} plainTitle={title} lead={head && <Lead release={head} />}>
      <Loaded query={release}>{(read) => <Parts release={read} />}</Loaded>
    </Page>
  );
}

function Lead({ release }: { release: Release }) {
  const t = useWords(words);
  return (
    <>
      {t(`status.${release.status}`)} {release.current && `(${t('current')})`} ·{' '}
      {momentOf(release.publishedAt ?? release.proposedAt)} · {t('author', { name: release.author })}
      {release.approver && ` · ${t('approver', { name: release.approver })}`} ·{' '}
      <span className="lx-num">{release.hash.slice(0, 16)}</span>
    </>
  );
}

function Parts({ release }: { release: Release }) {
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const parsed = flowSchema.safeParse(release.flow);
  const tabs = [
    ...(parsed.success ? flowTabs(parsed.data, t('canvas'), t('outline')) : []),
    { key: 'tables', label: t('tables'), children: <Tables release={release} /> },
    { key: 'policy', label: t('policy'), children: <PolicyView document={release.policy} /> },
  ];
  return (
    <Tabs
      items={tabs}
      activeKey={params.get('part') ?? tabs[0]?.key ?? ''}
      onChange={(part) => setParams({ part }, { replace: true })}
    />
  );
}

const flowTabs = (flow: Flow, canvas: string, outline: string) => [
  { key: 'flow', label: canvas, children: <FlowCanvas flow={flow} /> },
  { key: 'outline', label: outline, children: <Outline flow={flow} /> },
];

function Tables({ release }: { release: Release }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      {Object.entries(release.tables).map(([id, document]) => {
        const table = document as unknown as TableDocument;
        return (
          <section key={id} className="lx-card">
            <div className="lx-card-head">
              <h2>{text(table.name)}</h2>
              {table.hitPolicy && <span className="lx-quiet">{t('hit', { hit: table.hitPolicy })}</span>}
            </div>
            <DecisionTableView document={document} />
          </section>
        );
      })}
    </>
  );
}
