import type { Instant } from '../deadline';
import type { FlowNode } from '../flow';
import { type CommandInput, type CommandName, type Turn, commandSchemas } from '../issue';
import { type Aliases, actorFor, dataFor, numberOfAlias } from './names';
import { type Difference, judge } from './judge';
import { includes } from './match';
import { checkNames } from './check-names';
import { intakeByDefault, intakeOf, patchOf, yearOf } from './documents';
import { otherNames } from './scenario';
import type { Expectation, Scenario, ScenarioFault, ScenarioImport, ScenarioIntake, ScenarioStep } from './scenario';
import { type City, type Setting, addYear, calendarNow, directoryProblems, patchDirectory, settingOf } from './setting';
import { awaits, drawnFor, hireStaff, staffCommands } from './staff';
import { afterLength, readInstant, readLength } from './times';
import { relapseIn } from './relapses';
import type { Watch } from './watch';
import { type Life, type World, createWorld, openIssue, runTo, submit } from './world';

export type Played = {
  ok: true;
  differences: Difference[];
  issues: { alias: string; no: string; state: Life['state']; events: Life['events']; notices: Life['notices'] }[];
  /** Every command in the order of its answer: what it was and how it ended. */
  answers: { step: number; code: string }[];
  end: Instant;
  /** What it was played in, as it stood at the end. */
  setting: Setting;
};
export type PlayResult = Played | { ok: false; faults: ScenarioFault[] };

type Play = {
  scenario: Scenario;
  world: World;
  setting: Setting;
  aliases: Aliases & { aliasOf: (no: string) => string };
  numbers: Map<string, string>;
  done: Set<number>;
  refusals: Map<string, string[]>;
  answers: Played['answers'];
  differences: Difference[];
  cursor: Instant;
};

/** Plays a scenario in a city in virtual time and holds it against what it expects. A scenario that cannot be played says why. */
export function playScenario(scenario: Scenario, city: City, watch: Watch = {}): PlayResult {
  const made = settingOf(city);
  if (!made.ok)
    return {
      ok: false,
      faults: made.problems.map(({ at, node, edge, message }) => ({
        path: `release ${scenario.release}: ${at ?? node ?? edge ?? ''}`,
        message: message.en,
      })),
    };
  const { setting } = made;
  const misfits = directoryProblems(setting, patchOf(scenario.directory));
  if (misfits.length > 0)
    return { ok: false, faults: misfits.map(({ path, message }) => ({ path: `directory.${path}`, message })) };
  patchDirectory(setting, patchOf(scenario.directory));
  for (const year of scenario.calendar) addYear(setting, yearOf(year));
  const faults = checkNames(scenario, setting);
  if (faults.length > 0) return { ok: false, faults };
  const play = begin(scenario, setting);
  play.world.onInput = (input) => watch.onInput?.(input, setting);
  play.world.onMoves = watch.onMoves ?? null;
  if (scenario.intake !== null) openAt(play, scenario.as, scenario.intake ?? intakeByDefault, play.cursor);
  scenario.steps.forEach((step, i) => {
    takeStep(play, step, i);
    watch.onStep?.(i, play.world.issues);
  });
  runTo(play.world, play.cursor);
  if (scenario.expect) expect(play, scenario.expect, 'expect', scenario.as);
  return resultOf(play);
}

function begin(scenario: Scenario, setting: Setting): Play {
  const at = (text: string): Instant => readInstant(setting.zone, text) ?? '';
  const outages = scenario.faults.map(({ workerDown }) => ({ from: at(workerDown.from), to: at(workerDown.to) }));
  const start = at(scenario.start);
  const world = createWorld(setting, start, outages);
  const numbers = new Map<string, string>();
  const aliases = {
    numberOf: (alias: string) => numbers.get(alias) ?? alias,
    aliasOf: (no: string) => no.replace(/^S-/, ''),
  };
  const play: Play = {
    scenario,
    world,
    setting,
    aliases,
    numbers,
    done: new Set(),
    refusals: new Map(),
    answers: [],
    differences: [],
    cursor: start,
  };
  hireStaff(world, staffAtWork(scenario), (life, node) => isTold(play, life, node));
  return play;
}

const staffAtWork = ({ manual }: Scenario) =>
  staffCommands.filter((name) => manual !== true && !(Array.isArray(manual) && manual.includes(name)));

/**
 * DOMAIN 2.8: a step is told when the next command of the desk that the scenario still has for this issue is one that this step
 * awaits, or when the very next command is a send-back or second signature by somebody whose step it is. Commands of units,
 * residents and supervision do not count.
 */
function isTold(play: Play, life: Life, node: FlowNode): boolean {
  const nodes = Object.values(drawnFor(play.world, life));
  const toCome = play.scenario.steps.filter(
    (step, i) => !play.done.has(i) && step.do !== undefined && play.aliases.numberOf(step.issue ?? play.scenario.as) === life.no,
  );
  const isReturn = (step: ScenarioStep) => step.do === 'sendBack' || step.do === 'sign2';
  const next = toCome.find(
    (step) => isReturn(step) || (!isByUnit(play, step) && nodes.some((one) => awaits(one, commandOf(step)))),
  );
  if (!next) return false;
  return isReturn(next) ? next === toCome[0] && isHeldFor(play, node, next) : awaits(node, commandOf(next));
}

/** What a unit asks for is no step of the desk, though verifying has a command of that name (C28). */
const isByUnit = (play: Play, step: ScenarioStep): boolean =>
  commandOf(step) === 'requestInfo' && typeof actorFor(play.setting, step.by ?? '')?.unit === 'string';

function isHeldFor(play: Play, node: FlowNode, step: ScenarioStep): boolean {
  const roles = actorFor(play.setting, step.by ?? '')?.roles ?? [];
  if (node.kind !== 'task') return false;
  if (step.do === 'sendBack') return node.roles.some((role) => roles.includes(role));
  return node.outcomes.some((outcome) => outcome.secondSignature?.roles.some((role) => roles.includes(role)));
}

function takeStep(play: Play, step: ScenarioStep, index: number): void {
  const at = instantOfStep(play, step);
  play.cursor = at;
  const path = `steps[${index}]`;
  if (isCheckpoint(step)) {
    runTo(play.world, at);
    play.cursor = step.run ? endOfRun(play, step, at) : at;
    runTo(play.world, play.cursor);
  } else {
    runTo(play.world, at, at);
    play.world.now = at;
    act(play, step, index, at);
  }
  play.done.add(index);
  if (step.expect) expect(play, step.expect, `${path}.expect`, step.issue ?? step.as ?? play.scenario.as);
}

const isCheckpoint = (step: ScenarioStep): boolean =>
  step.do === undefined && step.open === undefined && step.importCalendar === undefined && step.directory === undefined;

function instantOfStep(play: Play, step: ScenarioStep): Instant {
  if (step.at !== undefined) return readInstant(play.setting.zone, step.at) ?? play.cursor;
  return later(play, play.cursor, step.after);
}

function later(play: Play, from: Instant, length: string | undefined): Instant {
  const read = length === undefined ? null : readLength(length);
  return read ? afterLength(calendarNow(play.setting), from, read) : from;
}

function endOfRun(play: Play, { run }: ScenarioStep, from: Instant): Instant {
  const end = run?.until === undefined ? later(play, from, run?.for) : (readInstant(play.setting.zone, run.until) ?? from);
  return end > from ? end : from;
}

function act(play: Play, step: ScenarioStep, index: number, at: Instant): void {
  if (step.open) openAt(play, step.as ?? play.scenario.as, step.open, at);
  else if (step.directory) patchDirectory(play.setting, patchOf(step.directory));
  else if (step.importCalendar) importCalendar(play, step.importCalendar, at);
  else command(play, step, index, at);
}

/** The command that a step means, by its name or another name of the same. */
const commandOf = ({ do: name = '' }: ScenarioStep): CommandName => otherNames[name] ?? (name as CommandName);

// what a step does

function openAt(play: Play, alias: string, given: ScenarioIntake, at: Instant): void {
  const no = numberOfAlias(alias);
  play.numbers.set(alias, no);
  const intake = intakeOf(given, alias, no, at);
  const facts = {
    ...given.facts,
    ...(given.unit === undefined ? {} : { unit: given.unit }),
    ...(given.units === undefined ? {} : { units: given.units }),
  };
  const relapseOf = given.relapseOf === null ? relapseIn(play.world, intake) : play.aliases.numberOf(given.relapseOf);
  const life = openIssue(play.world, { at, no, intake, facts, relapseOf });
  play.numbers.set(alias, life.no);
}

/** An import sends every open issue the command `applyCalendar` (DESIGN 7). */
function importCalendar(play: Play, year: ScenarioImport, at: Instant): void {
  const edition = addYear(play.setting, yearOf(year));
  const actor = actorFor(play.setting, 'calendarKeeper');
  for (const life of play.world.issues.values()) {
    if (life.state.final || !actor) continue;
    const data = { calendar: play.setting.calendarId, edition };
    submit(play.world, life, {
      command: { id: `import-${edition}-${life.no}`, name: 'applyCalendar', at, actor, data },
      done: () => undefined,
    });
  }
}

function command(play: Play, step: ScenarioStep, index: number, at: Instant): void {
  const alias = step.issue ?? play.scenario.as;
  const life = play.world.issues.get(play.aliases.numberOf(alias));
  const actor = actorFor(play.setting, step.by ?? '');
  if (!life || !actor) return differ(play, `steps[${index}]`, 'an open issue', `${alias} is not opened yet`);
  const name = commandOf(step);
  const fill = ![step.expect?.refused].flat().includes('INVALID_INPUT');
  const given = dataFor({ setting: play.setting, aliases: play.aliases, life }, name, step.with ?? {}, fill);
  const read = commandSchemas[name].safeParse(given);
  if (!read.success) {
    play.done.add(index);
    const message = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return answered(play, step, index, alias, { ok: false, refusal: { code: 'INVALID_INPUT', message } });
  }
  const input: CommandInput = { id: step.id ?? `step-${index}`, name, at, actor, data: read.data };
  submit(play.world, life, {
    command: input,
    taken: () => void play.done.add(index),
    done: (turn) => {
      answered(play, step, index, alias, turn);
      if (!turn.ok) play.world.onTurn?.(life);
    },
  });
}

/** Holds a command's answer against what the step expects; a refusal that nobody expected is a difference. */
function answered(play: Play, step: ScenarioStep, index: number, alias: string, turn: Turn): void {
  const path = `steps[${index}] (${step.by ?? ''} ${step.do ?? ''})`;
  const wanted = step.expect?.refused;
  const codes = wanted === undefined || typeof wanted === 'boolean' ? [] : [wanted].flat();
  if (!turn.ok) {
    play.answers.push({ step: index, code: turn.refusal.code });
    play.refusals.set(alias, [...(play.refusals.get(alias) ?? []), turn.refusal.code]);
    if (wanted !== true && !codes.includes(turn.refusal.code))
      differ(
        play,
        path,
        codes.length > 0 ? `refused ${codes.join(' or ')}` : 'accepted',
        `refused ${turn.refusal.code}: ${turn.refusal.message}`,
      );
    return;
  }
  if (!turn.answer.ok) return;
  const { status, code, data } = turn.answer;
  play.answers.push({ step: index, code });
  if (wanted === true || (codes.length > 0 && !codes.some((wantedCode) => wantedCode === code)))
    differ(play, path, `refused ${codes.join(' or ')}`.trim(), `accepted (${status} ${code})`);
  const { expect: want } = step;
  if (want?.status !== undefined && want.status !== status) differ(play, `${path}.status`, String(want.status), String(status));
  if (want?.code !== undefined && want.code !== code) differ(play, `${path}.code`, want.code, code);
  if (want?.data !== undefined && !includes(data ?? {}, want.data))
    differ(play, `${path}.data`, JSON.stringify(want.data), JSON.stringify(data ?? {}));
}

function differ(play: Play, path: string, wanted: string, found: string): void {
  play.differences.push({ path, wanted, found });
}

// what is expected

function expect(play: Play, want: Expectation, path: string, alias: string): void {
  const { issues, issue, ...rest } = want;
  const all: [string, Omit<Expectation, 'issues'>, string][] = [
    [issue ?? alias, rest, path],
    ...Object.entries(issues ?? {}).map(([name, one]) => [name, one, `${path}.issues.${name}`] as [string, typeof one, string]),
  ];
  for (const [name, one, where] of all) {
    const life = play.world.issues.get(play.aliases.numberOf(name));
    if (!life) {
      if (Object.values(one).some((value) => value !== undefined)) differ(play, where, `an issue ${name}`, 'none was opened');
      continue;
    }
    const { setting, aliases } = play;
    const judged = {
      setting,
      life,
      aliasOf: aliases.aliasOf,
      now: play.cursor,
      numberOf: aliases.numberOf,
      refusals: play.refusals.get(name) ?? [],
    };
    play.differences.push(...judge(judged, one, where));
  }
}

function resultOf(play: Play): Played {
  const issues = [...play.world.issues.values()].map(({ no, state, events, notices }) => ({
    alias: play.aliases.aliasOf(no),
    no,
    state,
    events,
    notices,
  }));
  return { ok: true, differences: play.differences, issues, answers: play.answers, end: play.world.now, setting: play.setting };
}
