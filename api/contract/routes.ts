import { decisionRoutes } from './decisions';
import { releaseRoutes } from './releases';
import { calendarRoutes } from './calendars';
import { dayRoutes, draftRouteTable } from './drafts';
import { directoryRoutes } from './directory';
import { endpointRoutes } from './endpoints';
import { inboxRoutes, issueRoutes } from './issues';
import { intakeRoutes } from './intakes';
import { open311Routes } from './open311';
import { offerRoutes } from './offers';
import { operationRoutes } from './operations';
import { outboxRoutes, pieceRoutes, supervisionRoutes } from './desk-routes';
import { photoRoutes } from './photos';
import { privacyRoutes } from './privacy';
import { publicRoutes } from './public';
import { similarRoutes } from './similar';
import { cityRoutes, sessionRoutes } from './session';
import { statsRoutes } from './stats';

/** Every route of the product, by the name that is also its OpenAPI operation id. */
export const routes = {
  ...sessionRoutes,
  ...cityRoutes,
  ...intakeRoutes,
  ...issueRoutes,
  ...similarRoutes,
  ...inboxRoutes,
  ...offerRoutes,
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
  ...endpointRoutes,
  ...statsRoutes,
  ...privacyRoutes,
  ...operationRoutes,
  ...open311Routes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
