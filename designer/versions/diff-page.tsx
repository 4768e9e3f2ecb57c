import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { routes } from '#contract';
import { useRead } from '../client';
import { useWords } from '../i18n';
import { Loaded, Page, Section } from '../parts';
import { DiffView } from './diff-view';
import { Authors } from './since-last';
import { words } from './words';

/** Two versions of a flow and what lies between them; the address names both. */
export function DiffPage() {
  const { id = '' } = useParams();
  const t = useWords(words);
  const [params, setParams] = useSearchParams();
  const [from, to] = [params.get('from') ?? 'draft', params.get('to') ?? 'draft'];
  const difference = useRead(routes.diffReleases, { params: { id }, query: { from, to } });
  const nameOf = (side: string): string => (side === 'draft' ? t('draft') : t('number', { n: side }));
  const title = t('diffTitle', { from: nameOf(from), to: nameOf(to) });
  const acts = (
    <>
      <Button onClick={() => setParams({ from: to, to: from }, { replace: true })}>{t('swap')}</Button>
      <Link to={`/studio/flows/${id}/versions`}>{t('versions')}</Link>
    </>
  );
  return (
    <Page title={title} plainTitle={title} acts={acts}>
      <Loaded query={difference}>
        {(read) => (
          <>
            <DiffView difference={read} />
            {read.drafts.length > 0 && read.diff.count > 0 && (
              <Section title={t('authors')} id="diff-authors">
                <Authors difference={read} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
