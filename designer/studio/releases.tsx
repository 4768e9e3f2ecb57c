import { Link } from 'react-router';
import { type ResultOf, type Routes, routes } from '#contract';
import { useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded, Nothing } from '../parts';
import { words } from './words';

type Head = ResultOf<Routes['listReleases']>['items'][number];

export function Releases() {
  const t = useWords(words);
  const releases = useRead(routes.listReleases, {});
  return (
    <Loaded query={releases}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing text={t('none')} />
        ) : (
          <ul className="lx-list">
            {items.map((head) => (
              <li key={head.number} style={{ padding: '12px 18px' }}>
                <ReleaseRow head={head} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function ReleaseRow({ head }: { head: Head }) {
  const t = useWords(words);
  const text = useText();
  return (
    <>
      <div className="lx-tags">
        <Link to={`/studio/releases/${head.number}`}>
          <b>
            {t('number', { n: head.number })} · {text(head.name)}
          </b>
        </Link>
        {head.current && <span className="lx-chip going">{t('current')}</span>}
      </div>
      <div className="lx-quiet">
        {momentOf(head.publishedAt)} · {t('author', { name: head.authorName })} · {t('approver', { name: head.approverName })} ·{' '}
        <span className="lx-num">{t('hash', { hash: head.hash.slice(0, 12) })}</span>
      </div>
      {head.note && <div>{head.note}</div>}
    </>
  );
}
