import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { canonicalJson } from '../../../../workflows/domain/canonical';
import { checkFlow, planOf, releaseContentSchema } from '../../../../workflows/domain/flow';
import { playYear, type Setting, type YearPlayed, yearProfileSchema } from '../../../../workflows/domain/rehearsal';
import { baseSetting } from '../../issue/drive';
import { breachesOf } from './invariants';
import { contentOf, type Drawing, drawings } from './random-flow';

/**
 * Random drawings that pass the checks, lived through by random people: whatever an administrator draws and whatever people do, an
 * issue ends or waits for somebody. `LX_PROPERTY_RUNS=5000` for a long run, `LX_PROPERTY_SEED=n` to repeat one that failed.
 */
const runs = Number(process.env['LX_PROPERTY_RUNS'] ?? 120);
const seed = process.env['LX_PROPERTY_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }), verbose: 0 as const };

const shipped = yearProfileSchema.parse(
  JSON.parse(readFileSync(path.join(__dirname, '../../../../worker/cities/gy-base/year.json'), 'utf8')),
);
const base = baseSetting();
const baseDirectory = { ...base.directory };

/** The base city on another drawing; null when the checks refuse it. Tables and policy are the city's own, which pass. */
function settingFor(drawing: Drawing): Setting | null {
  const content = releaseContentSchema.parse(contentOf(drawing));
  const problems = checkFlow(content.flow, content.decisions, content.policy, { subflows: content.subflows ?? [] });
  if (problems.some(({ severity }) => severity === 'error')) return null;
  return { ...base, desk: { ...base.desk, plan: planOf(content) }, directory: { ...baseDirectory } };
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const delay = fc.record({
  median: fc.double({ min: 0.05, max: 60, noNaN: true }),
  sigma: fc.double({ min: 0, max: 1.2, noNaN: true }),
});
/** People as no city has them: anything between the prompt and the impossible. */
const behaviours = fc
  .record({
    sign: delay,
    contact: delay,
    reply: delay,
    returns: share,
    extends: share,
    asksResident: share,
    reportsIn: share,
    desk: delay,
  })
  .chain((habit) =>
    fc
      .record({
        grantsReturn: share,
        givesInfo: share,
        withdraws: share,
        reopens: share,
        none: fc.nat(60),
        not: fc.nat(60),
        back: fc.nat(3),
        duplicates: share,
        answers: fc.double({ min: 0.3, max: 1, noNaN: true }),
      })
      .map((rest) => ({ habit, rest })),
  );
type Behaviour = typeof behaviours extends fc.Arbitrary<infer T> ? T : never;

function profileFor({ habit: { desk, ...habit }, rest }: Behaviour) {
  const reply = { median: Math.min(3, habit.reply.median / 20), sigma: habit.reply.sigma };
  return {
    ...shipped,
    days: 150,
    issues: 6,
    units: { ...shipped.units, total: 24, named: 0.7 },
    duplicates: rest.duplicates,
    habits: [{ ...habit, name: 'random', share: 1, reply }],
    desk: {
      ...shipped.desk,
      delay: desk,
      delays: {},
      grantsReturn: rest.grantsReturn,
      ways: { ...shipped.desk.ways, 'choose.back': rest.back, 'choose.end': 0.3, 'reviewReply.return': 0.4 },
    },
    outside: { answers: rest.answers, hours: desk },
    residents: {
      ...shipped.residents,
      answers: { ...shipped.residents.answers, none: rest.none, not: rest.not },
      givesInfo: rest.givesInfo,
      withdraws: rest.withdraws * 0.2,
      reopens: rest.reopens,
    },
  };
}

/** Of lives that another system takes part in, and that enter another drawing. */
const outside = ['"exposureApproved"', '"exposureRefused"', '"calledOut"', '"messageReceived"', '.one"'];

type Lived = { played: YearPlayed; breaches: string[]; text: string };

function live(drawing: Drawing, behaviour: Behaviour, chance: number): Lived | null {
  const setting = settingFor(drawing);
  if (!setting) return null;
  const breaches: string[] = [];
  const told: string[] = [];
  const run = playYear(setting, profileFor(behaviour), {
    seed: chance,
    onStep: (no, step) => {
      breaches.push(...breachesOf(setting, step).map((breach) => `${no} step ${step.state.seq}: ${breach}`));
      told.push(canonicalJson(step.events));
    },
  });
  let next = run.next();
  while (!next.done) next = run.next();
  return { played: next.value, breaches, text: told.join('\n') };
}

describe('random lives on random drawings that pass the checks', () => {
  it('end or wait for somebody; no token is lost, no rung fires twice, no clock is ownerless, no due comes earlier unsaid', () => {
    let passed = 0;
    let ended = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(drawings, behaviours, fc.nat(), (drawing, behaviour, chance) => {
        const lived = live(drawing, behaviour, chance);
        if (!lived) return;
        passed += 1;
        for (const sign of outside) if (lived.text.includes(sign)) seen.add(sign);
        ended += lived.played.rows.filter(({ final }) => final).length;
        expect(lived.breaches).toEqual([]);
        expect(lived.played.stuck).toEqual([]);
        expect(lived.played.doubled).toBe(0);
        expect(lived.played.rows).toHaveLength(6);
      }),
      options,
    );
    // drawings must pass and lives must end, or the property says nothing
    expect(passed).toBeGreaterThan(runs / 20);
    expect(ended).toBeGreaterThan(passed);
    expect(seen.size).toBeGreaterThan(2);
  });

  it('are the same bytes from the same seed, and others from another', () => {
    let differing = 0;
    fc.assert(
      fc.property(drawings, behaviours, fc.nat(), (drawing, behaviour, chance) => {
        const first = live(drawing, behaviour, chance);
        if (!first) return;
        expect(live(drawing, behaviour, chance)?.text).toBe(first.text);
        if (live(drawing, behaviour, chance + 1)?.text !== first.text) differing += 1;
      }),
      { ...options, numRuns: Math.ceil(runs / 8) },
    );
    expect(differing).toBeGreaterThan(0);
  });
});
