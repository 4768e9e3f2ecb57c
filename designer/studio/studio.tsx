import { holdsAny, useMe } from '../client';
import { useWords } from '../i18n';
import { Page, Section } from '../parts';
import { Drafts } from './drafts';
import { ProposeForm } from './propose-form';
import { Releases } from './releases';
import { words } from './words';

/** Releases and drafts: what issues live by, and what is being changed. */
export function Studio() {
  const t = useWords(words);
  const me = useMe();
  return (
    <Page title={t('title')} plainTitle={t('title')} lead={t('lead')}>
      <div className="lx-two">
        <Section title={t('releases')} id="releases">
          <Releases />
        </Section>
        <div>
          <Section title={t('drafts')} id="drafts">
            <Drafts />
          </Section>
          {holdsAny(me, ['ruleAuthor', 'administrator']) && (
            <Section title={t('propose')} id="propose">
              <p className="lx-hint">{t('proposeLead')}</p>
              <ProposeForm />
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}
