import { decisionRoutes } from './decisions';
import { rehearsalRoutes } from './rehearsal';
import { releaseRoutes } from './releases';
import { backTestRoutes } from './back-tests';
import { calendarRoutes } from './calendars';
import { dayRoutes, draftRouteTable } from './drafts';
import { directoryRoutes } from './directory';
import { endpointRoutes } from './endpoints';
import { inboxRoutes, issueRoutes } from './issues';
import { intakeRoutes } from './intakes';
import { migrationRoutes } from './migrations';
import { open311Routes } from './open311';
import { overlayRoutes } from './overlay';
import { offerRoutes } from './offers';
import { operationRoutes } from './operations';
import { outboxRoutes, pieceRoutes, supervisionRoutes } from './desk-routes';
import { photoRoutes } from './photos';
import { presenceRoutes } from './presence';
import { privacyRoutes } from './privacy';
import { publicRoutes } from './public';
import { similarRoutes } from './similar';
import { cityRoutes, sessionRoutes } from './session';
import { statsRoutes } from './stats';
import { versionRoutes } from './versions';

/** Named part by part: written out whole, the type is longer than the compiler will write down. */
export type Routes = typeof sessionRoutes &
  typeof cityRoutes &
  typeof intakeRoutes &
  typeof issueRoutes &
  typeof similarRoutes &
  typeof inboxRoutes &
  typeof offerRoutes &
  typeof directoryRoutes &
  typeof publicRoutes &
  typeof photoRoutes &
  typeof draftRouteTable &
  typeof dayRoutes &
  typeof calendarRoutes &
  typeof rehearsalRoutes &
  typeof backTestRoutes &
  typeof releaseRoutes &
  typeof overlayRoutes &
  typeof versionRoutes &
  typeof migrationRoutes &
  typeof decisionRoutes &
  typeof presenceRoutes &
  typeof supervisionRoutes &
  typeof pieceRoutes &
  typeof outboxRoutes &
  typeof statsRoutes &
  typeof endpointRoutes &
  typeof privacyRoutes &
  typeof operationRoutes &
  typeof open311Routes;

/** Every route of the product, by the name that is also its OpenAPI operation id. */
export const routes: Routes = {
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
  ...rehearsalRoutes,
  ...backTestRoutes,
  ...releaseRoutes,
  ...overlayRoutes,
  ...versionRoutes,
  ...migrationRoutes,
  ...decisionRoutes,
  ...presenceRoutes,
  ...supervisionRoutes,
  ...pieceRoutes,
  ...outboxRoutes,
  ...endpointRoutes,
  ...statsRoutes,
  ...privacyRoutes,
  ...operationRoutes,
  ...open311Routes,
};

export type RouteName = keyof Routes;
