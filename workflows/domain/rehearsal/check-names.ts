import type { Scenario, ScenarioFault, ScenarioStep } from './scenario';
import { actorFor } from './names';
import type { Setting } from './setting';
import { readInstant, readLength } from './times';

/** Names and times of a scenario held against the city it plays in, before it is played: every fault with its place. */
export function checkNames(scenario: Scenario, setting: Setting): ScenarioFault[] {
  const aliases = aliasesOf(scenario);
  return [
    ...instants(setting, 'start', scenario.start),
    ...scenario.faults.flatMap(({ workerDown: { from, to } }, i) => [
      ...instants(setting, `faults[${i}].workerDown.from`, from),
      ...instants(setting, `faults[${i}].workerDown.to`, to),
    ]),
    ...scenario.steps.flatMap((step, i) => checkStep(setting, aliases, step, `steps[${i}]`)),
    ...order(setting, scenario),
    ...(scenario.intake || scenario.steps.some((step) => step.open) || scenario.steps.length === 0
      ? []
      : [{ path: 'intake', message: 'no issue is opened: give `intake` or a step with `open`' }]),
    ...everyInstant(setting, scenario.expect, 'expect'),
    ...everyIssue(aliases, scenario.expect, 'expect'),
  ];
}

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

function checkStep(setting: Setting, aliases: Set<string>, step: ScenarioStep, path: string): ScenarioFault[] {
  return [
    ...instants(setting, `${path}.at`, step.at),
    ...lengths(`${path}.after`, step.after),
    ...instants(setting, `${path}.run.until`, step.run?.until),
    ...lengths(`${path}.run.for`, step.run?.for),
    ...(step.by !== undefined && !actorFor(setting, step.by)
      ? [{ path: `${path}.by`, message: `nobody is called "${step.by}": ${peopleHint(setting)}` }]
      : []),
    ...(step.issue !== undefined && !aliases.has(step.issue)
      ? [{ path: `${path}.issue`, message: `no issue is called "${step.issue}": ${[...aliases].join(', ')}` }]
      : []),
    ...unknownUnits(setting, step, path),
    ...everyInstant(setting, step.expect, `${path}.expect`),
    ...everyIssue(aliases, step.expect, `${path}.expect`),
  ];
}

const peopleHint = (setting: Setting): string =>
  `a person's id (${setting.directory.people
    .slice(0, 4)
    .map((one) => one.id)
    .join(', ')}, …), a role, or citizen`;

function unknownUnits(setting: Setting, step: ScenarioStep, path: string): ScenarioFault[] {
  const known = new Set(setting.directory.units.map((unit) => unit.code));
  const named = [step.with?.['units'], step.with?.['unit'], step.with?.['lead'], step.with?.['suggestedUnit']].flat();
  return named
    .filter((code): code is string => typeof code === 'string' && !known.has(code))
    .map((code) => ({ path: `${path}.with`, message: `no unit has the code "${code}"` }));
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
  aliases: Set<string>,
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
