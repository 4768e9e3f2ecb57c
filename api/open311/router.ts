import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { statusOf } from '#contract';
import type { Deps } from '../deps';
import { problemTexts } from '../problem-texts';
import { refusalOf } from '../problem';
import { Open311Error, baseOf, formatOf, sendAs, sendErrors } from './format';
import { postRequest } from './post';
import { requestById, requestsBy } from './requests';
import { definitionOf, servicesOf } from './services';

/** Open311 GeoReport v2 under `/open311`, read and write, JSON and XML, for anybody's page (CORS). */
export function open311Router(deps: Deps): Router {
  const router = Router();
  const settings = async () => (await deps.store.settings.get()).document;
  const named =
    (name: string): RequestHandler =>
    (_req, res, next) => {
      res.locals['route'] = name;
      next();
    };
  router.use(anyOrigin, formatOf, jurisdiction(deps));

  router.get('/discovery', named('open311Discovery'), async (req, res) => {
    sendAs(res, 200, await discoveryOf(deps, req), discoveryShape);
  });
  router.get('/v2/services', named('open311Services'), async (_req, res) => {
    sendAs(res, 200, servicesOf(await settings()), { root: 'services', item: 'service' });
  });
  router.get('/v2/services/:code', named('open311Service'), async (req, res) => {
    const city = await settings();
    const code = param(req, 'code');
    if (!city.categories.some(({ key }) => key === code)) throw new Open311Error(404, 'service_code was not found');
    sendAs(res, 200, definitionOf(city, code), {
      root: 'service_definition',
      inner: { attributes: 'attribute', values: 'value' },
    });
  });
  router.post('/v2/requests', named('open311Post'), express.urlencoded({ extended: false, limit: '200kb' }), async (req, res) => {
    const taken = await postRequest(deps, await settings(), req);
    const answer = [{ service_request_id: taken.no, service_notice: '', account_id: '' }];
    sendAs(res, taken.created ? 201 : 200, answer, { root: 'service_requests', item: 'request' });
  });
  router.get('/v2/requests', named('open311Requests'), async (req, res) => {
    const one = (name: string) => (typeof req.query[name] === 'string' ? req.query[name] : undefined);
    const query = {
      service_request_id: one('service_request_id'),
      service_code: one('service_code'),
      start_date: one('start_date'),
      end_date: one('end_date'),
      status: one('status'),
    };
    sendAs(res, 200, await requestsBy(deps, await settings(), query), { root: 'service_requests', item: 'request' });
  });
  router.get('/v2/requests/:id', named('open311Request'), async (req, res) => {
    sendAs(res, 200, [await requestById(deps, await settings(), param(req, 'id'))], {
      root: 'service_requests',
      item: 'request',
    });
  });
  router.get('/v2/tokens/:token', named('open311Token'), async (req, res) => {
    // Ids are given at once here, so an id is its own token.
    const { service_request_id } = await requestById(deps, await settings(), param(req, 'token')).catch(() => {
      throw new Open311Error(404, 'token was not found');
    });
    sendAs(res, 200, [{ service_request_id, token: param(req, 'token') }], { root: 'service_requests', item: 'request' });
  });
  router.use(() => {
    throw new Open311Error(404, 'there is nothing at this address');
  });
  router.use(errorsOf(deps));
  return router;
}

const param = (req: Request, name: string): string => String(req.params[name]);

const anyOrigin: RequestHandler = (req, res, next) => {
  res.set({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'content-type',
  });
  if (req.method === 'OPTIONS') res.status(204).end();
  else next();
};

/** A jurisdiction is needed only by those who serve several; another one's id is not ours to answer. */
const jurisdiction =
  (deps: Deps): RequestHandler =>
  async (req, _res, next) => {
    const own = (await deps.store.settings.get()).document.open311.jurisdiction;
    const asked = req.query['jurisdiction_id'];
    if (own !== undefined && typeof asked === 'string' && asked !== '' && asked !== own)
      throw new Open311Error(404, 'jurisdiction_id was not found');
    next();
  };

const discoveryShape = { root: 'discovery', inner: { endpoints: 'endpoint', formats: 'format' } };

/** The services change when a release does. */
async function discoveryOf(deps: Deps, req: Request) {
  const base = baseOf(req, deps.publicUrl);
  const changeset = (await deps.store.releases.current(deps.city))?.publishedAt ?? '';
  return {
    changeset,
    contact: `${base}/api/docs`,
    key_service: `${base}/api/docs`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${base}/open311/v2`,
        changeset,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

/** Every failure in GeoReport's own form; a surprise says no more than that. */
function errorsOf(deps: Deps): ErrorRequestHandler {
  return (error: unknown, req, res: Response, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    sendErrors(res, asOpen311(deps, req, error));
  };
}

function asOpen311(deps: Deps, req: Request, error: unknown): Open311Error {
  if (error instanceof Open311Error) return error;
  const refusal = refusalOf(error);
  if (!refusal) {
    deps.log.error({ err: error, path: req.path }, 'open311 request failed');
    return new Open311Error(500, 'internal error');
  }
  const status = refusal.code === 'INVALID_INPUT' ? 400 : statusOf[refusal.code];
  const fields = refusal.more.fields?.map(({ path, message }) => `${path}: ${message}`);
  return new Open311Error(status, ...(fields ?? [problemTexts[refusal.code].en]));
}
