import { Button } from 'antd';
import { Suspense } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { useLiveRefresh, useLiveState, useMe, useSessionActs } from '../client';
import { roleWords, setLanguage, useLanguage, useText, useWords } from '../i18n';
import { ErrorBoundary, Icon, Loading } from '../parts';
import { roomsOf } from './rooms';
import { words } from './words';

/** Top bar, rooms, and the room that is open. */
export function Frame() {
  const t = useWords(words);
  const { pathname } = useLocation();
  const moving = useNavigation().state !== 'idle';
  useLiveRefresh();
  return (
    <div className="lx-frame">
      <a className="lx-skip" href="#main">
        {t('skip')}
      </a>
      <TopBar />
      <Rooms />
      <main id="main" className="lx-main" tabIndex={-1} aria-busy={moving}>
        <ErrorBoundary at={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

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

function TopBar() {
  const t = useWords(words);
  const live = useLiveState();
  return (
    <header className="lx-top">
      <Link to="/" className="lx-home">
        <Brand />
      </Link>
      <span className={`lx-live ${live}`} role="status">
        {t(live)}
      </span>
      <Link to="/notices" className="lx-bar-button">
        <Icon name="bell" /> <span className="lx-wide">{t('notices')}</span>
      </Link>
      <LanguageSwitch />
      <WhoAmI />
    </header>
  );
}

function WhoAmI() {
  const t = useWords(words);
  const text = useText();
  const me = useMe();
  const { signOut } = useSessionActs();
  const roles = me.roles.map((role) => text(roleWords[role])).join('、');
  return (
    <details className="lx-who">
      <summary className="lx-bar-button">
        <span className="lx-avatar" aria-hidden="true">
          {me.name.slice(0, 1)}
        </span>
        <span className="lx-name">{me.name}</span>
      </summary>
      <div className="lx-who-card">
        <b>{me.name}</b>
        {me.unitName && <span>{text(me.unitName)}</span>}
        <small>{roles}</small>
        <Button block onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </div>
    </details>
  );
}

function Rooms() {
  const t = useWords(words);
  const me = useMe();
  return (
    <nav className="lx-rooms" aria-label={t('rooms')}>
      {roomsOf(me).map((room) => (
        <NavLink key={room.path} to={room.path}>
          <Icon name={room.icon} />
          <span>{t(room.label)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
