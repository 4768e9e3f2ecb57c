import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BackTest, backTest, yearProfileSchema, type YearProgress } from '../../../../workflows/domain/rehearsal';
import { shippedKpiRules } from '../../../../workflows/domain/kpi';
import { directoryOf, releaseOf } from '../../flow/city';

/** A draft is played by whole journeys: with progress, until it is done or called off. */
const profile = yearProfileSchema.parse(
  JSON.parse(readFileSync(path.join(__dirname, '../../../../worker/cities/gy-base/year.json'), 'utf8')),
);
const draft = { content: releaseOf('gy-base'), ...directoryOf('gy-base') };
const test: BackTest = {
  ...{ profile: { ...profile, units: { ...profile.units, total: 60 } }, rules: shippedKpiRules, seed: 7, issues: 150 },
  pause: () => Promise.resolve(),
};

describe('a back-test', () => {
  it('plays every journey, with sums that come out even and nothing stuck, and says how far it is', async () => {
    const seen: YearProgress[] = [];
    const result = await backTest(draft, { ...test, onProgress: (progress) => seen.push(progress) });
    if (!result.ok) throw new Error(result.code);
    const { report } = result;
    expect(report.kpi.received).toBe(150);
    expect(report.stuck).toEqual([]);
    expect(report.doubled).toBe(0);
    for (const { name, left, right } of report.balances) expect([name.en, left]).toEqual([name.en, right]);
    expect(seen.length).toBeGreaterThan(5);
    const opened = seen.map((progress) => progress.opened);
    expect(opened).toEqual([...opened].sort((a, b) => a - b));
  });

  it('gives the same report for the same seed, and another for another', async () => {
    const again = async (seed: number) => JSON.stringify(await backTest(draft, { ...test, seed }));
    const first = await again(7);
    expect(await again(7)).toBe(first);
    expect(await again(8)).not.toBe(first);
  });

  it('stops when it is called off', async () => {
    let turns = 0;
    const result = await backTest(draft, { ...test, isCancelled: () => ++turns > 3 });
    expect(result).toEqual({ ok: false, code: 'CANCELLED' });
    expect(turns).toBe(4);
  });

  it('refuses a draft that does not pass its checks', async () => {
    const { flow, ...rest } = releaseOf('gy-base');
    const broken = { ...(flow as { edges: unknown[] }), edges: [] };
    const result = await backTest({ ...draft, content: { ...rest, flow: broken } }, test);
    expect(result).toMatchObject({ ok: false, code: 'CHECK_FAILED' });
  });
});
