import { randomUUID } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import { type PublicFieldError, type PublicHomeView, type PublicTrackView, statusOf } from '#contract';
import type { CommandName } from '#domain';
import { checkOrigin } from './csrf';
import type { Deps } from './deps';
import { type PhotoLimits, multipart } from './body';
import type { Plans } from './plans';
import { Refusal, refusalOf } from './problem';
import { actData, reported, typedIn } from './public-form';
import { frameOf, problemPage, rendererOf, text } from './public-render';
import { cardOf, limitsOf, optionsOf, trackView } from './public-views';
import { trackPath } from './routers/intakes';
import { residentAct } from './routers/public';
import { storiesPage, storyOf } from './stories';
import { trackedIntake, trackingOf } from './tracking';

export type PublicTools = {
  deps: Deps;
  plans: Plans;
  pages: string;
  photoLimits: () => Promise<PhotoLimits>;
  limit: RequestHandler;
};

type Acts = NonNullable<PublicTrackView['done']>;
const actPaths: Readonly<Record<string, Acts>> = {
  info: 'giveInfo',
  rate: 'rate',
  reopen: 'reopen',
  withdraw: 'withdraw',
  agree: 'agree',
  dispute: 'dispute',
};
const storiesOnHome = 3;

/**
 * What residents see, rendered here from the templates of `designer/public`, usable with no JavaScript. The same functions stand
 * behind these forms as behind the JSON routes.
 */
export function publicPages(tools: PublicTools): Router {
  const { deps, plans, limit } = tools;
  const render = rendererOf(tools.pages);
  const router = Router();
  const files: RequestHandler = (req, res, next) => void multipart(req, res, next, tools.photoLimits);
  const own: RequestHandler = (req, _res, next) => {
    checkOrigin(req, deps);
    next();
  };

  router.get('/', async (req, res) => render(res, await homeView(deps, req, {}, [])));
  router.post('/report', limit, own, files, async (req, res) => {
    const { errors, taken } = await reported(deps, req);
    if (taken) res.redirect(303, `${trackPath(taken.no, taken.token)}/received`);
    else render(res.status(422), await homeView(deps, req, req.body as Record<string, string>, errors));
  });
  router.get('/find', limit, async (req, res) => {
    const [no, token] = [text(req.query['no']), text(req.query['token'])];
    const found = await deps.store.intakes.track(no.toUpperCase(), token);
    if (found) res.redirect(303, trackPath(found.no, token));
    else render(res.status(404), await homeView(deps, req, { no }, [{ field: 'code', why: 'unknown' }]));
  });
  router.get('/t/:no/:token/received', async (req, res) => {
    const { no, token } = keyOf(req);
    const { stored, row } = await trackedIntake(deps, no, token);
    const trackHref = trackPath(stored.no, token);
    const base = deps.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`;
    const view = {
      no: stored.no,
      code: token,
      trackHref,
      trackUrl: `${base}${trackHref}`,
      qrSvg: null,
      emergency: row?.view.grade === 'A',
    };
    render(res, { ...(await frameOf(deps, req)), page: 'received', ...view });
  });
  router.get('/t/:no/:token', async (req, res) => {
    const done = actPaths[text(req.query['done'])] ?? null;
    render(res, await trackPage(tools, req, { ...keyOf(req), done, refused: null, typed: null }));
  });
  router.post('/t/:no/:token/:act', limit, own, files, async (req, res) => {
    const { no, token } = keyOf(req);
    const act = text(req.params['act']);
    const name = actPaths[act];
    if (!name) throw new Refusal('NOT_FOUND');
    try {
      const { stored } = await trackedIntake(deps, no, token);
      const data = await actData(deps, { no: stored.no, name }, req);
      await residentAct(deps, plans, { no, token, name: name satisfies CommandName, data });
      res.redirect(303, `${trackPath(no, token)}?done=${act}`);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal || refusal.code === 'NOT_FOUND') throw error;
      const typed = { act: name, values: typedIn(req) };
      render(
        res.status(statusOf[refusal.code]),
        await trackPage(tools, req, { no, token, done: null, refused: refusal.code, typed }),
      );
    }
  });
  router.get('/stories', async (req, res) => {
    const cursor = text(req.query['cursor']);
    const page = await storiesPage(deps, { limit: 20, ...(cursor === '' ? {} : { cursor }) });
    const olderHref = page.next === null ? null : `/stories?cursor=${encodeURIComponent(page.next)}`;
    render(res, { ...(await frameOf(deps, req)), page: 'stories', stories: page.items.map(cardOf), olderHref });
  });
  router.get('/stories/:id', async (req, res) => {
    const story = await storyOf(deps, text(req.params['id']));
    if (!story) throw new Refusal('NOT_FOUND');
    const { title, paragraphs, publishedAt, byline, ai, correction, withdrawn } = story;
    render(res, {
      ...(await frameOf(deps, req)),
      page: 'story',
      title,
      paragraphs,
      publishedAt,
      byline,
      ai,
      aiLabel: ai !== null,
      correction,
      withdrawn,
    });
  });
  router.use(problemPage(deps, render));
  return router;
}

const keyOf = (req: Request) => ({ no: text(req.params['no']), token: text(req.params['token']) });

async function homeView(
  deps: Deps,
  req: Request,
  values: Record<string, string>,
  errors: PublicFieldError[],
): Promise<PublicHomeView> {
  const [frame, settings, stories] = await Promise.all([
    frameOf(deps, req),
    deps.store.settings.get(),
    storiesPage(deps, { limit: storiesOnHome }),
  ]);
  const formId = text(values['formId']) || randomUUID();
  const { formId: _formId, ...typed } = values;
  return {
    ...frame,
    page: 'home',
    ...optionsOf(settings.document, frame.lang),
    ...{ values: typed, errors, formId },
    limits: limitsOf(settings.document),
    stories: stories.items.map(cardOf),
  };
}

type TrackCall = { no: string; token: string } & Pick<PublicTrackView, 'done' | 'refused' | 'typed'>;

async function trackPage(
  { deps, plans }: PublicTools,
  req: Request,
  { no, token, done, refused, typed }: TrackCall,
): Promise<PublicTrackView> {
  const tracked = await trackedIntake(deps, no, token);
  const [tracking, frame, settings] = await Promise.all([
    trackingOf(deps, plans, tracked),
    frameOf(deps, req),
    deps.store.settings.get(),
  ]);
  const around = {
    frame,
    token,
    path: trackPath(tracked.stored.no, token),
    limits: limitsOf(settings.document),
    done,
    refused,
    typed,
  };
  return trackView(tracking, around);
}
