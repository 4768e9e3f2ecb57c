import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { holdsAny, useMe } from '../client';
import { useWords } from '../i18n';
import { Page } from '../parts';
import { AuditLog } from './audit-log';
import { Erasures } from './erasures';
import { words } from './words';

/** Personal data: the log of every look, and erasures with their second pair of eyes. */
export function Privacy() {
  const t = useWords(words);
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const tabs = [{ key: 'erasures', label: t('erasures'), children: <Erasures /> }];
  if (holdsAny(me, ['privacyOfficer', 'auditor'])) tabs.unshift({ key: 'log', label: t('log'), children: <AuditLog /> });
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <Tabs
        items={tabs}
        activeKey={params.get('tab') ?? tabs[0]?.key ?? 'erasures'}
        onChange={(tab) => setParams({ tab }, { replace: true })}
        destroyOnHidden
      />
    </Page>
  );
}
