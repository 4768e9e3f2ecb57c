import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type CallOf, type ResultOf, type Routes, routes } from '#contract';
import type { Flow } from '#domain';
import { call } from '../client';
import { useUnits } from '../client';
import { momentOf, useList, useText, useWords } from '../i18n';
import { Loaded, ProblemNote, Wide } from '../parts';
import { words } from './words';

type Shadow = NonNullable<ResultOf<Routes['readShadow']>['shadow']>;
type Answer = Shadow['items'][number]['differences'][number]['live'];
type Row = { key: string; no: string | null } & Shadow['items'][number]['differences'][number];

const SHADOW = 'shadow';
const ASK_MS = 15_000;

/** A draft that decides silently beside the live release, and where it would have decided otherwise. */
export function ShadowView({ flow, mayWrite }: { flow: Flow; mayWrite: boolean }) {
  const t = useWords(words);
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const query = useQuery({
    queryKey: [SHADOW, flow.id],
    queryFn: () => call(routes.readShadow, { params: { id: flow.id }, query: { limit: 200 } }),
    refetchInterval: ASK_MS,
  });
  const act = async (route: typeof routes.markShadow | typeof routes.endShadow): Promise<void> => {
    setError(null);
    const input: CallOf<Routes['markShadow']> = { params: { id: flow.id } };
    try {
      await call(route, input);
    } catch (refused) {
      setError(refused);
    }
    await client.invalidateQueries({ queryKey: [SHADOW, flow.id] });
  };
  return (
    <>
      <p className="lx-hint">{t('shadowIntro')}</p>
      <Loaded query={query}>
        {({ shadow }) => (
          <>
            {mayWrite && (
              <p className="lx-backtest-acts">
                <Button type={shadow ? 'default' : 'primary'} onClick={() => void act(routes.markShadow)}>
                  {t(shadow ? 'markAgain' : 'markShadow')}
                </Button>
                {shadow && <Button onClick={() => void act(routes.endShadow)}>{t('endShadow')}</Button>}
              </p>
            )}
            {error !== null && <ProblemNote error={error} />}
            {shadow ? <Found shadow={shadow} /> : <p>{t('noShadow')}</p>}
          </>
        )}
      </Loaded>
    </>
  );
}

function Found({ shadow }: { shadow: Shadow }) {
  const t = useWords(words);
  const text = useText();
  const { issues, decided, differing } = shadow;
  const rows = shadow.items.flatMap(({ no, openedAt, differences }): Row[] =>
    differences.map((one, i) => ({ ...one, no, key: `${no ?? openedAt} ${one.node} ${i}` })),
  );
  return (
    <section className="lx-card" aria-labelledby="shadow-found">
      <h2 id="shadow-found">{t('shadowSince', { name: shadow.byName, at: momentOf(shadow.since) })}</h2>
      <p className="lx-backtest-lead">{t('shadowCounts', { issues, decided, differing })}</p>
      {!shadow.current && <Alert type="warning" showIcon title={t('shadowOld')} />}
      {shadow.behind && <p className="lx-hint">{t('shadowBehind')}</p>}
      {rows.length === 0 ? (
        <p className="lx-hint">{t('shadowSame')}</p>
      ) : (
        <Wide label={t('shadow')}>
          <Table<Row>
            size="small"
            rowKey="key"
            dataSource={rows}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t('at'), key: 'at', width: 170, render: (_, { at }) => momentOf(at) },
              {
                title: t('issue'),
                key: 'no',
                width: 180,
                render: (_, { no }) => (no === null ? t('sealed') : <Link to={`/issues/${no}`}>{no}</Link>),
              },
              {
                title: t('step'),
                key: 'step',
                width: 160,
                render: (_, { node, nodeName }) => (nodeName ? text(nodeName) : node),
              },
              { title: t('liveAnswer'), key: 'live', render: (_, { live }) => <AnswerText answer={live} /> },
              { title: t('shadowAnswer'), key: 'shadow', render: (_, { shadow: answer }) => <AnswerText answer={answer} /> },
            ]}
          />
        </Wide>
      )}
    </section>
  );
}

function AnswerText({ answer }: { answer: Answer }) {
  const t = useWords(words);
  const text = useText();
  const list = useList();
  const { data: units } = useUnits();
  const name = (value: unknown): string => {
    const found = typeof value === 'string' ? units?.find(({ code }) => code === value) : undefined;
    if (found) return text(found.name);
    return Array.isArray(value) ? list(value.map(name)) : typeof value === 'string' ? value : JSON.stringify(value);
  };
  if (answer.error !== null) return <>{t('incident', { code: answer.error })}</>;
  const outputs = Object.values(answer.outputs).filter((value) => value !== null);
  return (
    <>
      <div>{outputs.length === 0 ? t('noAnswer') : list(outputs.map(name))}</div>
      <div className="lx-hint">{list(answer.matched.map((n) => t('rule', { n })))}</div>
    </>
  );
}
