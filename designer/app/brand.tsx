import { setLanguage, useLanguage, useWords } from '../i18n';
import { words } from './words';

export function Brand() {
  const t = useWords(words);
  return (
    <span className="lx-brand">
      <svg width="30" height="24" viewBox="0 0 34 26" aria-hidden="true">
        <circle cx="12" cy="13" r="11" fill="#e9f0ea" />
        <circle cx="22" cy="13" r="11" fill="#d9553f" fillOpacity=".88" />
      </svg>
      <b>{t('site')}</b>
      <small>{t('tagline')}</small>
    </span>
  );
}

export function LanguageSwitch() {
  const t = useWords(words);
  const language = useLanguage();
  return (
    <button
      type="button"
      className="lx-bar-button"
      title={t('switchTo')}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      <span lang={language === 'zh' ? 'en' : 'zh-CN'}>{t('switch')}</span>
    </button>
  );
}
