import { type CommandName, commandSchemas } from '../issue';
import { checkExpected, person, unit, type Known } from './check-expected';
import { otherNames } from './scenario';
import type { Expectation, Scenario, ScenarioFault, ScenarioIntake, ScenarioStep } from './scenario';
import { patchOf } from './documents';
import { directoryProblems, type Setting } from './setting';
import { readInstant, readLength } from './times';

/** Names and times of a scenario held against the city it plays in, before it is played: every fault with its place. */
export function checkNames(scenario: Scenario, setting: Setting): ScenarioFault[] {
  const aliases = aliasesOf(scenario);
  const known = knownIn(setting, scenario, aliases);
  return [
    ...instants(setting, 'start', scenario.start),
    ...scenario.faults.flatMap(({ workerDown: { from, to } }, i) => [
      ...instants(setting, `faults[${i}].workerDown.from`, from),
      ...instants(setting, `faults[${i}].workerDown.to`, to),
    ]),
    ...scenario.steps.flatMap((step, i) => checkStep(setting, known, step, `steps[${i}]`)),
    ...unitsOfIntake(known, scenario.intake, 'intake'),
    ...order(setting, scenario),
    ...(scenario.intake || scenario.steps.some((step) => step.open) || scenario.steps.length === 0
      ? []
      : [{ path: 'intake', message: 'no issue is opened: give `intake` or a step with `open`' }]),
    ...everyInstant(setting, scenario.expect, 'expect'),
    ...expected(setting, known, scenario.expect, 'expect'),
  ];
}

/** Everybody who is there at the start or comes in a step. */
function knownIn({ directory, desk, others }: Setting, { steps }: Scenario, aliases: Set<string>): Known {
  const coming = steps.map((step) => step.directory);
  return {
    units: new Set([...directory.units, ...coming.flatMap((one) => one?.units ?? [])].map((one) => one.code)),
    people: new Set([...directory.people, ...coming.flatMap((one) => one?.people ?? [])].map((one) => one.id)),
    nodes: new Set([desk, ...[...others.values()].map((one) => one.desk)].flatMap(({ plan }) => Object.keys(plan.flow.nodes))),
    aliases,
  };
}

/** What an expectation names, for its own issue and for each that it names. */
function expected(setting: Setting, known: Known, want: Expectation | undefined, path: string): ScenarioFault[] {
  return [
    ...everyIssue(known.aliases, want, path),
    ...checkExpected(setting, known, want, path),
    ...Object.entries(want?.issues ?? {}).flatMap(([alias, one]) =>
      checkExpected(setting, known, one, `${path}.issues.${alias}`),
    ),
  ];
}

const unitsOfIntake = (known: Known, intake: ScenarioIntake | null | undefined, path: string): ScenarioFault[] =>
  [intake?.unit, intake?.facts['unit'], intake?.units, intake?.facts['units']]
    .flat()
    .flatMap((code) => (typeof code === 'string' ? unit(known, code, path) : []));

const aliasesOf = (scenario: Scenario): Set<string> =>
  new Set([
    ...(scenario.intake === null ? [] : [scenario.as]),
    ...scenario.steps.flatMap((step) => (step.open ? [step.as ?? scenario.as] : [])),
  ]);

function instants(setting: Setting, path: string, text: string | null | undefined): ScenarioFault[] {
  if (typeof text !== 'string' || readInstant(setting.zone, text) !== null) return [];
  return [{ path, message: `"${text}" is no instant: write 2026-11-23T09:00 (the city's time) or one with Z or an offset` }];
}

function lengths(path: string, text: string | undefined): ScenarioFault[] {
  return text === undefined || readLength(text)
    ? []
    : [{ path, message: `"${text}" is no length: write 30 min, 24 h, 4 wh, 2 wd or 10 nd` }];
}

function checkStep(setting: Setting, known: Known, step: ScenarioStep, path: string): ScenarioFault[] {
  const { aliases } = known;
  return [
    ...instants(setting, `${path}.at`, step.at),
    ...lengths(`${path}.after`, step.after),
    ...instants(setting, `${path}.run.until`, step.run?.until),
    ...lengths(`${path}.run.for`, step.run?.for),
    ...(step.by === undefined ? [] : person(known, step.by, `${path}.by`)),
    ...commandFaults(step, path),
    ...releaseFaults(setting, step, path),
    ...(step.directory === undefined
      ? []
      : directoryProblems(setting, patchOf(step.directory)).map((one) => ({ ...one, path: `${path}.directory.${one.path}` }))),
    ...(step.issue !== undefined && !aliases.has(step.issue)
      ? [{ path: `${path}.issue`, message: `no issue is called "${step.issue}": ${[...aliases].join(', ')}` }]
      : []),
    ...unknownUnits(known, step, path),
    ...unitsOfIntake(known, step.open, `${path}.open`),
    ...everyInstant(setting, step.expect, `${path}.expect`),
    ...expected(setting, known, step.expect, `${path}.expect`),
  ];
}

/** A migration goes over to a release that the scenario names. */
function releaseFaults({ others }: Setting, { do: name, with: fields }: ScenarioStep, path: string): ScenarioFault[] {
  const release = fields?.['release'];
  if (name !== 'migrate' || (typeof release === 'string' && others.has(release))) return [];
  const known = [...others.keys()].join(', ') || 'none';
  return [{ path: `${path}.with.release`, message: `no release "${String(release)}" in \`releases\`: ${known}` }];
}

/** Fields that the command does not have. */
function commandFaults({ do: name, with: fields }: ScenarioStep, path: string): ScenarioFault[] {
  if (name === undefined) return [];
  const known = Object.keys(commandSchemas[otherNames[name] ?? (name as CommandName)].shape);
  return Object.keys(fields ?? {})
    .filter((field) => !known.includes(field))
    .map((field) => ({ path: `${path}.with.${field}`, message: `${name} has no such field: ${known.join(', ')}` }));
}

/** Units that a command names. */
function unknownUnits(known: Known, step: ScenarioStep, path: string): ScenarioFault[] {
  const named = [step.with?.['units'], step.with?.['unit'], step.with?.['lead'], step.with?.['suggestedUnit']].flat();
  return named.flatMap((code) => (typeof code === 'string' ? unit(known, code, `${path}.with`) : []));
}

const timeFields = new Set(['at', 'plannedAt', 'firedAt', 'dueAt', 'issuedAt', 'blownAt', 'closedAt', 'nextWake']);

/** Every field of an expectation that means an instant. */
function everyInstant(setting: Setting, value: unknown, path: string): ScenarioFault[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => everyInstant(setting, one, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (name === 'data' || name === 'values' || name === 'facts') return [];
    return timeFields.has(name)
      ? instants(setting, `${path}.${name}`, one as string | null)
      : everyInstant(setting, one, `${path}.${name}`);
  });
}

function everyIssue(
  aliases: ReadonlySet<string>,
  expectation: { issue?: string | undefined; issues?: Record<string, unknown> | undefined } | undefined,
  path: string,
): ScenarioFault[] {
  const named = [...(expectation?.issue === undefined ? [] : [expectation.issue]), ...Object.keys(expectation?.issues ?? {})];
  return named
    .filter((alias) => !aliases.has(alias))
    .map((alias) => ({ path: `${path}.issues`, message: `no issue is called "${alias}": ${[...aliases].join(', ')}` }));
}

/** Steps stand in the order of their instants. */
function order(setting: Setting, scenario: Scenario): ScenarioFault[] {
  let last = readInstant(setting.zone, scenario.start) ?? '';
  return scenario.steps.flatMap((step, i) => {
    const at = step.at === undefined ? null : readInstant(setting.zone, step.at);
    if (at === null) return [];
    const isBack = at < last;
    last = at;
    return isBack ? [{ path: `steps[${i}].at`, message: `${step.at ?? ''} lies before the step before it or the start` }] : [];
  });
}
