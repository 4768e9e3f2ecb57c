import type { Request } from 'express';
import { senderId } from '#domain';
import { giveCommand } from '../commands';
import type { Deps } from '../deps';
import { type TakenIn, takeIn } from '../intake';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { checkPhotos, checkSourcePhotos } from '../photo-access';
import { Refusal } from '../problem';
import { rememberWebhook } from '../webhook';

/** Intakes by staff and by the sources' signed webhooks. */
export function intakeRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  mount('createIntake', async ({ body, key, who, req }) => {
    const { sources } = (await deps.store.settings.get()).document;
    if (!sources.some((source) => source.key === body.source))
      throw new Refusal('INVALID_INPUT', { fields: [{ path: 'body.source', message: 'unknown' }] });
    const externalId = body.externalId ?? `${who.person.id}:${key}`;
    await checkPhotos(deps, who, body.photos, 'body.photos');
    const taken = await takeIn(deps, { ...body, externalId, upload: { kind: 'upload', id: who.person.id } });
    return reply(taken.created ? 201 : 200, doneOf(deps, req, taken));
  });

  mount('receiveIntake', async ({ params, body, req }) => {
    await checkSourcePhotos(deps, params.source, body.data.photos);
    const taken = await takeIn(deps, { ...body.data, source: params.source });
    await rememberWebhook(deps, params.source, req, taken.no);
    return reply(taken.created ? 201 : 200, doneOf(deps, req, taken));
  });

  mount('receiveMessage', async ({ params, body, req }) => {
    const { no, ...data } = body.data;
    const row = await deps.store.issues.get(no);
    if (!row) throw new Refusal('NOT_FOUND');
    const actor = { id: senderId(params.source), roles: [], unit: null, district: null };
    const id = `${params.source}:${req.get('webhook-id') ?? ''}`;
    const { ok, code, seq, hash, stage } = await giveCommand(deps, plans, row, { id, name: 'receiveMessage', data, actor });
    await rememberWebhook(deps, params.source, req, no);
    return reply(200, { ok, code, seq, hash, stage });
  });
}

/** What the sender keeps: number, token, and where the resident follows it. */
export function doneOf(deps: Deps, req: Request, { no, token, receivedAt }: TakenIn) {
  const base = deps.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`;
  return { no, trackingToken: token, trackingUrl: `${base.replace(/\/$/, '')}${trackPath(no, token)}`, receivedAt };
}

export const trackPath = (no: string, token: string): string => `/t/${encodeURIComponent(no)}/${encodeURIComponent(token)}`;
