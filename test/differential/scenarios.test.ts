import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Notice, type OutsideInput, type Played, playScenario, readScenario, type Setting, timelineOf } from '#domain';
import { cityOf } from '../support/cities';
import { timeSkipping } from '../support/servers';
import { type Logged, logTo, playOnTemporal, type Twin, type TwinPlan } from '../support/twin';

/**
 * The differential test (DESIGN 2): what the rehearsal plays in virtual time and what the real workflow does on Temporal's
 * time-skipping server are the same events, dues and notices, by planned instants, order and content.
 */
const folder = path.resolve(__dirname, '../scenarios');
/** `SCENARIOS=order-,follow-up` plays those alone whose names hold one of these, while some are being written. */
const wanted = (process.env['SCENARIOS'] ?? '').split(',');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && wanted.some((part) => file.includes(part)));

type Pair = { plan: TwinPlan; played: Played };

/** Plays a scenario in virtual time and keeps what it was given. */
function rehearse(file: string): Pair {
  const read = readScenario(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.faults)}`);
  const log: Logged[] = [];
  const seen: { setting?: Setting } = {};
  const keep = logTo(log);
  const onInput = (input: OutsideInput, setting: Setting): void => {
    seen.setting = setting;
    keep(input, setting);
  };
  const played = playScenario(read.scenario, cityOf(read.scenario.release, read.scenario.releases), { onInput });
  if (!played.ok || !seen.setting) throw new Error(`${file} cannot be played`);
  return { plan: { name: read.scenario.id, setting: seen.setting, log, end: played.end }, played };
}

describe('a scenario on real Temporal', () => {
  const pairs = new Map(files.map((file) => [file, rehearse(file)]));
  let twins: Map<string, Twin>;
  beforeAll(async () => {
    const env = await timeSkipping();
    twins = await playOnTemporal(
      env,
      [...pairs.values()].map(({ plan }) => plan),
    );
    await env.teardown();
  }, 300_000);

  it.each(files)('%s has the timeline of the rehearsal', (file) => {
    const { plan, played } = pairs.get(file)!;
    const twin = twins.get(plan.name)!;
    expect(timelineOf(twin).map(comparable)).toEqual(timelineOf(played).map(comparable));
    expect(twin.issues.map((i) => i.notices.map(addressed))).toEqual(played.issues.map((i) => i.notices.map(addressed)));
  });
});

type Entry = ReturnType<typeof timelineOf>[number];
const comparable = ({ data, ...rest }: Entry) => ({ ...rest, data: minutes(data) });

/** Instants inside an event's data, to the minute they round to. */
const minutes = (data: Entry['data']): unknown =>
  JSON.parse(
    JSON.stringify(data).replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, (text) =>
      JSON.stringify(new Date(Math.round(Date.parse(JSON.parse(text) as string) / 60_000) * 60_000).toISOString()),
    ),
  );

const addressed = ({ template, address, channel }: Notice) => ({ template, address, channel });
