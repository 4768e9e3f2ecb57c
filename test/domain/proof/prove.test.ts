import { prove, proofProblems, type Proof, PROOF_BUDGET } from '../../../workflows/domain/proof';
import { runScenario } from '../../../workflows/domain/rehearsal';
import { flowSchema, releaseContentSchema } from '../../../workflows/domain/flow';
import { directoryOf, releaseOf } from '../flow/city';
import { end, node, outcome, start } from '../flow/small-flow';
import {
  cityOf,
  cleanRoute,
  decideRoute,
  dispatch,
  type Draft,
  handle,
  input,
  output,
  person,
  routed,
  table,
  withoutRole,
  withUnit,
} from './small-city';

const at = '2026-03-02T02:00:00.000Z';

function proofOf(draft: Draft = {}): Proof {
  const proof = prove(cityOf(draft), at);
  if (!proof) throw new Error('the draft has errors of its own');
  return proof;
}

const proven = { routable: 'proven', reaches: 'proven', notAccused: 'proven' };
const shown = (proof: Proof) => proof.counterExamples.map(({ kind, node: step, facts }) => ({ kind, step, facts }));

/** What was told of the report itself is beside the point where only some facts matter. */
const only = (facts: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)));

const byCategory = (rules: { when: string[]; then: string[] }[], more: object = {}) =>
  table('route', [input('category')], [output('units')], rules, more);

describe('a clean city', () => {
  it('is proven', () => {
    const proof = proofOf();
    expect(proof).toEqual({ verdicts: proven, counterExamples: [], unknown: [] });
  });

  it.each(['guiyang', 'xixiu', 'gy-base'])('%s is proven as it is shipped', (city) => {
    const proof = prove({ content: releaseOf(city), ...directoryOf(city) }, at);
    expect(proof).toEqual({ verdicts: proven, counterExamples: [], unknown: [] });
  });
});

describe('an issue that finds no way', () => {
  // Without a row for the rest and without a line for "no match" or a default, a report of any other category stops at the table.
  const gap = byCategory([{ when: ['"water"'], then: ['["U1"]'] }]);
  const draft: Draft = {
    tables: [gap],
    edges: [
      'start > route',
      'route.decided > handle',
      'handle.replied > end',
      'handle.returned > dispatch',
      'dispatch.dispatch > handle',
    ],
  };

  it('is shown with the fact that no row takes', () => {
    const proof = proofOf(draft);
    expect(proof.verdicts).toEqual({ ...proven, routable: 'counterExample' });
    expect(shown(proof)).toEqual([{ kind: 'stuck', step: 'route', facts: { category: 'general', source: 'media' } }]);
    expect(proof.counterExamples[0]?.way.map((step) => step.node)).toEqual(['start', 'route']);
  });

  it('becomes a scenario that is red until a row is added', () => {
    const [example] = proofOf(draft).counterExamples;
    const red = cityOf(draft);
    const mended = cityOf({ ...draft, tables: [cleanRoute] });
    const drawing = flowSchema.parse(releaseContentSchema.parse(red.content).flow);
    expect(runScenario('x', example?.scenario, red, drawing).outcome).toBe('red');
    expect(runScenario('x', example?.scenario, mended, drawing).outcome).toBe('green');
  });

  it('goes to whoever the line for "no match" leads to, and is proven', () => {
    expect(proofOf({ tables: [gap], edges: [...draft.edges!, 'route.noMatch > dispatch'] }).verdicts).toEqual(proven);
  });

  it('is found behind a rule that turns on the day', () => {
    const dated = byCategory([{ when: [''], then: ['["U1"]'] }]);
    const rules = dated.rules.map((rule) => ({ ...rule, from: '2026-03-10' }));
    const proof = proofOf({ ...draft, tables: [{ ...dated, rules }] });
    expect(proof.verdicts.routable).toBe('counterExample');
    // The day before the rule begins to count.
    expect(proof.counterExamples[0]?.scenario.start).toBe('2026-03-09T10:00');
  });

  it('is found where two rules of a unique table contradict each other', () => {
    const clash = byCategory(
      [
        { when: ['"water"'], then: ['["U1"]'] },
        { when: ['not("gas")'], then: ['["U2"]'] },
        { when: ['"gas"'], then: ['["U3"]'] },
      ],
      { hitPolicy: 'U' },
    );
    // The table's own check says so first, as an error: the proof waits for it to be mended.
    expect(prove(cityOf({ tables: [clash] }), at)).toBeNull();
  });
});

describe('an issue that reaches nobody', () => {
  it('is one that a table gives to a unit which is not active', () => {
    const proof = proofOf({ directory: withUnit('U2', { active: false }) });
    expect(proof.verdicts).toEqual({ ...proven, reaches: 'counterExample' });
    expect(shown(proof)).toEqual([{ kind: 'notActive', step: 'handle', facts: { category: 'gas', source: 'media' } }]);
  });

  it('is not one that another active unit handles too', () => {
    const tables = [byCategory([{ when: [''], then: ['["U2","U1"]'] }])];
    expect(proofOf({ tables, directory: withUnit('U2', { active: false }) }).verdicts).toEqual(proven);
  });

  it('is one that waits for a role which nobody holds', () => {
    const nodes = [start, person('check', { roles: ['gridChecker'] }), decideRoute, handle, dispatch(), end];
    const edges = ['start > check', 'check.done > route', ...routed.slice(1)];
    const proof = proofOf({ nodes, edges, directory: withoutRole('gridChecker') });
    expect(shown(proof)).toEqual([{ kind: 'nobodyThere', step: 'check', facts: { category: 'general', source: 'media' } }]);
  });

  it('is one whose step has no deadline', () => {
    const nodes = [start, person('check', { limit: undefined }), decideRoute, handle, dispatch(), end];
    const proof = proofOf({ nodes, edges: ['start > check', 'check.done > route', ...routed.slice(1)] });
    expect(shown(proof).map(({ kind, step }) => [kind, step])).toEqual([['noLimit', 'check']]);
  });

  it('is one that is closed before anybody has it', () => {
    const edges = ['start > route', 'route > handle', 'route > end if category = "spam"', ...routed.slice(2)];
    const proof = proofOf({ edges });
    expect(shown(proof)).toEqual([{ kind: 'nobodysEnd', step: 'end', facts: { category: 'spam', source: 'media' } }]);
  });
});

describe('an issue that accuses', () => {
  // DOMAIN 4 #38: the filter turns to supervision; where that is accused too nobody is left, and the step is left by `returned`.
  it('is shown where nobody but the accused is left and the drawing closes it', () => {
    const edges = ['start > route', 'route > handle', 'handle.replied > end', 'handle.returned > end'];
    const proof = proofOf({ nodes: [start, decideRoute, handle, end], edges });
    expect(proof.verdicts).toEqual({ ...proven, reaches: 'counterExample' });
    const [example] = proof.counterExamples;
    expect(example?.kind).toBe('nobodysEnd');
    const accused = example?.facts['accused'] as string[];
    // The unit that the table names, and every body of supervision above it.
    expect(accused).toEqual(expect.arrayContaining([example?.facts['category'] === 'water' ? 'U1' : 'U3']));
    expect(accused.length).toBeGreaterThan(1);
  });

  it('is proven to come to a dispatcher where the drawing leads it there', () => {
    expect(proofOf().verdicts.notAccused).toBe('proven');
  });
});

describe('what nobody can tell', () => {
  const edges = ['start > route', 'route.decided > handle', ...routed.slice(2)];

  it('is a cell of free FEEL that everything hangs on, with its place', () => {
    const tables = [byCategory([{ when: ['string length(?) > 3'], then: ['["U1"]'] }])];
    const proof = proofOf({ edges, tables });
    expect(proof.verdicts).toEqual({ ...proven, routable: 'unknown' });
    expect(proof.unknown.map((one) => one.at)).toEqual(['tables.route.rules.0.when.0']);
  });

  it('is no cell of free FEEL that changes nothing', () => {
    const tables = [
      byCategory([
        { when: ['string length(?) > 3'], then: ['["U1"]'] },
        { when: [''], then: ['["U2"]'] },
      ]),
    ];
    expect(proofOf({ edges, tables }).verdicts).toEqual(proven);
  });

  it('is an answer that is computed from what nobody can foresee', () => {
    const tables = [byCategory([{ when: [''], then: ['[upper case(category)]'] }])];
    const proof = proofOf({ edges, tables });
    expect(proof.verdicts).toEqual({ routable: 'proven', reaches: 'unknown', notAccused: 'unknown' });
  });

  it('is whatever the budget did not come to', () => {
    const proof = prove(cityOf(), at, { ...PROOF_BUDGET, spots: 2 });
    expect(proof?.verdicts).toEqual({ routable: 'unknown', reaches: 'unknown', notAccused: 'unknown' });
  });
});

describe('facts that change on the way', () => {
  const nodes = [
    start,
    node('verify', 'task', {
      roles: ['verifier'],
      limit: 'verify',
      outcomes: [outcome('verify', { command: 'verify', event: 'verified' })],
    }),
    decideRoute,
    node('second', 'decide', { decision: 'second', event: 'decided' }),
    handle,
    dispatch(),
    end,
  ];
  const edges = [
    'start > verify',
    'verify.verify > route',
    'route.decided > second',
    'second.decided > handle',
    ...routed.slice(2),
  ];
  const lane = (rules: { when: string[]; then: string[] }[]) => table('second', [input('lane')], [output('units')], rules);
  const route = table(
    'route',
    [input('district')],
    [output('lane', 'string')],
    [
      { when: ['"520102"'], then: ['"near"'] },
      { when: [''], then: ['"far"'] },
    ],
  );

  it('a later table is asked of what an earlier one answered, and of nothing else', () => {
    const tables = [
      route,
      lane([
        { when: ['"near"'], then: ['["U1"]'] },
        { when: ['"far"'], then: ['["U2"]'] },
      ]),
    ];
    expect(proofOf({ nodes, edges, tables }).verdicts).toEqual(proven);
  });

  it('a value that only some issues get is shown with the fact that gives it', () => {
    const tables = [route, lane([{ when: ['"far"'], then: ['["U2"]'] }])];
    const proof = proofOf({ nodes, edges, tables });
    expect(shown(proof).map(({ kind, step, facts }) => ({ kind, step, facts: only(facts, ['district']) }))).toEqual([
      { kind: 'stuck', step: 'second', facts: { district: '520102' } },
    ]);
  });
});

it('says it as findings: a counter-example blocks, what is unknown is waived', () => {
  const city = cityOf({ directory: withUnit('U2', { active: false }) });
  const [finding] = proofProblems(prove(city, at)!, city.content);
  expect(finding).toMatchObject({ code: 'PROOF_UNIT_NOT_ACTIVE', severity: 'error', node: 'handle' });
  expect(finding?.message.zh).toContain('类别 gas');
  const [unknown] = proofProblems(prove(cityOf(), at, { ...PROOF_BUDGET, spots: 2 })!, city.content);
  expect(unknown).toMatchObject({ code: 'PROOF_UNKNOWN', severity: 'warning' });
});
