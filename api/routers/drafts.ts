import { type Decision, type PolicyProblem, type TableProblem, calledBy, checkFlow, checkPolicy, checkTable } from '#domain';
import type { Finding } from '#contract';
import type { Drafts, Revised } from '#store';
import type { Deps } from '../deps';
import { type Named, draftOf, fullOf, headOf, saveDraft } from '../drafts';
import { type Mount, reply } from '../mount';
import { peopleNames } from '../reading';
import type { StoredScenario } from '../rehearsal';
import { findingOf } from '../releases';

/** What the designer edits. Saved half-done is fine; what is wrong with a document is its check's to say. */
export function draftRoutes(mount: Mount, deps: Deps): void {
  const { flows, tables, policies, calendars } = deps.store;
  const scenarios = deps.store.scenarios as Drafts<StoredScenario>;
  const nameOf = async (person: string) => (await peopleNames(deps, [person]))[person] ?? person;
  const by = (person: string) => ({ person, at: deps.clock.realNow(), nameOf });
  const answer = async <T extends Named>(draft: Revised<T>) => {
    const people = await peopleNames(deps, [draft.updatedBy]);
    return reply(
      200,
      { ...fullOf(draft), updatedByName: people[draft.updatedBy] ?? draft.updatedBy },
      { revision: draft.revision },
    );
  };
  const list = async <T extends Named>(drafts: Drafts<T>) => {
    const all = await drafts.list();
    const people = await peopleNames(
      deps,
      all.map(({ updatedBy }) => updatedBy),
    );
    return reply(200, { items: all.map((one) => ({ ...headOf(one), updatedByName: people[one.updatedBy] ?? one.updatedBy })) });
  };

  mount('listFlows', () => list(flows));
  mount('readFlow', async ({ params }) => answer(await draftOf(flows, params.id)));
  mount('saveFlow', async ({ params: { id }, body, revision, who }) =>
    answer(await saveDraft(flows, { id, document: body, revision }, by(who.person.id))),
  );
  mount('checkFlow', async ({ params }) => reply(200, { items: await findingsOfFlow(deps, params.id) }));

  mount('listTables', () => list(tables));
  mount('readTable', async ({ params }) => answer(await draftOf(tables, params.id)));
  mount('saveTable', async ({ params: { id }, body, revision, who }) =>
    answer(await saveDraft(tables, { id, document: body, revision }, by(who.person.id))),
  );
  mount('checkTable', async ({ params }) => reply(200, { items: findingsOfTable((await draftOf(tables, params.id)).document) }));

  mount('listPolicies', () => list(policies));
  mount('readPolicy', async ({ params }) => answer(await draftOf(policies, params.id)));
  mount('savePolicy', async ({ params: { id }, body, revision, who }) =>
    answer(await saveDraft(policies, { id, document: body, revision }, by(who.person.id))),
  );
  mount('checkPolicy', async ({ params }) => {
    const [draft, hours] = await Promise.all([draftOf(policies, params.id), calendars.list()]);
    return reply(200, { items: checkPolicy(draft.document, { calendars: hours.map(({ id }) => id) }).map(ofPolicy) });
  });

  mount('listCalendars', () => list(calendars));
  mount('readCalendar', async ({ params }) => answer(await draftOf(calendars, params.id)));
  mount('saveCalendar', async ({ params: { id }, body, revision, who }) =>
    answer(await saveDraft(calendars, { id, document: body, revision }, by(who.person.id))),
  );
  mount('checkCalendar', async ({ params }) => {
    await draftOf(calendars, params.id);
    // Its schema says all there is to say of weekly hours, and a draft that breaks it is not saved.
    return reply(200, { items: [] });
  });

  mount('listScenarios', () => list(scenarios));
  mount('readScenario', async ({ params }) => answer(await draftOf(scenarios, params.id)));
  mount('saveScenario', async ({ params: { id }, body, revision, who }) =>
    answer(await saveDraft(scenarios, { id, document: body, revision }, by(who.person.id))),
  );
}

/** The drawing with the tables and the policy it names, as far as they are there, and the directory as it is now. */
async function findingsOfFlow(deps: Deps, id: string): Promise<Finding[]> {
  const { flows, tables, policies, directory } = deps.store;
  const { document } = await draftOf(flows, id);
  const [drawings, decisions, policy, units, people] = await Promise.all([
    flows.list(),
    tables.list(),
    policies.get(document.policy),
    directory.units(),
    directory.people(),
  ]);
  const known = decisions.map((draft) => draft.document);
  const subflows = calledBy(
    document,
    drawings.map((draft) => draft.document),
  );
  return checkFlow(document, known, policy?.document ?? null, { directory: { units, people }, subflows }).map(findingOf);
}

function findingsOfTable(decision: Decision): Finding[] {
  if (decision.kind !== 'table') return [];
  return checkTable(decision).map((found) => ofTable(decision.id, found));
}

function ofTable(id: string, { code, severity, at, message }: TableProblem): Finding {
  const rule = at.rule === undefined ? '' : `.rules.${at.rule - 1}`;
  const column = at.column === undefined ? '' : `.${at.column}`;
  const row = at.rule === undefined ? { zh: '', en: '' } : { zh: `第 ${at.rule} 行`, en: ` row ${at.rule}` };
  const mend = { zh: `改正${row.zh || '这张表'}。`, en: `Correct${row.en || ' this table'}.` };
  return { code, severity, at: `tables.${id}${rule}${column}`, message, mend };
}

const ofPolicy = ({ code, severity, at, message }: PolicyProblem): Finding => ({
  code,
  severity,
  at: `policy.${at}`,
  message,
  mend: { zh: `改正“${at}”。`, en: `Correct “${at}”.` },
});
