import { type City, runBackTest, summaryOf, yearProfileSchema } from '#domain';
import { cityContent, cityDocument } from '../support/cities';

/** Journeys of a year under a release and under the same as a draft, in a process of their own: `backtest-child.ts CITY ISSUES`. */
const [city = 'guiyang', issues = '1000'] = process.argv.slice(2);
const release: City = {
  content: cityContent(city),
  units: cityDocument(city, 'units') as unknown[],
  people: cityDocument(city, 'people') as unknown[],
};
const profile = yearProfileSchema.parse(cityDocument(city, 'year'));
const cpu = process.cpuUsage();
const run = runBackTest({
  depth: 'journeys',
  live: release,
  draft: { ...release },
  source: { kind: 'year', profile, seed: 2, issues: Number(issues) },
});
let next = run.next();
while (!next.done) next = run.next();
if (!next.value.ok) throw new Error(`${city} does not pass its checks`);
const { issues: seen, changed, assumed, refused } = summaryOf(next.value.items);
if (seen !== Number(issues)) throw new Error(`${seen} of ${issues} issues were played`);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({
    ...{ cpuSeconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 },
    differing: changed + assumed + refused,
  }),
);
