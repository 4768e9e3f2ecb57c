import { decisionRoutes, releaseRoutes } from './releases';
import { calendarRoutes } from './calendars';
import { dayRoutes, draftRouteTable } from './drafts';
import { directoryRoutes } from './directory';
import { inboxRoutes, issueRoutes } from './issues';
import { intakeRoutes } from './intakes';
import { open311Routes } from './open311';
import { operationRoutes } from './operations';
import { outboxRoutes, pieceRoutes, statsRoutes, supervisionRoutes } from './desk-routes';
import { photoRoutes } from './photos';
import { privacyRoutes } from './privacy';
import { publicRoutes } from './public';
import { cityRoutes, sessionRoutes } from './session';

/** Every route of the product, by the name that is also its OpenAPI operation id. */
export const routes = {
  ...sessionRoutes,
  ...cityRoutes,
  ...intakeRoutes,
  ...issueRoutes,
  ...inboxRoutes,
  ...directoryRoutes,
  ...publicRoutes,
  ...photoRoutes,
  ...draftRouteTable,
  ...dayRoutes,
  ...calendarRoutes,
  ...releaseRoutes,
  ...decisionRoutes,
  ...supervisionRoutes,
  ...pieceRoutes,
  ...outboxRoutes,
  ...statsRoutes,
  ...privacyRoutes,
  ...operationRoutes,
  ...open311Routes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
