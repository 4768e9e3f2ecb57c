import { bpmnOf } from '#bpmn';
import type { ReleaseParts } from '#versions';
import { dmnOfAll, writeDmn } from '#dmn';
import type { DraftChange } from '#store';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';
import { type Drawn, drawnFrom } from '../releases';
import { bundleOf, checkSigner, handedIn, signerOf } from '../versions/bundles';
import { carryOut, documentsOf, planOf, plannedOf, scenariosIn, toldOf, undoOf } from '../versions/changes';
import { type Diff, differenceOf, draftsOfFlow, headsOf, lastPublished, sideOf } from '../versions/sides';
import { find } from './releases';

/** Versions of a flow: history, differences, restore and undo, bundles in and out, BPMN and DMN out. */
export function versionRoutes(mount: Mount, deps: Deps): void {
  mount('readHistory', async ({ params }) => reply(200, await historyOf(deps, params.id)));

  mount('diffReleases', async ({ params: { id }, query: { from, to } }) => {
    const [before, after] = await Promise.all([sideOf(deps, id, from), sideOf(deps, id, to)]);
    const drawn = after.drawn ?? before.drawn;
    return reply(200, await differenceOf(deps, before, after, drawn ? await headsOfDrawn(deps, drawn) : []));
  });

  mount('planRestore', async ({ params: { id }, query }) => {
    const { content } = await sideOf(deps, id, String(query.release));
    const { base, drafts } = await planOf(deps, documentsOf(content));
    return reply(200, { base, drafts: drafts.map(plannedOf), change: await changeTo(deps, id, query.release, content) });
  });

  mount('restoreRelease', async ({ params: { id }, body, who, key }) => {
    const { content } = await sideOf(deps, id, String(body.release));
    const source = { release: body.release, signer: null, change: null };
    const change = { id: `${who.person.id}/${key}`, flow: id, what: 'restore', source, by: who.person.id } as const;
    const done = await again(deps, change.id, () => overBase(deps, change, body.base, documentsOf(content)));
    return reply(200, await audited(deps, done, `release ${body.release}`));
  });

  mount('undoChange', async ({ params: { id }, body, who, key }) => {
    const undone = await deps.store.draftChanges.get(body.change);
    if (undone?.flow !== id) throw new Refusal('NOT_FOUND', { detail: body.change });
    const source = { release: null, signer: null, change: undone.id };
    const change = { id: `${who.person.id}/${key}`, flow: id, what: 'undo', source, by: who.person.id } as const;
    const done = await again(deps, change.id, async () => carryOut(deps, change, await undoOf(deps, undone)));
    return reply(200, await toldOf(deps, done));
  });

  bundleRoutes(mount, deps);
  exportRoutes(mount, deps);
}

function bundleRoutes(mount: Mount, deps: Deps): void {
  mount('exportBundle', async ({ params }) => reply(200, await bundleOf(deps, params.id)));

  mount('planImport', async ({ body }) => {
    const bundle = handedIn(deps, body.bundle);
    const { content, release } = bundle;
    const scenarios = scenariosIn(bundle.scenarios, content.flow.id);
    const { base, drafts } = await planOf(deps, documentsOf(content, scenarios));
    const change = await changeTo(deps, content.flow.id, null, content);
    const told = { base, drafts: drafts.map(plannedOf), change, flow: content.flow.id, scenarios: scenarios.length };
    return reply(200, { ...told, release, signer: signerOf(deps, bundle) });
  });

  mount('importBundle', async ({ body, who, key }) => {
    const bundle = handedIn(deps, body.bundle);
    checkSigner(deps, bundle, body.accept, who);
    const { content, signer, release } = bundle;
    const source = { release: release.number, signer: signer.name, change: null };
    const change = { id: `${who.person.id}/${key}`, flow: content.flow.id, what: 'import', source, by: who.person.id } as const;
    const wanted = documentsOf(content, scenariosIn(bundle.scenarios, content.flow.id));
    const done = await again(deps, change.id, () => overBase(deps, change, body.base, wanted));
    return reply(200, await audited(deps, done, `bundle ${release.hash} signed by ${signer.city} ${signer.key}`));
  });
}

function exportRoutes(mount: Mount, deps: Deps): void {
  mount('exportBpmn', async ({ params }) => reply(200, { bpmn: await bpmnOf((await find(deps, params.id)).content) }));
  mount('exportReleaseDmn', async ({ params }) => {
    const { flow, name, decisions } = (await find(deps, params.id)).content;
    return reply(200, { dmn: await writeDmn(dmnOfAll({ id: flow.id, name }, decisions)) });
  });
}

type Change = Parameters<typeof carryOut>[1];

/** The same request sent again is the change that it made; one that was broken off is gone on with. */
async function again(deps: Deps, id: string, begin: () => Promise<DraftChange>): Promise<DraftChange> {
  const known = await deps.store.draftChanges.get(id);
  return known ? carryOut(deps, known, known.drafts) : begin();
}

async function overBase(deps: Deps, change: Change, base: string, wanted: Parameters<typeof planOf>[1]): Promise<DraftChange> {
  const plan = await planOf(deps, wanted);
  if (plan.base !== base) throw new Refusal('REVISION_CONFLICT', { detail: 'a draft was saved since it was looked at' });
  return carryOut(deps, change, plan.drafts);
}

async function audited(deps: Deps, change: DraftChange, subject: string) {
  const { id, by, at, what, drafts } = change;
  const fields = drafts.map(({ kind, id: document }) => `${kind} ${document}`);
  const action = what === 'import' ? 'import' : 'restore';
  await deps.store.audit.append({ id: `change ${id}`, at, person: by, action, subject, purpose: null, fields });
  return toldOf(deps, change);
}

/** From the drafts as they are to what is to be written; null where they are not there or do not stand together. */
async function changeTo(deps: Deps, flow: string, release: number | null, content: ReleaseParts): Promise<Diff | null> {
  try {
    return await differenceOf(deps, { release: null, content: (await drawnFrom(deps, flow)).content }, { release, content });
  } catch (refused) {
    if (refused instanceof Refusal) return null;
    throw refused;
  }
}

async function headsOfDrawn(deps: Deps, drawn: Drawn) {
  const [held, since] = await Promise.all([draftsOfFlow(deps, drawn), lastPublished(deps, drawn.content.flow.id)]);
  return headsOf(deps, held, since);
}

async function historyOf(deps: Deps, flow: string) {
  const { releases, issues, draftChanges } = deps.store;
  const rows = await releases.list(deps.city);
  const full = await Promise.all(rows.map(({ number }) => releases.byNumber(deps.city, number)));
  const own = rows.filter((_, at) => full[at]?.content.flow.id === flow);
  const [running, people, changes, drawn] = await Promise.all([
    issues.countBy('release', { final: false }),
    peopleNames(
      deps,
      own.flatMap(({ author, approver }) => [author, approver]),
    ),
    draftChanges.list(flow),
    drawnFrom(deps, flow).catch((refused: unknown) => {
      if (refused instanceof Refusal) return null;
      throw refused;
    }),
  ]);
  return {
    releases: own.map(({ contentHash, ...row }) => ({
      ...row,
      hash: contentHash,
      authorName: people[row.author] ?? row.author,
      approverName: people[row.approver] ?? row.approver,
      running: running[row.planHash] ?? 0,
    })),
    changes: await Promise.all(changes.map((change) => toldOf(deps, change))),
    drafts: drawn ? await headsOfDrawn(deps, drawn) : [],
  };
}
