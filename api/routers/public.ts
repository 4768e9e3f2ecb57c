import { randomUUID } from 'node:crypto';
import type { CommandName } from '#domain';
import type { Tracking } from '#contract';
import { giveCommand } from '../commands';
import type { Deps } from '../deps';
import { takeIn } from '../intake';
import { type Mount, reply } from '../mount';
import { keepPhotos, referenceOf } from '../photos';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { storiesPage, storyOf } from '../stories';
import { residentOf, trackedIntake, trackingOf } from '../tracking';
import { doneOf } from './intakes';

/** The source that the built-in public form's intakes are listed under. */
const ownSource = 'page';

export type ReportForm = {
  formId: string;
  category: string;
  district?: string | undefined;
  street?: string | undefined;
  address?: string | undefined;
  lat?: number | undefined;
  lng?: number | undefined;
  text: string;
  name?: string | undefined;
  phone?: string | undefined;
  anonymous?: string | undefined;
  relapseOf?: string | undefined;
};

/** A resident's report with its photos; the form's own id makes sending it twice harmless. */
export async function takeReport(deps: Deps, form: ReportForm, files: readonly { buffer: Buffer }[]) {
  const upload = { kind: 'upload' as const, id: `form:${form.formId}` };
  const photos = (await keepPhotos(deps, files, upload)).map(referenceOf);
  const { formId, category, district, street, address, lat, lng, text, name, phone, anonymous, relapseOf } = form;
  const point = lat === undefined || lng === undefined ? undefined : { lat, lng };
  const submitted = { category, district, street, address, point, text, relapseOf, photos, reporter: { name, phone } };
  const taken = await takeIn(deps, {
    ...{ ...submitted, upload, source: ownSource, externalId: formId },
    anonymous: anonymous === 'yes' || name === undefined,
  });
  // Sent twice, it is the first that counts: what came with the second is not kept, the less if the first was erased meanwhile.
  if (!taken.created) await deps.store.photos.release(upload);
  return taken;
}

/** A resident's act by number and token; answers the page as it is afterwards. */
export async function residentAct(
  deps: Deps,
  plans: Plans,
  { no, token, name, data }: { no: string; token: string; name: CommandName; data: object },
): Promise<Tracking> {
  const tracked = await trackedIntake(deps, no, token);
  if (!tracked.row) throw new Refusal('NOT_ALLOWED_IN_STATE');
  await giveCommand(deps, plans, tracked.row, {
    id: `resident:${tracked.stored.no}:${randomUUID()}`,
    name,
    data,
    actor: residentOf(tracked.stored.no),
    // Merged or not, what a resident says is erased with what they said first.
    sealUnder: tracked.stored.no,
  });
  return trackingOf(deps, plans, await trackedIntake(deps, no, token));
}

/** What residents reach without signing in: number and token are their key. */
export function publicRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  mount('report', async ({ body, files, req }) => {
    const taken = await takeReport(deps, body, files);
    return reply(taken.created ? 201 : 200, doneOf(deps, req, taken));
  });
  mount('track', async ({ params, query }) =>
    reply(200, await trackingOf(deps, plans, await trackedIntake(deps, params.no, query.token))),
  );
  mount('rate', async ({ params, body: { token, ...data } }) =>
    reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'rate', data })),
  );
  mount('agree', async ({ params, body: { token, ...data } }) =>
    reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'agree', data })),
  );
  mount('dispute', async ({ params, body: { token, ...data } }) =>
    reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'dispute', data })),
  );
  mount('giveInfo', async ({ params, body: { token, text }, files }) => {
    const { stored } = await trackedIntake(deps, params.no, token);
    const photos = (await keepPhotos(deps, files, { kind: 'number', id: stored.no })).map(referenceOf);
    return reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'giveInfo', data: { text, photos } }));
  });
  mount('withdraw', async ({ params, body: { token, ...data } }) =>
    reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'withdraw', data })),
  );
  mount('reopen', async ({ params, body: { token, ...data } }) =>
    reply(200, await residentAct(deps, plans, { no: params.no, token, name: 'reopen', data })),
  );
  mount('listStories', async ({ query }) => reply(200, await storiesPage(deps, query)));
  mount('readStory', async ({ params }) => {
    const story = await storyOf(deps, params.id);
    if (!story) throw new Refusal('NOT_FOUND');
    return reply(200, story);
  });
}
