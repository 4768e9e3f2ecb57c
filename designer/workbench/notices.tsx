import { Button, Checkbox } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { routes } from '#contract';
import { LIVE, call, usePages } from '../client';
import { momentOf, useWords } from '../i18n';
import { Loading, MoreButton, Nothing, Page, ProblemNote } from '../parts';
import { useLetter } from './letters';
import { words } from './words';

export function Notices() {
  const t = useWords(words);
  const say = useLetter();
  const client = useQueryClient();
  const [unread, setUnread] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const notices = usePages(routes.listNotices, unread ? { unread: 'true' } : {});
  const markRead = (id: string) =>
    call(routes.readNotice, { params: { id } }).then(
      () => client.invalidateQueries({ queryKey: [LIVE, routes.listNotices.path] }),
      (refused: unknown) => setError(refused),
    );
  return (
    <Page title={t('notices')} plainTitle={t('notices')} lead={t('noticesLead')}>
      <div className="lx-filters">
        <Checkbox checked={unread} onChange={(event) => setUnread(event.target.checked)}>
          {t('unread')}
        </Checkbox>
      </div>
      {(error ?? notices.error) !== null && <ProblemNote error={error ?? notices.error} />}
      {notices.isPending && <Loading />}
      {notices.isSuccess && notices.items.length === 0 && <Nothing text={t('noNotices')} />}
      {notices.items.length > 0 && (
        <ul className="lx-list">
          {notices.items.map((notice) => (
            <li key={notice.id} className="lx-notice">
              <time className="lx-quiet lx-num" dateTime={notice.at}>
                {momentOf(notice.at)}
              </time>
              <span className="lx-notice-text" style={{ fontWeight: notice.read ? 400 : 600 }}>
                {say(notice.template, notice.values)}
              </span>
              {notice.issue && <Link to={`/issues/${notice.issue}`}>{t('open', { no: notice.issue })}</Link>}
              {!notice.read && (
                <Button size="small" onClick={() => void markRead(notice.id)}>
                  {t('markRead')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <MoreButton query={notices} />
    </Page>
  );
}
