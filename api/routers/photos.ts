import type { Response } from 'express';
import type { Deps } from '../deps';
import { type Mount, SENT, reply } from '../mount';
import { keepPhotos } from '../photos';
import { Refusal } from '../problem';
import { trackedIntake } from '../tracking';

/** Photos: re-encoded when they come, served by their hash to those who may see where they belong. */
export function photoRoutes(mount: Mount, deps: Deps): void {
  mount('uploadPhotos', async ({ files }) => {
    if (files.length === 0) throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.photos', message: 'missing' }] });
    return reply(201, { items: await keepPhotos(deps, files) });
  });
  mount('readPhoto', async ({ params, query, res }) => sendPhoto(deps, res, params.hash, query.size));
  mount('readPublicPhoto', async ({ params, query, res }) => {
    const { stored } = await trackedIntake(deps, params.no, query.token);
    if (!stored.intake.photos.some(({ hash }) => hash === params.hash)) throw new Refusal('NOT_FOUND');
    return sendPhoto(deps, res, params.hash, query.size);
  });
}

async function sendPhoto(deps: Deps, res: Response, hash: string, size: 'full' | 'thumb'): Promise<typeof SENT> {
  const photo = await deps.store.photos.get(hash, size === 'full' ? 'full' : 'thumbnail');
  if (!photo) throw new Refusal('NOT_FOUND');
  res.set({
    'cache-control': 'private, max-age=86400, immutable',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
  });
  res.type(photo.type).send(photo.bytes);
  return SENT;
}
