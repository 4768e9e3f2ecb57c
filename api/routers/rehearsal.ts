import { type Plan, pastIssue } from '#domain';
import type { Drafts } from '#store';
import type { Deps } from '../deps';
import { draftOf, fullOf } from '../drafts';
import { type Mount, reply } from '../mount';
import type { Plans } from '../plans';
import { Refusal } from '../problem';
import { peopleNames, readingOf, rowOf, textOr } from '../reading';
import { type StoredScenario, daysOf, scenariosOf } from '../rehearsal';
import { drawnFrom } from '../releases';
import { eventsOf } from '../timeline';

/** What the designer plays with: the drafts together, the scenarios beside them, and past issues without anybody's data. */
export function rehearsalRoutes(mount: Mount, deps: Deps, plans: Plans): void {
  const scenarios = deps.store.scenarios as Drafts<StoredScenario>;

  mount('readRehearsal', async ({ params }) => {
    const drawn = await drawnFrom(deps, params.id);
    const { directory } = deps.store;
    const [units, people, days] = await Promise.all([directory.units(), directory.people(), daysOf(deps, drawn)]);
    return reply(200, { content: drawn.content, units, people, days });
  });

  mount('listFlowScenarios', async ({ params }) => {
    const found = await scenariosOf(deps, params.id);
    const people = await peopleNames(
      deps,
      found.map(({ updatedBy }) => updatedBy),
    );
    return reply(200, {
      items: found.map((one) => ({ ...fullOf(one), updatedByName: people[one.updatedBy] ?? one.updatedBy })),
    });
  });

  mount('removeScenario', async ({ params: { id }, revision, who }) => {
    await draftOf(scenarios, id);
    const result = await scenarios.remove(id, revision);
    if (!result.ok) throw new Refusal('REVISION_CONFLICT', { current: await scenarios.get(id) });
    const at = deps.clock.realNow();
    await deps.store.audit.append({
      at,
      person: who.person.id,
      action: 'scenario',
      subject: id,
      purpose: null,
      fields: ['removed'],
    });
    return reply(204);
  });

  mount('readPastIssue', async ({ params }) => reply(200, await past(deps, plans, params.no)));
}

/** Whoever draws the desk reads no issue; what is left of one here names nobody. */
async function past(deps: Deps, plans: Plans, no: string) {
  const row = await rowOf(deps, no, null);
  const { state, plan } = await readingOf(deps, plans, row);
  const [intake] = state.intakes;
  if (!intake || !plan) throw new Refusal('NOT_FOUND', { detail: no });
  const stored = await deps.store.intakes.get(intake.no);
  const zone = (await deps.store.settings.get()).document.zone;
  const events = (await eventsOf(deps, row.no)).map(({ event }) => event);
  const told = { zone, plan: plan satisfies Plan, intake: { ...intake, text: textOr(intake.text) ?? '—' }, events };
  return pastIssue({ ...told, facts: stored?.facts ?? {}, isSealed: state.facts['sensitivity'] === 'sealed' });
}
