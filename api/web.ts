import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import helmet from 'helmet';

/**
 * Headers for every page. The built front end is our own script and style files; antd writes its styles into the page, so inline
 * styles are allowed, inline scripts are not. Pictures may be previews (blob:) and the icon (data:).
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Set by whoever ends TLS; over plain http on one machine it would lock people out.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}

const yearMs = 365 * 86_400_000;

/** The built application: hashed files for ever, the staff's pages from one document whatever their address. */
export function webRouter(dist: string): Router {
  const router = Router();
  const isHashed = (file: string): boolean => /-[\w-]{8,}\.\w+$/.test(path.basename(file));
  router.use(
    express.static(dist, {
      index: false,
      redirect: false,
      setHeaders: (res, file) =>
        res.set('cache-control', isHashed(file) ? `public, max-age=${yearMs / 1000}, immutable` : 'no-cache'),
    }),
  );
  router.get(['/desk', '/desk/*path'], (_req, res, next) => {
    const page = path.join(dist, 'index.html');
    if (!existsSync(page)) {
      next();
      return;
    }
    res.set('cache-control', 'no-cache').sendFile(page);
  });
  return router;
}
