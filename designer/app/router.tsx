import { type RouteObject, createBrowserRouter, Navigate, useRouteError } from 'react-router';
import type { ComponentType } from 'react';
import { useMe } from '../client';
import { useLanguage } from '../i18n';
import { Crashed } from '../parts';
import { Frame } from './frame';
import { NotFound } from './not-found';
import { homeOf } from './rooms';

function Home() {
  return <Navigate to={homeOf(useMe())} replace />;
}

function Failed() {
  const language = useLanguage();
  return (
    <main className="lx-main">
      <Crashed error={useRouteError()} retry={() => location.reload()} language={language} />
    </main>
  );
}

/** A room is its own file to load, fetched when first entered. */
const room = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

const table: RouteObject[] = [
  { index: true, Component: Home },
  room('inbox', async () => (await import('../workbench')).Inbox),
  room('notices', async () => (await import('../workbench')).Notices),
  room('issues', async () => (await import('../issue')).IssueList),
  room('issues/:no', async () => (await import('../issue')).IssuePage),
  room('issues/:no/way', async () => (await import('../live')).WayPage),
  room('intake', async () => (await import('../workbench')).NewIntake),
  room('offers', async () => (await import('../offers')).Offers),
  room('units', async () => (await import('../units')).UnitPortal),
  room('supervision', async () => (await import('../supervision')).Supervision),
  room('insight', async () => (await import('../insight')).Insight),
  room('newsroom', async () => (await import('../newsroom')).Newsroom),
  room('newsroom/:id', async () => (await import('../newsroom')).PiecePage),
  room('studio', async () => (await import('../studio')).Studio),
  room('studio/releases/:id', async () => (await import('../studio')).ReleasePage),
  room('studio/migrations', async () => (await import('../migration')).MigrationPage),
  room('studio/migrations/:id', async () => (await import('../migration')).BatchPage),
  room('studio/flows/:id', async () => (await import('../drawing')).FlowPage),
  room('studio/flows/:id/versions', async () => (await import('../versions')).VersionsPage),
  room('studio/flows/:id/versions/diff', async () => (await import('../versions')).DiffPage),
  room('studio/flows/:id/versions/restore', async () => (await import('../versions')).RestorePage),
  room('studio/import', async () => (await import('../versions')).ImportPage),
  room('studio/tables/:id', async () => (await import('../table')).TablePage),
  room('studio/policies/:id', async () => (await import('../studio')).PolicyPage),
  room('studio/deadlines/:id', async () => (await import('../deadlines')).DeadlinePage),
  room('studio/calendars/:id', async () => (await import('../calendar')).HoursPage),
  room('calendar', async () => (await import('../calendar')).CalendarPage),
  room('calendar/:id/imports/:one', async () => (await import('../calendar')).ImportPage),
  room('privacy', async () => (await import('../privacy')).Privacy),
  room('directory', async () => (await import('../directory')).Directory),
  { path: '*', Component: NotFound },
];

export const makeRouter = () =>
  createBrowserRouter(
    [{ path: '/', Component: Frame, children: table, errorElement: <Failed />, hydrateFallbackElement: <></> }],
    {
      basename: '/desk',
    },
  );
