import { Link } from 'react-router';
import { useWords } from '../i18n';
import { Page } from '../parts';
import { words } from './words';

export function NotFound() {
  const t = useWords(words);
  return (
    <Page title={t('notFound')} plainTitle={t('notFound')}>
      <p>{t('notFoundMore')}</p>
      <p>
        <Link to="/">{t('inbox')}</Link>
      </p>
    </Page>
  );
}
