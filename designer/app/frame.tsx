import { Button } from 'antd';
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { useLiveRefresh, useLiveState, useMe, useSessionActs } from '../client';
import { roleWords, useList, useText, useWords } from '../i18n';
import { ErrorBoundary, Icon, Loading } from '../parts';
import { Brand, LanguageSwitch } from './brand';
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
  const list = useList();
  const me = useMe();
  const { signOut } = useSessionActs();
  const roles = list(me.roles.map((role) => text(roleWords[role])));
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
  const { pathname } = useLocation();
  const bar = useRef<HTMLElement>(null);
  // On a phone the rooms stand in one row: the open one is brought into sight.
  useEffect(() => {
    // Not its answer: newer browsers give a promise, which is no way to clean up.
    bar.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav className="lx-rooms" aria-label={t('rooms')} ref={bar}>
      {roomsOf(me).map((room) => (
        <NavLink key={room.path} to={room.path}>
          <Icon name={room.icon} />
          <span>{t(room.label)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
