import type { Request, RequestHandler, Response, Router } from 'express';
import { z } from 'zod';
import type { RequestOf, Route, RouteName, Routes } from '#contract';
import { routes } from '#contract';
import { type Signed, checkAudience } from './access';
import { type PhotoLimits, bodyParser } from './body';
import { checkCsrf } from './csrf';
import type { Deps } from './deps';
import { Refusal, invalidInput } from './problem';
import { signedIn } from './session';
import { checkWebhook } from './webhook';

/** Whom a handler meets: a signed-in person where the route asks for one, else perhaps nobody. */
type WhoOf<R extends Route> = R['audience'] extends 'public' | 'signature' | 'apiKey' ? Signed | null : Signed;

/** A parsed call of a route. */
export type Call<R extends Route> = RequestOf<R> & {
  who: WhoOf<R>;
  /** The Idempotency-Key; empty on routes that take none. */
  key: string;
  /** What `If-Match` names; 0 for a first save. */
  revision: number;
  files: readonly Express.Multer.File[];
  req: Request;
  res: Response;
};

type BodyOf<T> = T extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;

/** What a handler answers: one of the route's successes. */
export type Reply<S, T> = { status: S; body: BodyOf<T>; headers?: Record<string, string>; revision?: number };

type Replies<R extends Route> = {
  [S in keyof R['responses']]: Reply<S, R['responses'][S]>;
}[keyof R['responses']];

/** One answer, its status as the contract says it. */
export const reply = <const S extends number, B = undefined>(
  status: S,
  body?: B,
  more: { headers?: Record<string, string>; revision?: number } = {},
) => ({ status, body: body as B, ...more });

/** Said by a handler that has sent its answer itself (a picture, a page, a stream). */
export const SENT: unique symbol = Symbol('sent');

export type Handler<R extends Route> = (call: Call<R>) => Promise<Replies<R> | typeof SENT>;

export type Mount = <const N extends RouteName>(name: N, handler: Handler<Routes[NoInfer<N>]>) => void;

/** Express's form of a contract's path. A last `.{format}` is dealt with before routing. */
const expressPath = (path: string): string => path.replace(/\.\{format\}$/, '').replace(/\{(\w+)\}/g, ':$1');

/** Whose signature counts: an intake comes of a source alone, word to an issue of the endpoints it was sent to as well. */
const sendersOf = (name: RouteName) => (name === 'receiveMessage' ? 'endpointsToo' : 'sources');

/** Routes that somebody with a one-time password may still call. */
const beforePasswordChange: ReadonlySet<string> = new Set(['me', 'signOut', 'changePassword']);

/**
 * Mounts a contract's routes: who may call, what was sent and (in tests) what is answered are checked here and nowhere else.
 * Order: audience, CSRF, headers, body. A route's handler sees parsed values only.
 */
export function mountOn(router: Router, deps: Deps, photoLimits: () => Promise<PhotoLimits>): Mount {
  return (name, handler) => {
    const route: Route = routes[name];
    const run: RequestHandler = async (req, res) => {
      const call = await parse(route, req, res);
      const answer = await handler(call as never);
      if (answer !== SENT) send(deps, name, route, res, answer as AnyReply);
    };
    const gate: RequestHandler = (req, _res, next) => {
      checkAudience(route.audience, signedIn(req), beforePasswordChange.has(name));
      if (route.method !== 'get') checkCsrf(req, deps, route.audience);
      next();
    };
    const named: RequestHandler = (_req, res, next) => {
      res.locals['route'] = name;
      next();
    };
    const signed: RequestHandler = async (req, res, next) => {
      if (route.audience === 'signature')
        await checkWebhook(deps, { id: String(req.params['source']), of: sendersOf(name) }, req, res.locals['raw'] as Buffer);
      next();
    };
    router[route.method](expressPath(route.path), named, gate, bodyParser(route, photoLimits), signed, run);
  };
}

type AnyReply = { status: number; body?: unknown; headers?: Record<string, string>; revision?: number };

async function parse(route: Route, req: Request, res: Response): Promise<Call<Route>> {
  const body = route.body ? await part(route.body, req.body ?? (route.bodyType ? {} : undefined), 'body') : undefined;
  return {
    params: await part(route.params ?? empty, paramsOf(route, req), 'params'),
    query: await part(route.query ?? empty, req.query, 'query'),
    body,
    who: signedIn(req),
    key: route.idempotent ? keyOf(req) : '',
    revision: route.revision === 'required' ? revisionOf(req) : 0,
    files: Array.isArray(req.files) ? req.files : [],
    req,
    res,
  } as Call<Route>;
}

const empty = z.object({});

const paramsOf = (route: Route, req: Request): unknown =>
  route.path.endsWith('.{format}') ? { ...req.params, format: String(req.res?.locals['format'] ?? 'json') } : req.params;

async function part(schema: z.ZodType, value: unknown, place: string): Promise<unknown> {
  const parsed = await schema.safeParseAsync(value);
  if (!parsed.success) throw invalidInput(parsed.error, place);
  return parsed.data;
}

const keyForm = /^[\x21-\x7e]{8,200}$/;

function keyOf(req: Request): string {
  const key = req.get('idempotency-key')?.trim() ?? '';
  if (!keyForm.test(key)) throw new Refusal('IDEMPOTENCY_KEY_MISSING', { detail: '8 to 200 printable characters' });
  return key;
}

/** ETags are revisions: `"7"`. */
function revisionOf(req: Request): number {
  const match = /^(?:W\/)?"(\d+)"$/.exec(req.get('if-match')?.trim() ?? '');
  if (match?.[1] !== undefined) return Number(match[1]);
  if (req.get('if-none-match')?.trim() === '*') return 0;
  throw new Refusal('REVISION_MISSING', { detail: 'If-Match with the ETag read, or If-None-Match: * for a first save' });
}

function send(deps: Deps, name: string, route: Route, res: Response, answer: AnyReply): void {
  const success = route.responses[answer.status];
  if (deps.checkResponses) checkReply(name, success?.body, answer);
  if (answer.headers) res.set(answer.headers);
  if (answer.revision !== undefined) res.set('etag', `"${answer.revision}"`);
  res.status(answer.status);
  if (success?.body) res.json(answer.body);
  else res.end();
}

function checkReply(name: string, schema: z.ZodType | undefined, answer: AnyReply): void {
  if (!schema) return;
  const parsed = schema.safeParse(JSON.parse(JSON.stringify(answer.body)));
  if (!parsed.success) throw new Error(`the answer of ${name} does not fit the contract: ${z.prettifyError(parsed.error)}`);
}
