import { type City, calendarNow, playYear, settingOf, shippedKpiRules, yearProfileSchema, yearReportOf } from '#domain';
import { cityContent, cityDocument } from '../support/cities';

/** One year in a process of its own, so that its memory is its own: `year-child.ts CITY ISSUES SEED` prints what it took. */
const [city = 'guiyang', issues = '1000', seed = '1'] = process.argv.slice(2);
const document: City = {
  content: cityContent(city),
  units: cityDocument(city, 'units') as unknown[],
  people: cityDocument(city, 'people') as unknown[],
};
const profile = yearProfileSchema.parse(cityDocument(city, 'year'));
const made = settingOf(document);
if (!made.ok) throw new Error(`${city} does not pass its checks`);
const cpu = process.cpuUsage();
const run = playYear(made.setting, profile, { seed: Number(seed), issues: Number(issues) });
let next = run.next();
while (!next.done) next = run.next();
const { turns, stuck, balances, kpi } = yearReportOf(next.value, { rules: shippedKpiRules, calendar: calendarNow(made.setting) });
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({
    ...{ cpuSeconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024, turns, stuck: stuck.length },
    ...{ received: kpi.received, uneven: balances.filter(({ left, right }) => left !== right).length },
  }),
);
