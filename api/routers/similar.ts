import type { z } from 'zod';
import {
  type Actor,
  actOnTheme,
  districtsAt,
  type IssueState,
  type IssueView,
  type Suggestion,
  type ThemeCommand,
  type ThemeCommandName,
  themeCommandSchemas,
  themeCommandsFor,
} from '#domain';
import type { ResultOf, Routes } from '#contract';
import type { StoredTheme } from '#store';
import { mayRead, maySeeReporter, type Signed } from '../access';
import type { Deps } from '../deps';
import { type Mount, reply } from '../mount';
import { invalidInput, Refusal } from '../problem';
import { peopleNames, rowOf, unitNames } from '../reading';

type SimilarItem = ResultOf<Routes['readSimilar']>['items'][number];
type ThemePage = ResultOf<Routes['readTheme']>;

/** What is like an issue, and the themes that many issues make (DOMAIN 4 #16–18). */
export function similarRoutes(mount: Mount, deps: Deps): void {
  const { themes } = deps.store;
  mount('readSimilar', async ({ params, who }) => {
    const { no, view } = await rowOf(deps, params.no, who);
    const [state, settings] = await Promise.all([deps.store.issues.state(no), deps.store.settings.get()]);
    // Who else came from the same person says who somebody is: not of a sealed issue, and not to those who see no reporters.
    const byPerson = maySeeReporter(who, { anonymous: true }, state?.facts['sensitivity'], []);
    const { items, repeats } = await deps.store.similar.of({ no, category: view.category, intakes: view.intakes, byPerson });
    const rows = await Promise.all(items.map((one) => deps.store.issues.get(one.no)));
    const sealed = await sealedAmong(deps, [
      ...items.filter(({ kind }) => kind === 'sameResident').map((one) => one.no),
      ...repeats.earlier,
    ]);
    const shown = items.flatMap((one, n) => {
      const other = rows[n]?.view;
      return other !== undefined && mayRead(who, other) && !sealed.has(one.no) ? [itemOf(one, other, state)] : [];
    });
    const border = districtsAt(state?.intakes[0]?.point ?? null, settings.document.borders);
    const earlier = repeats.earlier.filter((intake) => !sealed.has(intake));
    return reply(200, { items: shown, border, repeats: { earlier, overLimit: repeats.overLimit && earlier.length > 0 } });
  });
  mount('listThemes', async ({ query, who }) => {
    const { items, next } = await themes.list(query.state === undefined ? {} : { state: query.state }, {
      limit: query.limit,
      cursor: query.cursor ?? null,
    });
    return reply(200, { items: await Promise.all(items.map((one) => themePage(deps, one, who))), next });
  });
  mount('readTheme', async ({ params, who }) => reply(200, await themePage(deps, await found(deps, params.id), who)));
  mount('actOnTheme', async ({ params, body, who, key }) => {
    const command = parsed(body.name, body.data, `${who.person.id}:${key}`);
    await checkUnits(deps, command);
    const { revision, theme } = await found(deps, params.id);
    const answer = actOnTheme(theme, command, who.actor, deps.clock.now());
    if (!answer.ok) throw new Refusal(answer.refusal.code, { detail: answer.refusal.message });
    if (answer.theme !== theme && !(await themes.save(answer.theme, revision))) throw new Refusal('REVISION_CONFLICT');
    return reply(200, await themePage(deps, await found(deps, params.id), who));
  });
}

/** Those of these numbers whose issue is sealed. */
async function sealedAmong(deps: Deps, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const sealed = await Promise.all(
    [...new Set(numbers)].map(async (no) => {
      const row = await deps.store.issues.byIntake(no);
      return row !== null && (await deps.store.issues.state(row.no))?.facts['sensitivity'] === 'sealed' ? [no] : [];
    }),
  );
  return new Set(sealed.flat());
}

function itemOf(
  one: Suggestion,
  { stage, category, district, street, openedAt, closedAt }: IssueView,
  state: IssueState | null,
): SimilarItem {
  const { kind, no, intake, score, metres, sameAddress, elsewhere } = one;
  return {
    ...{ kind, no, intake, stage, category, district, street, openedAt, closedAt, score, metres, sameAddress, elsewhere },
    factors: { category: one.category, distance: one.distance, time: one.time, text: one.text },
    relapse: kind === 'relapse' ? relapseOf(no, state) : null,
  };
}

function relapseOf(no: string, state: IssueState | null): SimilarItem['relapse'] {
  if (state?.relapseOf === no) return 'confirmed';
  const denied = state?.facts['relapseDenied'];
  return Array.isArray(denied) && denied.includes(no) ? 'denied' : 'open';
}

async function found(deps: Deps, id: string): Promise<StoredTheme> {
  const theme = await deps.store.themes.get(id);
  if (theme === null) throw new Refusal('NOT_FOUND');
  return theme;
}

function parsed(name: ThemeCommandName, given: unknown, id: string): ThemeCommand {
  const answer = (themeCommandSchemas[name] as z.ZodType).safeParse(given);
  if (!answer.success) throw invalidInput(answer.error, 'body.data');
  return { id, name, data: answer.data } as ThemeCommand;
}

/** A theme is led and worked off by units that exist and are active. */
async function checkUnits(deps: Deps, command: ThemeCommand): Promise<void> {
  const tasks = command.name === 'accept' ? command.data.tasks : command.name === 'addTask' ? [command.data] : [];
  const named = [
    ...(command.name === 'accept' ? [{ path: 'body.data.leadUnit', code: command.data.leadUnit }] : []),
    ...tasks.flatMap(({ unit }, n) => (unit === undefined ? [] : [{ path: `body.data.tasks.${n}.unit`, code: unit }])),
  ];
  const units = await Promise.all(named.map(({ code }) => deps.store.directory.unit(code)));
  const fields = named.flatMap(({ path }, n) => (units[n]?.active === true ? [] : [{ path, message: 'unknown or inactive' }]));
  if (fields.length > 0) throw new Refusal('INVALID_INPUT', { fields });
}

/** A theme for one reader: of its issues only those that they may read. */
async function themePage(deps: Deps, { revision, theme }: StoredTheme, who: Signed): Promise<ThemePage> {
  const rows = await Promise.all(theme.intakes.map((no) => deps.store.issues.byIntake(no)));
  const views = new Map(rows.flatMap((row) => (row !== null && mayRead(who, row.view) ? [[row.no, row.view] as const] : [])));
  const units = await unitNames(
    deps,
    [theme.leadUnit, ...theme.tasks.map(({ unit }) => unit)].filter((code) => code !== null),
  );
  const people = await peopleNames(
    deps,
    theme.acts.map(({ by }) => by),
  );
  const { id, category, state, window, reporters, districts, leadUnit, plan, tasks, acts } = theme;
  return {
    ...{ id, category, state, revision, window, reporters, districts, leadUnit, plan },
    issues: [...views.values()].map(({ no, stage, district, street }) => ({ no, stage, district, street })),
    intakes: theme.intakes.length,
    leadName: leadUnit === null ? null : (units[leadUnit] ?? null),
    tasks: tasks.map((task) => ({ ...task, unitName: task.unit === null ? null : (units[task.unit] ?? null) })),
    acts: acts.map(({ at, by, name, note }) => ({ at, by, byName: people[by] ?? by, name, note })),
    allowed: themeCommandsFor(theme, who.actor satisfies Actor),
  };
}
