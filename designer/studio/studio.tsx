import { Link } from 'react-router';
import { useWords } from '../i18n';
import { Page, Section } from '../parts';
import { Drafts } from './drafts';
import { PublishPanel } from './publish-panel';
import { Releases } from './releases';
import { words } from './words';

/** Releases and drafts: what issues live by, and what is being changed. */
export function Studio() {
  const t = useWords(words);
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <div className="lx-two">
        <div>
          <Section title={t('releases')} id="releases" extra={<Link to="/studio/migrations">{t('migrate')}</Link>}>
            <Releases />
          </Section>
        </div>
        <div>
          <Section title={t('publishTitle')} id="publish">
            <p className="lx-hint">{t('publishLead')}</p>
            <PublishPanel />
          </Section>
          <Section title={t('drafts')} id="drafts">
            <Drafts />
          </Section>
        </div>
      </div>
    </Page>
  );
}
