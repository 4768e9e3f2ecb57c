import { App, Button, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { LIVE, call, holdsAny, useMe, usePages } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, ProblemNote } from '../parts';
import { words } from './words';

type Head = ResultOf<Routes['listReleases']>['items'][number];

export function Releases() {
  const t = useWords(words);
  const releases = usePages(routes.listReleases, {});
  if (releases.isPending) return <Loading />;
  if (releases.error) return <ProblemNote error={releases.error} retry={() => void releases.refetch()} />;
  if (releases.items.length === 0) return <Nothing text={t('none')} />;
  return (
    <>
      <ul className="lx-list">
        {releases.items.map((head) => (
          <li key={head.id} style={{ padding: '12px 18px' }}>
            <ReleaseRow head={head} />
          </li>
        ))}
      </ul>
      <MoreButton query={releases} />
    </>
  );
}

function ReleaseRow({ head }: { head: Head }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      <div className="lx-tags">
        <Link to={`/studio/releases/${head.id}`}>
          <b>
            {head.number === null ? t('proposal') : t('number', { n: head.number })} · {text(head.name)}
          </b>
        </Link>
        <span className={`lx-chip ${head.status === 'published' ? 'done' : 'waiting'}`}>{t(`status.${head.status}`)}</span>
        {head.current && <span className="lx-chip going">{t('current')}</span>}
      </div>
      <div className="lx-quiet">
        {momentOf(head.publishedAt ?? head.proposedAt)} · {t('author', { name: head.author })}
        {head.approver && ` · ${t('approver', { name: head.approver })}`} ·{' '}
        <span className="lx-num">{head.hash.slice(0, 10)}</span>
      </div>
      {head.note && <div>{head.note}</div>}
      {head.status === 'proposed' && <Approve head={head} />}
    </>
  );
}

/** Publishing asks twice and is not offered to the author; the server refuses it as well. */
function Approve({ head }: { head: Head }) {
  const t = useWords(words);
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [error, setError] = useState<unknown>(null);
  if (!holdsAny(me, ['ruleApprover', 'administrator'])) return null;
  if (head.author === me.id) return <p className="lx-hint">{t('notOwn')}</p>;
  const publish = async () => {
    setError(null);
    try {
      await call(routes.publishRelease, { params: { id: head.id } });
      void message.success(t('published'));
      await client.invalidateQueries({ queryKey: [LIVE] });
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div style={{ marginTop: 8 }}>
      <Popconfirm title={t('publishSure')} onConfirm={publish} okText={t('publish')}>
        <Button type="primary">{t('publish')}</Button>
      </Popconfirm>
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}
