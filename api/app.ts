import express, { type Express, type RequestHandler } from 'express';
import rateLimit from 'express-rate-limit';
import { type Deps, settingsOf } from './deps';
import { createLive } from './live';
import { createMetrics } from './metrics';
import type { PhotoLimits } from './body';
import { mountOn } from './mount';
import { open311Router } from './open311/router';
import { plansOf } from './plans';
import { Refusal, problemHandler } from './problem';
import { createProofWatch } from './proof-watch';
import { publicPages } from './public-pages';
import { backTestRoutes } from './routers/back-tests';
import { dayRoutes } from './routers/calendars';
import { cityRoutes } from './routers/city';
import { decisionRoutes } from './routers/decisions';
import { deskRoutes } from './routers/desk';
import { directoryRoutes } from './routers/directory';
import { draftRoutes } from './routers/drafts';
import { endpointRoutes } from './routers/endpoints';
import { inboxRoutes } from './routers/inbox';
import { intakeRoutes } from './routers/intakes';
import { issueRoutes } from './routers/issues';
import { similarRoutes } from './routers/similar';
import { migrationRoutes } from './routers/migrations';
import { offerRoutes } from './routers/offers';
import { operationRoutes } from './routers/operations';
import { outboxRoutes } from './routers/outbox';
import { photoRoutes } from './routers/photos';
import { pieceRoutes } from './routers/pieces';
import { privacyRoutes } from './routers/privacy';
import { publicRoutes } from './routers/public';
import { rehearsalRoutes } from './routers/rehearsal';
import { overlayRoutes } from './routers/overlay';
import { presenceRoutes } from './routers/presence';
import { releaseRoutes } from './routers/releases';
import { versionRoutes } from './routers/versions';
import { signInLimits, signInRoutes } from './routers/sign-in';
import { sessions, whoIs } from './session';
import { securityHeaders, webRouter } from './web';

export type App = { express: Express; close: () => void };

/** What a city that has set no limits gets. */
const usualLimits = {
  signInTries: { max: 10, windowMs: 15 * 60_000 },
  publicForms: { max: 60, windowMs: 15 * 60_000 },
  sessionMs: 12 * 3_600_000,
};

/** The whole application over what it is given: routes of the contract, Open311, public pages, the built front end. */
export async function buildApp(given: Deps): Promise<App> {
  const deps = withSettingsKept(given);
  const app = express();
  app.set('trust proxy', deps.trustedProxies ?? 'loopback');
  app.disable('x-powered-by');
  const settings = async () => (await deps.store.settings.get()).document;
  const limits = { ...usualLimits, ...(await settings()).limits };
  const photoLimits = async (): Promise<PhotoLimits> => {
    const { photos } = await settings();
    return { count: photos.maxCount ?? 1, bytes: photos.maxBytes };
  };
  const metrics = createMetrics();
  const live = createLive(deps);
  const proofs = createProofWatch(deps);
  const formLimit = publicLimit(limits.publicForms);
  app.use(metrics.observe, securityHeaders());
  app.use('/open311', open311Router(deps));
  app.use('/api/codec', temporalUi(deps.codecOrigins ?? []));
  app.use('/api', sessions(deps, limits.sessionMs), whoIs(deps));
  app.post('/api/session', express.json({ limit: '10kb' }), ...signInLimits(() => limits.signInTries));
  app.use('/api/public/reports', formLimit);
  app.use('/api', (req, _res, next) => {
    if (req.method !== 'GET') req.res?.on('finish', live.nudge);
    next();
  });

  const plans = plansOf(deps.store);
  const mount = mountOn(app, deps, photoLimits);
  signInRoutes(mount, deps);
  cityRoutes(mount, deps);
  intakeRoutes(mount, deps, plans);
  issueRoutes(mount, deps, plans);
  similarRoutes(mount, deps);
  inboxRoutes(mount, deps, plans);
  offerRoutes(mount, deps, plans);
  directoryRoutes(mount, deps, proofs);
  publicRoutes(mount, deps, plans);
  photoRoutes(mount, deps);
  draftRoutes(mount, deps);
  dayRoutes(mount, deps, plans);
  rehearsalRoutes(mount, deps, plans);
  const backTests = backTestRoutes(mount, deps, plans);
  releaseRoutes(mount, deps);
  overlayRoutes(mount, deps);
  presenceRoutes(mount, deps);
  versionRoutes(mount, deps);
  migrationRoutes(mount, deps, plans);
  decisionRoutes(mount, deps);
  deskRoutes(mount, deps);
  pieceRoutes(mount, deps);
  privacyRoutes(mount, deps);
  outboxRoutes(mount, deps);
  endpointRoutes(mount, deps);
  operationRoutes(mount, deps, { live, metrics });
  app.use('/api', () => {
    throw new Refusal('NOT_FOUND');
  });
  if (deps.web) {
    app.use(webRouter(deps.web.dist));
    app.use(publicPages({ deps, plans, pages: deps.web.pages, photoLimits, limit: formLimit }));
  }
  app.use(() => {
    throw new Refusal('NOT_FOUND');
  });
  app.use(problemHandler(deps.log));
  return {
    express: app,
    close: () => {
      backTests.close();
      proofs.stop();
      live.close();
    },
  };
}

/** Residents' forms are limited by address; of reading, only wrong numbers and tokens count, so that none can be guessed. */
function publicLimit({ max, windowMs }: { max: number; windowMs: number }): RequestHandler {
  const handler = (): never => {
    throw new Refusal('TOO_MANY_REQUESTS', {}, { 'retry-after': String(Math.ceil(windowMs / 1000)) });
  };
  const base = { windowMs, limit: max, standardHeaders: 'draft-8' as const, legacyHeaders: false, handler };
  const [sent, guessed] = [rateLimit(base), rateLimit({ ...base, skipSuccessfulRequests: true })];
  return (req, res, next) => void (req.method === 'GET' ? guessed : sent)(req, res, next);
}

/** Settings are read with every request and change seldom: one read serves a few seconds. */
function withSettingsKept(deps: Deps): Deps {
  const read = settingsOf(deps);
  const { settings } = deps.store;
  return { ...deps, store: { ...deps.store, settings: { ...settings, get: read } } };
}

/** Lets the Temporal UI, another origin on the same site, use the codec with the operator's own session. */
function temporalUi(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const origin = req.get('origin');
    res.vary('Origin');
    if (origin === undefined || !origins.includes(origin)) {
      next();
      return;
    }
    res.set({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' });
    res.set('access-control-allow-methods', 'POST');
    res.set('access-control-allow-headers', 'content-type, x-namespace, authorization');
    if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };
}
