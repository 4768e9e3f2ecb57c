import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z, ZodError } from 'zod';
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
import { rehearseYear } from './rehearse-year';
import { pickText } from './servers';

/**
 * `npm run rehearse -- FILE… | FOLDER… [--json] [--timeline] | --schema`: plays scenarios in virtual time; `--year` plays a whole
 * city's (rehearse-year).
 * Exit code 0 when all hold, 1 when an expectation fails, 2 when a file cannot be played. With `--json` the answer is one list
 * of reports whatever happens, wrong arguments too.
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
  if (flags.has('--year')) return void (process.exitCode = rehearseYear(args));
  const named = args.filter((arg) => !arg.startsWith('--'));
  if (flags.has('--schema')) return print(JSON.stringify(scenarioJsonSchema(), null, 2));
  const reports = misused(named) ?? named.flatMap(rehearseAll);
  if (flags.has('--json')) print(JSON.stringify(reports.map(asJson), null, 2));
  else show(reports);
  process.exitCode = exitCodeOf(reports);
}

/** Whoever reads no further (`| head`) has seen enough. */
process.stdout.on('error', () => process.exit());

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What was asked in a way that nothing can be played; null when the arguments make sense. */
function misused(named: readonly string[]): Report[] | null {
  const wrongly = unknownFlags.map((flag) => wrong(flag, { zh: '没有这个选项', en: 'there is no such option' }));
  if (wrongly.length > 0) return wrongly;
  return named.length > 0 ? null : [wrong('', { zh: '请给出文件或文件夹', en: 'name files or folders' })];
}

const none = { id: null, title: null, differences: [], played: null };

const wrong = (file: string, message: Text, place = ''): Report => ({
  ...none,
  file,
  outcome: 'wrong',
  faults: [{ path: place, message: pickText(message) }],
});

/** A file as it is; a folder as the JSON files under it, in the order of their names. */
function rehearseAll(name: string): Report[] {
  if (!existsSync(name)) return [wrong(name, { zh: '没有这个文件或文件夹', en: 'there is no such file or folder' })];
  if (!statSync(name).isDirectory()) return [rehearse(name)];
  const found = readdirSync(name, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  if (found.length === 0) return [wrong(name, { zh: '文件夹里没有 .json 文件', en: 'there is no .json file in this folder' })];
  return found.sort().map((file) => rehearse(path.join(name, file)));
}

/** Whatever is wrong with one file is that file's report: the others are played all the same. */
function rehearse(file: string): Report {
  try {
    return played(file);
  } catch (error) {
    const said = error instanceof ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : String(error);
    return wrong(file, { zh: `无法演练：${said}`, en: `cannot be played: ${said}` });
  }
}

function played(file: string): Report {
  const document = readJson(file);
  if ('fault' in document) return wrong(file, document.fault);
  const read = readScenario(document.json);
  if (!read.ok) return { ...none, file, outcome: 'wrong', faults: read.faults };
  const { scenario } = read;
  const id = scenario.id === unnamed ? path.basename(file, '.json') : scenario.id;
  const named = { ...none, file, id, title: titleOf(scenario) };
  const city = cityOf(scenario, path.dirname(file));
  if (typeof city === 'string') return { ...named, outcome: 'wrong', faults: [{ path: 'release', message: city }] };
  const result = playScenario(scenario, city);
  if (!result.ok) return { ...named, outcome: 'wrong', faults: result.faults };
  const { differences } = result;
  return { ...named, played: result, differences, faults: [], outcome: differences.length > 0 ? 'failed' : 'ok' };
}

/** The id of a scenario that gives none. */
const unnamed = 'scenario';

const titleOf = ({ title }: Scenario): Text | null => (typeof title === 'string' ? { zh: title, en: title } : (title ?? null));

function readJson(file: string): { json: unknown } | { fault: Text } {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const where = placeIn(text, said);
    return { fault: { zh: `不是 JSON${where.zh}：${said}`, en: `is no JSON${where.en}: ${said}` } };
  }
}

/** The engine says how many characters in; people count lines. */
function placeIn(text: string, said: string): Text {
  const offset = Number(/position (\d+)/.exec(said)?.[1] ?? (/end of JSON/.test(said) ? text.length : NaN));
  if (Number.isNaN(offset)) return { zh: '', en: '' };
  const before = text.slice(0, offset).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  return { zh: `（第 ${line} 行第 ${column} 个字符）`, en: ` (line ${line}, column ${column})` };
}

/** A city by name (`GY-BASE`, `guiyang`, `xixiu`) or by the path of its folder, seen from the scenario or from here. */
function cityOf({ release, releases = [] }: Scenario, beside: string): City | string {
  const folders = [release, ...releases].map((name) => ({ name, folder: folderOf(name, beside) }));
  const lost = folders.find(({ folder }) => folder === undefined);
  if (lost) return `no release "${lost.name}": neither a city here (${cityNames().join(', ')}) nor a folder with flow.json`;
  const [main = '', ...others] = folders.map(({ folder }) => folder ?? '');
  const key = [main, ...others].join('\n');
  const city = known.get(key) ?? readCity(main, Object.fromEntries(releases.map((name, i) => [name, others[i] ?? ''])));
  known.set(key, city);
  return city;
}

const folderOf = (name: string, beside: string): string | undefined =>
  [cityFolder(name), path.resolve(beside, name), path.resolve(name)].find(isCityFolder);

function show(reports: readonly Report[]): void {
  for (const report of reports) {
    print(`${marks[report.outcome]} ${report.id ?? report.file}${report.title ? `  ${pickText(report.title)}` : ''}`);
    for (const fault of report.faults) print(`    ${report.file}: ${fault.path ? `${fault.path}: ` : ''}${fault.message}`);
    if (report.file === '' || report.file.startsWith('--')) print(`    ${usage}`);
    for (const { path: at, wanted, found } of report.differences) print(`    ${at}\n      - ${wanted}\n      + ${found}`);
    if (flags.has('--timeline') && report.played) showTimeline(report.played);
  }
  const count = (outcome: Report['outcome']): number => reports.filter((report) => report.outcome === outcome).length;
  const [ok, failed, wrong] = [count('ok'), count('failed'), count('wrong')];
  print(
    pickText({ zh: `${ok} 个通过，${failed} 个不符，${wrong} 个无法演练`, en: `${ok} ok, ${failed} failed, ${wrong} wrong` }),
  );
}

const usage = 'npm run rehearse -- FILE… | FOLDER… [--json] [--timeline] | --schema';

const marks: Record<Report['outcome'], string> = { ok: '✓', failed: '✗', wrong: '!' };

function showTimeline(played: Played): void {
  for (const { issue, at, planned, type, unit, data } of timelineOf(played))
    print(`    ${at.slice(0, 19)}${planned ? '*' : ' '} ${issue} ${type} ${unit ?? ''} ${JSON.stringify(data)}`.slice(0, 170));
}

function asJson({ file, id, outcome, differences, faults, played }: Report): unknown {
  return {
    ...{ file, id, outcome, differences, faults },
    issues: played ? played.issues.map(outlineOf) : [],
    timeline: played ? timelineOf(played) : [],
  };
}

/** Where an issue stood in the end, in the words of a scenario's expectations. */
function outlineOf({ alias, no, state, notices }: Played['issues'][number]): unknown {
  const { stage, result, answer, satisfaction, cycle, closedAt, clocks, assignments, cards, whistles, facts } = state;
  return {
    ...{ alias, no, state: stage, result, answer, satisfaction, cycle, closedAt, grade: facts['grade'] ?? null },
    dues: clocks.map(({ id, owner, kind, dueAt, provisional, status }) => ({
      ...{ clock: id, unit: owner ?? null, kind, dueAt, provisional, status },
    })),
    assignments: assignments.map(({ id, unit, role, required, state: stands, designated }) => ({
      ...{ id, unit, role, required, state: stands, designated },
    })),
    cards: cards.map(({ colour, unit, rung, plannedAt, issuedAt, cycle: of }) => ({
      colour,
      unit,
      rung,
      plannedAt,
      issuedAt,
      cycle: of,
    })),
    whistles: whistles.map(({ kind, state: stands, called }) => ({ kind, state: stands, called })),
    notices: notices.map(({ template, address, channel, at }) => ({ template, address, channel, at })),
  };
}

function exitCodeOf(reports: readonly Report[]): number {
  if (reports.some((report) => report.outcome === 'wrong')) return 2;
  return reports.some((report) => report.outcome === 'failed') ? 1 : 0;
}

main();
