import path from 'node:path';
import { Caller } from './demo/calls';
import { gather } from './demo/cast';
import { type Check, checksOf } from './demo/checks';
import { allTold, rated, reviewReply } from './demo/closing';
import { type DemoDesk, ownDesk, runningDesk } from './demo/desk-at';
import { readClocks, readIssue, readTimeline } from './demo/issue';
import { publishStory } from './demo/newsroom';
import { People } from './demo/people';
import { platformSecret, type Report, track } from './demo/resident';
import { tableOf } from './demo/table';
import { Telling } from './demo/telling';
import { becomeOne, threeReports } from './demo/three-reports';
import { oneIsLate, replyInTime, signAndContact } from './demo/unit-work';

/**
 * `npm run demo`: the seed's story by the API alone, as its people, on the desk at PORT when that runs fast enough, else on one of
 * its own. Exit code 0 when everything went as told, 1 otherwise.
 */
const root = path.resolve(__dirname, '..');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const running = await runningDesk(process.env);
  print(
    running ? `在运行中的两心上演示 on the running desk: ${running.base}` : '启动演示专用的两心 starting a desk for the demo…',
  );
  const desk = running ?? (await ownDesk(root, process.env));
  const stop = stopOnce(desk);
  try {
    return await play(desk);
  } finally {
    await stop();
  }
}

/** Ctrl-C stops what the demo started. */
function stopOnce(desk: DemoDesk): () => Promise<void> {
  let ending: Promise<void> | undefined;
  const stop = (): Promise<void> => (ending ??= desk.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().finally(() => process.exit(130)));
  return stop;
}

async function play(desk: DemoDesk): Promise<number> {
  const people = new People(desk.base, desk.dataFolder);
  print('人员登录 the people sign in…');
  await gather(people);
  const city = (await new Caller(desk.base).get('/api/city')) as { now: string; speed: number; zone: string };
  const telling = new Telling(desk.base, city);
  telling.say({
    zh: `开始，一秒合 ${(desk.speed / 3600).toFixed(1)} 小时`,
    en: `one second is ${(desk.speed / 3600).toFixed(1)} hours`,
  });
  const reports = await threeReports(telling, platformSecret(desk.dataFolder) ?? '');
  const issue = await becomeOne(people, telling, reports);
  await signAndContact(people, telling, issue);
  await replyInTime(people, telling, issue);
  await oneIsLate(people, telling, issue);
  await reviewReply(people, telling, issue);
  const [first] = reports;
  if (first) await rated(telling, first);
  await allTold(telling, reports);
  const piece = await publishStory(people, telling, issue);
  return conclude(people, telling, { issue, reports, piece });
}

type Ended = { issue: string; reports: readonly Report[]; piece: string };

async function conclude(people: People, telling: Telling, { issue, reports, piece }: Ended): Promise<number> {
  const reader = await people.as('reviewer1');
  const [detail, timeline, clocks] = await Promise.all([
    readIssue(reader, issue),
    readTimeline(reader, issue),
    readClocks(reader, issue),
  ]);
  const pages = await Promise.all(reports.map((report) => track(telling.base, report)));
  const story = await new Caller(telling.base).get(`/api/public/stories/${piece}`);
  print(`\n${tableOf(detail, timeline, clocks, telling)}\n`);
  const checks = checksOf({ detail, timeline, pages, story });
  for (const check of checks) print(lineOf(check));
  print(`\n${telling.seconds().toFixed(0)} 秒 seconds`);
  return checks.every(({ ok }) => ok) ? 0 : 1;
}

const lineOf = ({ ok, zh, en }: Check): string => `${ok ? '✓' : '✗'} ${zh} · ${en}`;

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `演示未能照讲的进行 the demo did not go as told: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  },
);
