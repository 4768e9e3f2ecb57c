import { type Decisions, askedThen, canonicalJson, decisionsOf, releaseContentSchema, sha256Hex, shadowAnswers } from '#domain';
import type { IssueRow, Shadow, ShadowIssue } from '#store';
import type { Deps } from '../deps';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { drawnFrom, findingsOf } from '../releases';
import { eventsOf } from '../timeline';

/**
 * Shadow runs (DESIGN 8): a draft decides again what new issues were asked, from their confirmed records alone. No history, no
 * record and no issue is touched; what was found may be thrown away and found again.
 */
export type ShadowDesk = {
  mark: (flow: string, person: string) => Promise<void>;
  /** Looks at what has come since; false when there is more than one call looks at. */
  catchUp: (shadow: Shadow) => Promise<boolean>;
};

const pageSize = 200;
/** How many issues one call decides again: the rest is the next call's. */
const mostAtOnce = 300;
const mostKept = 20;

type Tools = { deps: Deps; plans: Plans; ready: Map<string, Decisions>; going: Map<string, Promise<boolean>> };

export function shadowDesk(deps: Deps, plans: Plans): ShadowDesk {
  const tools: Tools = { deps, plans, ready: new Map(), going: new Map() };
  return {
    mark: (flow, person) => mark(deps, flow, person),
    catchUp: (shadow) => {
      const known = tools.going.get(shadow.mark);
      if (known) return known;
      const run = catchUp(tools, shadow).finally(() => tools.going.delete(shadow.mark));
      tools.going.set(shadow.mark, run);
      return run;
    },
  };
}

async function mark(deps: Deps, flow: string, person: string): Promise<void> {
  const drawn = await drawnFrom(deps, flow);
  const findings = (await findingsOf(deps, drawn)).filter(({ severity }) => severity === 'error');
  if (findings.length > 0) throw new Refusal('CHECK_FAILED', { findings });
  const content = { format: 1, number: 0, ...drawn.content };
  const [since, markedAt] = [deps.clock.now(), deps.clock.realNow()];
  const name = sha256Hex(canonicalJson({ flow, since, markedAt, draft: drawn.draftHash })).slice(0, 24);
  await deps.store.shadows.put({ flow, mark: name, draftHash: drawn.draftHash, content, by: person, since, markedAt });
}

async function catchUp(tools: Tools, shadow: Shadow): Promise<boolean> {
  const { store } = tools.deps;
  const draft = ready(tools, shadow.mark, () => shadow.content);
  let cursor: string | null = null;
  let left = mostAtOnce;
  do {
    const page: { items: IssueRow[]; next: string | null } = await store.issues.list({}, { cursor, limit: pageSize });
    const within = page.items.filter(({ view }) => view.openedAt >= shadow.since);
    const known = await store.shadows.known(
      shadow.mark,
      within.map(({ no }) => no),
    );
    for (const row of within) {
      if ((known.get(row.no)?.seq ?? 0) >= row.seq) continue;
      if (left === 0) return false;
      left -= 1;
      await store.shadows.note(shadow.mark, await decideAgain(tools, draft, row));
    }
    cursor = within.length < page.items.length ? null : page.next;
  } while (cursor !== null);
  return true;
}

async function decideAgain(tools: Tools, draft: Decisions, { no, seq, view }: IssueRow): Promise<ShadowIssue> {
  const { store } = tools.deps;
  const seen = { id: no, openedAt: view.openedAt, seq };
  const [state, stored] = await Promise.all([store.issues.state(no), store.intakes.get(no)]);
  const intake = state?.intakes[0];
  const [plan, release] = state
    ? await Promise.all([tools.plans.plan(state.release), store.releases.byHash(state.release)])
    : [null, null];
  if (!intake || !plan || !release) return { ...seen, no, decided: 0, differences: [] };
  const live = ready(tools, release.contentHash, () => release.content);
  const events = (await eventsOf(tools.deps, no)).map(({ event }) => event);
  const found = shadowAnswers(live, draft, askedThen({ plan, intake, facts: stored?.facts ?? {}, events }));
  return { ...seen, ...found, no: state.facts['sensitivity'] === 'sealed' ? null : no };
}

/** Compiled decisions, the latest used kept. */
function ready({ ready: kept }: Tools, key: string, content: () => unknown): Decisions {
  const known = kept.get(key);
  if (known) return known;
  const made = decisionsOf(releaseContentSchema.parse(content()));
  if (kept.size >= mostKept) kept.delete([...kept.keys()][0] ?? '');
  kept.set(key, made);
  return made;
}
