import type { Response } from 'express';
import type { Deps } from '../deps';
import { type Mount, SENT, reply } from '../mount';
import { maySeePhoto } from '../photo-access';
import { keepPhotos } from '../photos';
import { Refusal } from '../problem';
import { trackedIntake } from '../tracking';

/** Photos: re-encoded when they come, served by their hash to those who may see where they belong. */
export function photoRoutes(mount: Mount, deps: Deps): void {
  mount('uploadPhotos', async ({ files, who }) => {
    if (files.length === 0) throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.photos', message: 'missing' }] });
    return reply(201, { items: await keepPhotos(deps, files, { kind: 'upload', id: who.person.id }) });
  });
  mount('readPhoto', async ({ params, query, res, who }) => {
    // Not found either way: whether a picture is here is nobody's to ask who may not see it.
    if (!(await maySeePhoto(deps, who, params.hash))) throw new Refusal('NOT_FOUND');
    return sendPhoto(deps, res, params.hash, query.size);
  });
  mount('readPublicPhoto', async ({ params, query, res }) => {
    const { stored } = await trackedIntake(deps, params.no, query.token);
    const owners = await deps.store.photos.owners(params.hash);
    if (!owners.some(({ kind, id }) => kind === 'number' && id === stored.no)) throw new Refusal('NOT_FOUND');
    return sendPhoto(deps, res, params.hash, query.size);
  });
  mount('readStoryPhoto', async ({ params, query, res }) => {
    const story = await deps.store.stories.get(params.id);
    if (story?.withdrawn !== false || !story.media.some(({ hash }) => hash === params.hash)) throw new Refusal('NOT_FOUND');
    return sendPhoto(deps, res, params.hash, query.size);
  });
}

async function sendPhoto(deps: Deps, res: Response, hash: string, size: 'full' | 'thumb'): Promise<typeof SENT> {
  const photo = await deps.store.photos.get(hash, size === 'full' ? 'full' : 'thumbnail');
  if (!photo) throw new Refusal('NOT_FOUND');
  res.set({
    // Asked again each time: who may see it changes, and what is erased is gone from browsers too.
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
  });
  res.type(photo.type).send(photo.bytes);
  return SENT;
}
