import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  calendarNow,
  kpiRulesSchema,
  playYear,
  settingOf,
  shippedKpiRules,
  type KpiRules,
  type Setting,
  type YearPlayed,
  type YearProfile,
  type YearProgress,
  type YearReport,
  yearProfileSchema,
  yearReportOf,
} from '#domain';
import { cityFolder, cityNames, isCityFolder, readCity } from './city-pack';
import { pickText } from './servers';
import { yearLines } from './year-text';

/**
 * `npm run rehearse -- --year [--release NAME|FOLDER] [--seed N] [--issues N] [--json]`: plays a year of a city in virtual time and
 * says what came of it. Exit code 0 when nothing got stuck and every sum comes out even, 1 when not, 2 when it cannot be played.
 */
export function rehearseYear(args: readonly string[]): number {
  const asked = readArgs(args);
  if (typeof asked === 'string') return refused(asked);
  const { release, seed, issues, json } = asked;
  const folder = [cityFolder(release), path.resolve(release)].find(isCityFolder);
  if (folder === undefined)
    return refused(
      pickText({
        zh: `没有版本 ${release}，有：${cityNames().join('、')}`,
        en: `no release "${release}"; there are ${cityNames().join(', ')}`,
      }),
    );
  const made = settingOf(readCity(folder));
  if (!made.ok) return refused(made.problems.map(({ at, message }) => `${at}: ${message.en}`).join('\n'));
  const profile = profileIn(folder);
  if (typeof profile === 'string') return refused(profile);
  const cpu = process.cpuUsage();
  const began = performance.now();
  const played = play(made.setting, profile, { seed, ...(issues === undefined ? {} : { issues }) });
  const report = yearReportOf(played, { rules: rulesIn(folder), calendar: calendarNow(made.setting) });
  const { user, system } = process.cpuUsage(cpu);
  const cost = {
    cpuSeconds: round((user + system) / 1e6),
    wallSeconds: round((performance.now() - began) / 1000),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  const { zone } = made.setting;
  const head = { release: path.basename(folder), zone, seed, cost };
  print(json ? JSON.stringify({ ...head, ...report }, null, 2) : yearLines(head, report).join('\n'));
  return isSound(report) ? 0 : 1;
}

const isSound = ({ stuck, balances, doubled }: YearReport): boolean =>
  stuck.length === 0 && doubled === 0 && balances.every(({ left, right }) => left === right);

const round = (value: number): number => Math.round(value * 10) / 10;

const argsSchema = z.object({
  release: z.string().default('guiyang'),
  seed: z.coerce.number().int().nonnegative().default(1),
  issues: z.coerce.number().int().positive().max(1_000_000).optional(),
  json: z.boolean().default(false),
});

function readArgs(args: readonly string[]): z.infer<typeof argsSchema> | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        year: { type: 'boolean' },
        release: { type: 'string' },
        seed: { type: 'string' },
        issues: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const read = argsSchema.safeParse(values);
    return read.success ? read.data : z.prettifyError(read.error);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refused(said: string): number {
  process.stderr.write(`${said}\nnpm run rehearse -- --year [--release NAME] [--seed N] [--issues N] [--json]\n`);
  return 2;
}

function profileIn(folder: string): YearProfile | string {
  const file = path.join(folder, 'year.json');
  if (!existsSync(file))
    return pickText({ zh: `${file} 不存在：没有这座城市的一年`, en: `${file} is missing: there is no year of this city` });
  const read = yearProfileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return read.success ? read.data : `${file}: ${z.prettifyError(read.error)}`;
}

/** The city's own rules of figures, else the shipped ones. */
function rulesIn(folder: string): KpiRules {
  const file = path.join(folder, 'settings.json');
  const settings = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { kpi?: unknown }) : {};
  return settings.kpi === undefined ? shippedKpiRules : kpiRulesSchema.parse(settings.kpi);
}

function play(setting: Setting, profile: YearProfile, options: { seed: number; issues?: number }): YearPlayed {
  const run = playYear(setting, profile, options);
  const bar = progressBar();
  let next = run.next();
  for (; !next.done; next = run.next()) bar(next.value);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return next.value;
}

const width = 40;

/** A bar that moves on a terminal; elsewhere a line for each tenth. */
function progressBar(): (progress: YearProgress) => void {
  let shown = -1;
  return ({ now, opened, ended, of }) => {
    const isBar = process.stderr.isTTY;
    const step = Math.floor((opened / of) * (isBar ? 200 : 10));
    if (step === shown) return;
    shown = step;
    const done = Math.round((opened / of) * width);
    const text = `[${'█'.repeat(done)}${'░'.repeat(width - done)}] ${now.slice(0, 10)}  ${opened}/${of}  ✓ ${ended}`;
    process.stderr.write(isBar ? `\r${text}` : `${text}\n`);
  };
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
