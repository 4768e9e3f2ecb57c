import fc from 'fast-check';
import type { Json } from '../../../workflows/domain/text';
import { nextWake, type IssueState } from '../../../workflows/domain/issue';
import { prove } from '../../../workflows/domain/proof';
import { createWorld, openIssue, runTo, settingOf, type City } from '../../../workflows/domain/rehearsal';
import { end, node, start } from '../flow/small-flow';
import { cityOf, dispatch, handle, input, output, person, table, withUnit } from './small-city';

/**
 * The verdict against brute force: on random small drawings and tables every point of the facts is opened on the interpreter, and
 * what the proof says must be what comes of them.
 */
const at = '2026-03-02T02:00:00.000Z';

const categories = ['a', 'b', 'c', 'other'];
const districts = ['520102', '520103', null, '990000'];
const extras: (Json | undefined)[] = [undefined, 1, 5, 9];

const textCell = fc.constantFrom('', '', '"a"', '"a","b"', 'not("c")');
const districtCell = fc.constantFrom('', '', '"520102"', 'not("520103")', 'null');
const numberCell = fc.constantFrom('', '', '< 5', '[5..9]', '> 1', '1');
const units = fc.constantFrom('["U1"]', '["U2"]', '["U2","U3"]', '', '["U1","U2"]');
const lanes = fc.constantFrom('"x"', '"y"', '"z"', '');

const routeRule = fc.record({
  when: fc.tuple(textCell, districtCell, numberCell),
  then: fc.tuple(units, lanes),
});
const secondRule = fc.record({
  when: fc.tuple(fc.constantFrom('', '"x"', '"y"', 'not("x")', 'null'), textCell),
  then: fc.tuple(units),
});

const drawn = fc.record({
  first: fc.array(routeRule, { minLength: 1, maxLength: 4 }),
  second: fc.array(secondRule, { minLength: 1, maxLength: 3 }),
  firstNoMatch: fc.constantFrom('none', 'person', 'second', 'end'),
  secondNoMatch: fc.constantFrom('none', 'person', 'handle', 'end'),
  returned: fc.constantFrom('dispatch', 'end'),
  condition: fc.constantFrom(null, 'lane = "x"', 'category = "a" and lane = "y"', 'not(lane = "z")'),
  inactive: fc.constantFrom([], ['U2'], ['U1', 'U2']),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function draftOf({ first, second, firstNoMatch, secondNoMatch, returned, condition, inactive }: Drawn): City {
  const nodes = [
    start,
    node('first', 'decide', { decision: 'first', event: 'routed' }),
    node('second', 'decide', { decision: 'second', event: 'decided' }),
    person('person'),
    ...[handle, dispatch(), end],
  ];
  const edges = [
    'start > first',
    'first.decided > second',
    ...(firstNoMatch === 'none' ? [] : [`first.noMatch > ${firstNoMatch}`]),
    ...(condition === null ? ['second.decided > handle'] : [`second > person if ${condition}`, 'second > handle']),
    ...(secondNoMatch === 'none' ? [] : [`second.noMatch > ${secondNoMatch}`]),
    'person.done > end',
    'handle.replied > end',
    `handle.returned > ${returned}`,
    'dispatch.dispatch > handle',
  ];
  const tables = [
    table(
      'first',
      [input('category'), input('district'), input('size', 'number')],
      [output('units'), output('lane', 'string')],
      first,
    ),
    table('second', [input('lane'), input('category')], [output('units')], second),
  ];
  const directory = inactive.reduce(
    (all, code) => ({ units: all.units.map((unit) => (unit.code === code ? { ...unit, active: false } : unit)) }),
    withUnit('', {}),
  );
  return cityOf({ nodes, edges, tables, directory });
}

/** Where an issue is left when it has come in: what is wrong with it, or null. */
function faultOf(state: IssueState, events: readonly { type: string; data?: unknown }[]): 'routable' | 'reaches' | null {
  if (state.incidents.length > 0) return 'routable';
  if (state.closedAt !== null) return 'reaches';
  const named = events.filter(({ type }) => type === 'escalationFallback');
  return named.length > 0 && state.assignments.length === 0 ? 'reaches' : null;
}

function bruteForce(city: City): Set<string> {
  const found = new Set<string>();
  const made = settingOf(city);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  for (const category of categories)
    for (const district of districts)
      for (const size of extras)
        for (const lane of [undefined, 'x', 'y', 'z', 'w'])
          for (const own of [undefined, ['U3']]) {
            const world = createWorld(made.setting, at);
            const facts = {
              ...(size === undefined ? {} : { size }),
              ...(lane === undefined ? {} : { lane }),
              ...(own ? { units: own } : {}),
            };
            const life = openIssue(world, {
              ...{ at, no: 'T1', relapseOf: null, facts },
              intake: {
                ...{
                  no: 'T1',
                  source: 'page',
                  externalId: 'x',
                  receivedAt: at,
                  acceptedAt: null,
                  category,
                  district,
                  street: null,
                },
                ...{ point: null, anonymous: true, channel: 'page', reporter: {}, text: 'x', photos: [] },
              },
            });
            runTo(world, at);
            expect(life.state.final || life.state.incidents.length > 0 || nextWake(life.state) !== null).toBe(true);
            const fault = faultOf(life.state, life.events);
            if (fault) found.add(fault);
          }
  return found;
}

/** The drawing has errors of its own, as where the same cell stands twice in a row: not the proof's to speak of. */
const isPlayable = (city: City): boolean => settingOf(city).ok;

it('says of every drawing what trying every issue says', () => {
  let played = 0;
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(drawn, (one) => {
      const city = draftOf(one);
      if (!isPlayable(city)) return;
      played += 1;
      const proof = prove(city, at);
      const faults = bruteForce(city);
      for (const property of ['routable', 'reaches'] as const) {
        const verdict = proof?.verdicts[property];
        seen.set(`${property} ${verdict}`, (seen.get(`${property} ${verdict}`) ?? 0) + 1);
        // A fault that some issue meets is never proven away.
        if (faults.has(property)) expect(verdict).toBe('counterExample');
      }
      // Whatever is shown was played on the same interpreter; of issues as they come in, brute force has met the same.
      for (const { property, way } of proof?.counterExamples ?? [])
        if (
          way.every(({ node: step }) => ['start', 'first', 'second', 'handle', 'end'].includes(step)) &&
          property === 'routable'
        )
          expect(faults).toContain(property);
    }),
    { numRuns: 40, seed: 11 },
  );
  expect(played).toBeGreaterThan(12);
  // Both answers were met, else nothing was compared.
  for (const verdict of ['routable proven', 'routable counterExample', 'reaches proven', 'reaches counterExample'])
    expect(seen.get(verdict) ?? 0).toBeGreaterThan(0);
});
