import * as fc from 'fast-check';
import { decisionsIn, dmnOf, readDmn, writeDmn } from '../../../../workflows/domain/rules/dmn';
import type { Decision, DecisionTable } from '../../../../workflows/domain/rules/table';
import { tableAndFacts } from '../arbitrary';

const HITS = ['U', 'A', 'P', 'F', 'R', 'O', 'C'] as const;
const TYPES = [
  ...(['string', 'number', 'boolean', 'date', 'time', 'dateTime', 'dayTimeDuration'] as const),
  ...(['yearMonthDuration', 'list', 'context', 'any'] as const),
];

/** Texts as people write them, with what XML has to write otherwise. */
const words = fc.oneof(
  fc.string({ maxLength: 12, unit: fc.constantFrom('a', '中', ' ', '<', '>', '&', '"', "'", '\n', '😀', ']', '-') }),
  fc.constantFrom('', ' a ', '线索 <1>', '"x" & "y"', ']]>'),
);
const filled = words.map((text) => `f${text}`);
const bilingual = fc.record({ zh: words, en: words });
const date = fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}`);
const id = fc.oneof(
  fc.integer({ min: 0, max: 999 }).map((n) => `r${n}`),
  fc.constantFrom('1', 'a b', '规则', 'x:y'),
);
const allowed = fc.array(fc.constantFrom('"a"', '"b, c"', '[1..5)', 'not("x")', '> 3', '1', '-', '1 +', '"a","b"'), {
  minLength: 1,
  maxLength: 3,
});
const optional = { requiredKeys: [] as [] };

const rule = (inputs: number, outputs: number, columns: number) =>
  fc
    .tuple(
      fc.record({
        id,
        when: fc.array(words, { minLength: inputs, maxLength: inputs }),
        then: fc.array(words, { minLength: outputs, maxLength: outputs }),
      }),
      fc.record({ note: filled, from: date, to: date }, optional),
      fc.array(words, { minLength: columns, maxLength: columns }),
    )
    .map(([must, may, annotations]) => ({ ...must, ...may, ...(columns === 0 ? {} : { annotations }) }));

const input = fc
  .tuple(
    fc.record({ id, label: bilingual, expression: filled, type: fc.constantFrom(...TYPES) }),
    fc.record({ allowed }, optional),
  )
  .map(([must, may]) => ({ ...must, ...may }));
const output = fc
  .tuple(fc.record({ id, label: bilingual, type: fc.constantFrom(...TYPES) }), fc.record({ allowed, default: filled }, optional))
  .map(([must, may]) => ({ ...must, ...may }));

const table: fc.Arbitrary<DecisionTable> = fc
  .tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.nat(2))
  .chain(([inputs, outputs, columns]) =>
    fc.record({
      kind: fc.constant('table' as const),
      id,
      name: bilingual.filter(({ zh }) => zh !== ''),
      hitPolicy: fc.constantFrom(...HITS),
      inputs: fc.array(input, { minLength: inputs, maxLength: inputs }),
      outputs: fc.array(output, { minLength: outputs, maxLength: outputs }),
      rules: fc.array(rule(inputs, outputs, columns), { maxLength: 5 }),
      ...(columns === 0 ? {} : { annotations: fc.array(words, { minLength: columns, maxLength: columns }) }),
    }),
  )
  .chain((made) =>
    made.hitPolicy === 'C'
      ? fc.constantFrom(made, ...(['SUM', 'MIN', 'MAX', 'COUNT'] as const).map((aggregation) => ({ ...made, aggregation })))
      : fc.constant(made),
  );

const literal: fc.Arbitrary<Decision> = fc.record({
  kind: fc.constant('literal' as const),
  id,
  name: bilingual.filter(({ zh }) => zh !== ''),
  expression: filled,
  output: filled,
  type: fc.constantFrom(...TYPES),
});

async function throughXml(decision: Decision): Promise<unknown> {
  const read = await readDmn(await writeDmn(dmnOf(decision)));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { decisions, problems } = decisionsIn(read.document);
  return problems.length === 0 ? decisions : problems;
}

describe('a decision written as DMN XML and read again', () => {
  it('is the same: ids, types, policies, labels, allowed values, defaults, annotations, dates', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(table, literal), async (decision) => {
        expect(await throughXml(decision)).toEqual([decision]);
      }),
      { numRuns: 400 },
    );
  });

  it('also where its cells are real tests', async () => {
    await fc.assert(
      fc.asyncProperty(tableAndFacts, async ({ table: decision }) => {
        const named = { ...decision, name: { zh: '表', en: 'table' } };
        expect(await throughXml(named)).toEqual([named]);
      }),
      { numRuns: 100 },
    );
  });
});
