import { type Release, canonicalJson } from '#domain';
import { backTestFor } from '../back-test/run';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { Refusal } from '../problem';
import { peopleNames } from '../reading';
import { proofFindings } from '../proof';
import { findingOfRun, runsOf, scenariosOf } from '../rehearsal';
import { authorsSince, draftsOfFlow, lastPublished } from '../versions/sides';
import { type Drawn, blocking, drawnFrom, findingsOf } from '../releases';

/** Releases: check what the drafts say together, publish exactly what was checked, read what was published. */
export function releaseRoutes(mount: Mount, deps: Deps): void {
  const { releases, audit } = deps.store;

  mount('listReleases', async () => {
    const rows = await releases.list(deps.city);
    const people = await peopleNames(
      deps,
      rows.flatMap(({ author, approver }) => [author, approver]),
    );
    return reply(200, { items: rows.map(({ contentHash, ...row }) => ({ ...row, ...namesOf(row, people), hash: contentHash })) });
  });

  mount('readRelease', async ({ params }) => {
    const release = await find(deps, params.id);
    const { flow, decisions, policy, hours } = release.content;
    return reply(200, { ...(await headOf(deps, release)), flow, decisions, policy, hours });
  });

  mount('checkRelease', async ({ body }) => {
    const drawn = await drawnFrom(deps, body.flow);
    const found = await findingsOf(deps, drawn);
    // What does not compile cannot be played: its own problems are mended first.
    const scenarios = await scenariosOf(deps, drawn.content.flow.id);
    const isBroken = found.some(({ severity }) => severity === 'error');
    const red = isBroken ? [] : (await runsOf(deps, drawn, scenarios)).flatMap(findingOfRun);
    const items = [...found, ...(await proofFindings(deps, drawn)), ...red];
    const publishable = items.every(({ severity }) => severity !== 'error');
    const [authors, backTest] = await Promise.all([authorsOf(deps, drawn, scenarios), backTestFor(deps, drawn)]);
    return reply(200, { publishable, draftHash: drawn.draftHash, authors, items, backTest });
  });

  mount('publishRelease', async ({ body, who }) => {
    const drawn = await drawnFrom(deps, body.flow, body.name);
    const scenarios = await scenariosOf(deps, drawn.content.flow.id);
    const authors = await authorsOf(deps, drawn, scenarios);
    if (authors.includes(who.person.id))
      throw new Refusal('SAME_PERSON', { detail: 'somebody who saved none of these drafts must approve', data: { authors } });
    if (drawn.draftHash !== body.draftHash)
      throw new Refusal('REVISION_CONFLICT', {
        detail: 'a draft has changed since it was checked',
        data: { draftHash: drawn.draftHash },
      });
    const current = await releases.current(deps.city);
    if (current && sameContent(current, drawn.content)) return reply(200, await headOf(deps, current));
    const findings = blocking([...(await findingsOf(deps, drawn)), ...(await proofFindings(deps, drawn))], body.waivers);
    if (findings.length > 0) throw new Refusal('CHECK_FAILED', { findings });
    await refuseRed(deps, drawn, scenarios);
    const author = drawn.authors[0] ?? '';
    const at = deps.clock.realNow();
    const backTest = await backTestFor(deps, drawn);
    const release = await releases.publish(drawn.content, { author, approver: who.person.id, at, note: noteOf(body), backTest });
    const subject = `release ${release.content.number}`;
    await audit.append({
      at,
      person: who.person.id,
      action: 'publish',
      subject,
      purpose: body.note || null,
      fields: [release.contentHash],
    });
    return reply(201, await headOf(deps, release));
  });
}

type Scenarios = Awaited<ReturnType<typeof scenariosOf>>;

/**
 * Everybody who saved any of it since the flow was last published, not only who saved last: a change that another hand has saved
 * over is in what is frozen all the same. Who wrote what a draft must keep (its scenarios) has had a hand in it as well.
 */
async function authorsOf(deps: Deps, drawn: Drawn, scenarios: Scenarios): Promise<string[]> {
  const [held, since] = await Promise.all([draftsOfFlow(deps, drawn), lastPublished(deps, drawn.content.flow.id)]);
  const all = [...held.map(({ draft }) => draft), ...scenarios].flatMap((draft) => authorsSince(draft, since));
  return [...new Set([...drawn.authors, ...all.map(({ person }) => person)])];
}

/** Saved scenarios must be green (DESIGN 8): played again here, on what is about to be frozen. Throws `SCENARIO_FAILED` naming each. */
async function refuseRed(deps: Deps, drawn: Drawn, scenarios: Scenarios): Promise<void> {
  const red = (await runsOf(deps, drawn, scenarios)).filter(({ outcome }) => outcome !== 'green');
  if (red.length === 0) return;
  const ids = red.map(({ id }) => id);
  throw new Refusal('SCENARIO_FAILED', {
    detail: ids.join(', '),
    findings: red.flatMap(findingOfRun),
    data: { scenarios: ids },
  });
}

/** Why warnings were waived is kept with the release. */
const noteOf = ({ note, waivers }: { note: string; waivers: readonly { code: string; reason: string }[] }): string =>
  [note, ...waivers.map(({ code, reason }) => `${code}: ${reason}`)].filter((line) => line !== '').join('\n');

function sameContent(current: Release, content: object): boolean {
  const { number: _number, format: _format, ...rest } = current.content;
  return canonicalJson(rest) === canonicalJson(content);
}

/** By `current`, number or hash. Throws `NOT_FOUND`. */
export async function find(deps: Deps, id: string): Promise<Release> {
  const { releases } = deps.store;
  const release =
    id === 'current'
      ? await releases.current(deps.city)
      : /^\d{1,9}$/.test(id)
        ? await releases.byNumber(deps.city, Number(id))
        : await releases.byHash(id);
  if (!release) throw new Refusal('NOT_FOUND');
  return release;
}

async function headOf(deps: Deps, release: Release) {
  const current = await deps.store.releases.current(deps.city);
  const { content, contentHash, planHash, author, approver, publishedAt, note, backTest } = release;
  const { number, city, name } = content;
  const people = await peopleNames(deps, [author, approver]);
  return {
    ...namesOf(release, people),
    number,
    hash: contentHash,
    planHash,
    city,
    name,
    current: current?.contentHash === contentHash,
    author,
    approver,
    publishedAt,
    note,
    backTest,
  };
}

/** Who made and who approved it, by name; whoever is gone keeps the account. */
const namesOf = ({ author, approver }: { author: string; approver: string }, people: Record<string, string>) => ({
  authorName: people[author] ?? author,
  approverName: people[approver] ?? approver,
});
