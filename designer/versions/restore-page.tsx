import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { routes } from '#contract';
import { LIVE, ProblemError, call, newIntent, useRead } from '../client';
import { useWords } from '../i18n';
import { Loaded, Page, ProblemNote } from '../parts';
import { PlanView, writes } from './plan-view';
import { words } from './words';

/** An old release into the drafts: seen first, then done over the revisions that were seen. */
export function RestorePage() {
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const release = params.get('release') ?? '';
  const t = useWords(words);
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [intent] = useState(newIntent);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const plan = useRead(routes.planRestore, { params: { id }, query: { release } });
  const restore = async (base: string) => {
    setBusy(true);
    setError(null);
    try {
      const body = { release: Number(release), base };
      await call(routes.restoreRelease, { params: { id }, body }, { idempotencyKey: `${intent}-${base.slice(0, 16)}` });
      await client.invalidateQueries({ queryKey: [LIVE] });
      void message.success(t('done'));
      void go(`/studio/flows/${id}/versions`);
    } catch (refused) {
      setError(refused);
      if (refused instanceof ProblemError && refused.problem.code === 'REVISION_CONFLICT') void plan.refetch();
    } finally {
      setBusy(false);
    }
  };
  const title = t('restoreTitle', { n: release });
  const acts = <Link to={`/studio/flows/${id}/versions`}>{t('versions')}</Link>;
  return (
    <Page title={title} plainTitle={title} lead={t('restoreLead')} acts={acts}>
      <Loaded query={plan}>
        {(read) => (
          <>
            {error !== null && <ProblemNote error={error} />}
            {writes(read) && (
              <p>
                <Button type="primary" loading={busy} onClick={() => void restore(read.base)}>
                  {t('restoreNow')}
                </Button>
              </p>
            )}
            <PlanView plan={read} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
