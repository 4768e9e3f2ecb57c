import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import type { ErrorRequestHandler, Request, Response } from 'express';
import {
  type PublicFrame,
  type PublicLanguage,
  type PublicProblemView,
  type PublicView,
  publicHelpers,
  statusOf,
} from '#contract';
import type { Deps } from './deps';
import { refusalOf } from './problem';

const yearMs = 365 * 86_400_000;

/** A form's or address's value as text; absent is empty. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export type Render = (res: Response, view: PublicView) => void;

/** Renders the templates of `designer/public`, each with the words of its language. */
export function rendererOf(pages: string): Render {
  const eta = new Eta({ views: path.join(pages, 'templates'), autoEscape: true, cache: true });
  const words = (lang: PublicLanguage) =>
    publicHelpers(JSON.parse(readFileSync(path.join(pages, 'words', `${lang}.json`), 'utf8')) as Record<string, string>);
  const helpers = { zh: words('zh'), en: words('en') };
  return (res, view) => {
    res
      .set('cache-control', 'no-store')
      .type('html')
      .send(eta.render(`./${view.page}`, { ...view, ...helpers[view.lang] }));
  };
}

/** The language asked for by address, kept in a cookie, else the browser's; Chinese first. */
function languageOf(req: Request): PublicLanguage {
  const asked = text(req.query['lang']) || (/(?:^|;\s*)lang=(zh|en)(?:;|$)/.exec(req.get('cookie') ?? '')?.[1] ?? '');
  if (asked === 'zh' || asked === 'en') return asked;
  return req.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

/** What every page is given; an address that asks for a language also keeps it. */
export async function frameOf(deps: Deps, req: Request): Promise<PublicFrame> {
  const lang = languageOf(req);
  if (req.query['lang'] === lang) req.res?.cookie('lang', lang, { maxAge: yearMs, sameSite: 'lax', path: '/' });
  const address = new URL(req.method === 'GET' ? req.originalUrl : '/', 'http://here');
  address.searchParams.set('lang', lang === 'zh' ? 'en' : 'zh');
  const { name } = (await deps.store.settings.get()).document;
  return { lang, otherLanguageHref: `${address.pathname}${address.search}`, city: name[lang] };
}

const whys: Readonly<Record<number, PublicProblemView['why']>> = {
  400: 'invalid',
  403: 'forbidden',
  404: 'notFound',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'tooOften',
  503: 'away',
};

/** Any error of a page, in plain words; surprises go to the log. */
export function problemPage(deps: Deps, render: Render): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (!refusal) deps.log.error({ err: error, path: req.path }, 'page failed');
    const status = refusal ? statusOf[refusal.code] : 500;
    render(res.status(status), { ...(await frameOf(deps, req)), page: 'problem', status, why: whys[status] ?? 'unexpected' });
  };
}
