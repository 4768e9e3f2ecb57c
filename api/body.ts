import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import type { Route } from '#contract';
import { Refusal } from './problem';

/** How many photos go with one form, and how large one may be. */
export type PhotoLimits = { count: number; bytes: number };

const json: RequestHandler = express.json({ limit: '4mb', strict: false });
const form: RequestHandler = express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 200 });
const raw: RequestHandler = express.raw({ limit: '1mb', type: () => true });
const largestText = 64 * 1024;
const largestFormParts = 40;

/** Reads a route's body as it travels: JSON, a form, a form with photos, or bytes that a signature covers. */
export function bodyParser(route: Route, photoLimits: () => Promise<PhotoLimits>): RequestHandler {
  if (!route.body) return (_req, _res, next) => next();
  if (route.audience === 'signature') return rawJson;
  if (route.bodyType === 'multipart') return (req, res, next) => void multipart(req, res, next, photoLimits);
  if (route.bodyType === 'form') return form;
  return (req, res, next) => {
    if (req.is('json') === false) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
    json(req, res, next);
  };
}

/** A signature covers the bytes, so they are kept beside what they mean. */
const rawJson: RequestHandler = (req, res, next) => {
  if (!req.is('json')) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
  raw(req, res, (error?: unknown) => {
    if (error) {
      next(error);
      return;
    }
    const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    res.locals['raw'] = bytes;
    try {
      req.body = JSON.parse(bytes.toString('utf8')) as unknown;
      next();
    } catch {
      // The signature is checked first, so that what cannot be read says nothing to strangers.
      req.body = undefined;
      next();
    }
  });
};

/** Photos stay in memory until their bytes have been looked at; how many and how large is the city's setting. */
export async function multipart(
  req: Request,
  res: Response,
  next: NextFunction,
  limits: () => Promise<PhotoLimits>,
): Promise<void> {
  try {
    if (req.is('urlencoded')) {
      form(req, res, next);
      return;
    }
    if (!req.is('multipart')) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
    const { count, bytes } = await limits();
    const parts = {
      files: count,
      fileSize: bytes,
      fieldSize: largestText,
      fields: largestFormParts,
      parts: count + largestFormParts,
    };
    const files: RequestHandler = multer({ storage: multer.memoryStorage(), limits: parts }).array('photos');
    files(req, res, next);
  } catch (error) {
    next(error);
  }
}
