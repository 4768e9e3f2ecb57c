import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { z } from 'zod';
import type { Bilingual } from '#domain';
import { type Problem, type ProblemCode, statusOf } from '#contract';
import { isAway, StoreError } from '#store';
import { DeskAway } from './desk';
import type { Logger } from './deps';
import { problemTexts } from './problem-texts';

type More = Pick<Problem, 'detail' | 'fields' | 'allowed' | 'findings' | 'current' | 'data'>;

/** An expected refusal on its way to the caller; everything else that is thrown is a 500. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly more: Partial<More>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, more: Partial<More> = {}, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

/** Names the fields that did not fit. */
export function invalidInput(error: z.ZodError, place = ''): Refusal {
  const fields = error.issues.map((issue) => ({
    path: [place, ...issue.path.map(String)].filter((part) => part !== '').join('.'),
    message: issue.message,
  }));
  return new Refusal('INVALID_INPUT', { fields });
}

/** The one place where what was thrown becomes what is sent: a stable code, never a stack. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof DeskAway || isAway(error)) return unavailable();
  if (error instanceof StoreError) return ofStore(error);
  return ofParser(error);
}

/** Something the desk needs is away, or busy: the same again in a moment, under the same Idempotency-Key, is safe. */
const unavailable = (): Refusal => new Refusal('UNAVAILABLE', {}, { 'retry-after': '1' });

function ofStore(error: StoreError): Refusal | null {
  switch (error.code) {
    case 'BAD_CURSOR':
      return new Refusal('INVALID_INPUT', { fields: [{ path: 'query.cursor', message: 'not a cursor of this list' }] });
    case 'STORE_UNREACHABLE':
      return unavailable();
    case 'ERASED':
      return new Refusal('NOT_ALLOWED_IN_STATE', { detail: 'the personal data of this issue was deleted' });
    case 'RECORD_CONFLICT':
    case 'BAD_DOCUMENT':
    case 'NO_CITY':
    case 'MASTER_KEY_WRONG':
      return null;
  }
}

/** What body-parser and multer throw bears a `type`, a `status` or a `code`. */
function ofParser(error: unknown): Refusal | null {
  if (typeof error !== 'object' || error === null) return null;
  const { type, status, code } = error as { type?: unknown; status?: unknown; code?: unknown };
  if (status === 413 || (typeof code === 'string' && /^LIMIT_FILE_SIZE|^LIMIT_FIELD_VALUE/.test(code)))
    return new Refusal('PAYLOAD_TOO_LARGE');
  if (typeof code === 'string' && code.startsWith('LIMIT_'))
    return new Refusal('INVALID_INPUT', { fields: [{ path: 'body.photos', message: code }] });
  if (status === 415) return new Refusal('UNSUPPORTED_MEDIA_TYPE');
  if (typeof type === 'string' && type.startsWith('entity.')) return new Refusal('MALFORMED');
  if (status === 400 || (error instanceof Error && /^(Multipart|Malformed|Unexpected end of form)/.test(error.message)))
    return new Refusal('MALFORMED');
  return null;
}

/** Sends a problem in the language asked for. */
export function sendProblem(req: Request, res: Response, refusal: Refusal, id?: string): void {
  const text: Bilingual = problemTexts[refusal.code];
  const body: Problem = {
    type: `/api/docs#${refusal.code}`,
    title: req.acceptsLanguages('zh', 'en') === 'en' ? text.en : text.zh,
    status: statusOf[refusal.code],
    code: refusal.code,
    text,
    instance: req.originalUrl.split('?')[0] ?? '',
    ...refusal.more,
    ...(id === undefined ? {} : { id }),
  };
  res.status(body.status).set(refusal.headers).type('application/problem+json').send(JSON.stringify(body));
}

/** The last handler of all: expected refusals are told, surprises get an id and go to the log. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (refusal) {
      sendProblem(req, res, refusal);
      return;
    }
    const id = randomUUID();
    log.error({ id, err: error, method: req.method, path: req.path }, 'request failed');
    sendProblem(req, res, new Refusal('INTERNAL'), id);
  };
}
