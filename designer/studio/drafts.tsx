import { Link } from 'react-router';
import { routes } from '#contract';
import { useRead } from '../client';
import { momentOf, useText, useWords } from '../i18n';
import { Loaded } from '../parts';
import { words } from './words';

type Head = {
  id: string;
  name: { zh: string; en: string };
  revision: number;
  updatedAt: string;
  updatedBy: string;
  updatedByName: string;
};
type DraftList = { items: Head[] };
type Query = { data: DraftList | undefined; error: unknown; isPending: boolean; refetch: () => unknown };

/** What is being changed, by kind. Policies open for changing their numbers. */
export function Drafts() {
  const policies = useRead(routes.listPolicies, {});
  const flows = useRead(routes.listFlows, {});
  const tables = useRead(routes.listTables, {});
  const calendars = useRead(routes.listCalendars, {});
  return (
    <>
      <Kind kind="policies" query={policies} />
      <Kind kind="flows" query={flows} />
      <Kind kind="tables" query={tables} />
      <Kind kind="calendars" query={calendars} />
    </>
  );
}

function Kind({ kind, query }: { kind: 'policies' | 'flows' | 'tables' | 'calendars'; query: Query }) {
  const t = useWords(words);
  const text = useText();
  return (
    <div style={{ marginBottom: 12 }}>
      <h3>{t(kind)}</h3>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="lx-sentences">
            {items.map((head) => (
              <li key={head.id}>
                {text(head.name)}{' '}
                {kind === 'policies' && (
                  <>
                    <Link to={`/studio/deadlines/${head.id}`}>{t('onTimeLine')}</Link> ·{' '}
                    <Link to={`/studio/policies/${head.id}`}>{t('edit')}</Link>
                  </>
                )}
                {kind === 'calendars' && <Link to={`/studio/calendars/${head.id}`}>{t('editHours')}</Link>}
                {kind === 'tables' && <Link to={`/studio/tables/${head.id}`}>{t('editTable')}</Link>}
                {kind === 'flows' && (
                  <>
                    <Link to={`/studio/flows/${head.id}`}>{t('draw')}</Link>{' '}
                    <Link to={`/studio/flows/${head.id}/versions`}>{t('versions')}</Link>
                  </>
                )}
                <div className="lx-quiet">
                  {t('savedBy', { at: momentOf(head.updatedAt), name: head.updatedByName, n: head.revision })}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}
