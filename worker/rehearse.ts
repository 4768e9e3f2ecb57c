import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  playScenario,
  readScenario,
  scenarioJsonSchema,
  timelineOf,
  type City,
  type Difference,
  type Played,
  type Scenario,
} from '#domain';
import { cityFolder, cityNames, isCityFolder, readCity } from './city-pack';
import { pickText } from './servers';

/**
 * `npm run rehearse -- FILE… | FOLDER… [--json] [--timeline] | --schema`: plays scenarios in virtual time.
 * Exit code 0 when all hold, 1 when an expectation fails, 2 when a file cannot be played.
 */
type Text = Parameters<typeof pickText>[0];
type Report = {
  file: string;
  id: string | null;
  title: Text | null;
  outcome: 'ok' | 'failed' | 'wrong';
  differences: Difference[];
  faults: { path: string; message: string }[];
  played: Played | null;
};

const known = new Map<string, City>();

const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith('--')));
const unknownFlags = [...flags].filter((flag) => !['--json', '--timeline', '--schema'].includes(flag));

function main(): void {
  const named = args.filter((arg) => !arg.startsWith('--'));
  if (flags.has('--schema')) return print(JSON.stringify(scenarioJsonSchema(), null, 2));
  if (unknownFlags.length > 0 || named.length === 0) {
    print('npm run rehearse -- FILE… | FOLDER… [--json] [--timeline] | --schema');
    process.exitCode = 2;
    return;
  }
  const reports = named.flatMap(filesIn).map(rehearse);
  if (flags.has('--json')) print(JSON.stringify(reports.map(asJson), null, 2));
  else show(reports);
  process.exitCode = exitCodeOf(reports);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A file as it is; a folder as the JSON files under it, in the order of their names. */
function filesIn(name: string): string[] {
  if (!existsSync(name) || !statSync(name).isDirectory()) return [name];
  const found = readdirSync(name, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return found.sort().map((file) => path.join(name, file));
}

function rehearse(file: string): Report {
  const none = { file, id: null, title: null, differences: [], played: null };
  const document = readJson(file);
  if ('fault' in document) return { ...none, outcome: 'wrong', faults: [{ path: '', message: document.fault }] };
  const read = readScenario(document.json);
  if (!read.ok) return { ...none, outcome: 'wrong', faults: read.faults };
  const { scenario } = read;
  const named = { ...none, id: scenario.id, title: titleOf(scenario) };
  const city = cityOf(scenario.release, path.dirname(file));
  if (typeof city === 'string') return { ...named, outcome: 'wrong', faults: [{ path: 'release', message: city }] };
  const played = playScenario(scenario, city);
  if (!played.ok) return { ...named, outcome: 'wrong', faults: played.faults };
  return {
    ...named,
    played,
    differences: played.differences,
    faults: [],
    outcome: played.differences.length > 0 ? 'failed' : 'ok',
  };
}

const titleOf = ({ title }: Scenario): Text => (typeof title === 'string' ? { zh: title, en: title } : title);

function readJson(file: string): { json: unknown } | { fault: string } {
  try {
    return { json: JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** A city by name (`GY-BASE`, `guiyang`, `xixiu`) or by the path of its folder, seen from the scenario or from here. */
function cityOf(name: string, beside: string): City | string {
  const folder = [cityFolder(name), path.resolve(beside, name), path.resolve(name)].find(isCityFolder);
  if (folder === undefined)
    return `no release "${name}": neither a city here (${cityNames().join(', ')}) nor a folder with flow.json`;
  const city = known.get(folder) ?? readCity(folder);
  known.set(folder, city);
  return city;
}

function show(reports: readonly Report[]): void {
  for (const report of reports) {
    print(`${marks[report.outcome]} ${report.id ?? report.file}${report.title ? `  ${pickText(report.title)}` : ''}`);
    for (const fault of report.faults) print(`    ${report.file}: ${fault.path ? `${fault.path}: ` : ''}${fault.message}`);
    for (const { path: at, wanted, found } of report.differences) print(`    ${at}\n      - ${wanted}\n      + ${found}`);
    if (flags.has('--timeline') && report.played) showTimeline(report.played);
  }
  const count = (outcome: Report['outcome']): number => reports.filter((report) => report.outcome === outcome).length;
  const [ok, failed, wrong] = [count('ok'), count('failed'), count('wrong')];
  print(
    pickText({ zh: `${ok} 个通过，${failed} 个不符，${wrong} 个无法演练`, en: `${ok} ok, ${failed} failed, ${wrong} wrong` }),
  );
}

const marks: Record<Report['outcome'], string> = { ok: '✓', failed: '✗', wrong: '!' };

function showTimeline(played: Played): void {
  for (const { issue, at, planned, type, unit, data } of timelineOf(played))
    print(`    ${at.slice(0, 19)}${planned ? '*' : ' '} ${issue} ${type} ${unit ?? ''} ${JSON.stringify(data)}`.slice(0, 170));
}

function asJson({ file, id, outcome, differences, faults, played }: Report): unknown {
  return { file, id, outcome, differences, faults, timeline: played ? timelineOf(played) : [] };
}

function exitCodeOf(reports: readonly Report[]): number {
  if (reports.some((report) => report.outcome === 'wrong')) return 2;
  return reports.some((report) => report.outcome === 'failed') ? 1 : 0;
}

main();
