import { compileTable } from '../../../workflows/domain/rules/compile';
import { answerOf, firstHit, tableOf, workloadOf, type Shape } from '../../bench/tables/workload';

const shapes: Shape[] = [
  { size: 20, depth: 'early' },
  { size: 200, depth: 'early' },
  { size: 200, depth: 'deep' },
  { size: 200, depth: 'deep', listed: true },
];

/** As a page whose Content-Security-Policy forbids making functions. */
function forbidden<T>(run: () => T): T {
  const { Function: own } = globalThis;
  globalThis.Function = function refuse() {
    throw new EvalError('forbidden');
  } as unknown as FunctionConstructor;
  try {
    return run();
  } finally {
    globalThis.Function = own;
  }
}

describe.each(shapes)('a compiled table of $size rules, $depth', (shape) => {
  const workload = workloadOf(shape);
  const table = tableOf(workload);
  const expected = workload.facts.map((facts) => {
    const rule = firstHit(workload.rules, facts);
    return { ok: true, value: answerOf(rule), matched: [rule] };
  });

  it('answers what comparing rule by rule answers', () => {
    const { evaluate } = compileTable(table);
    expect(workload.facts.map((facts) => evaluate(facts))).toEqual(expected);
  });

  it('answers the same where no function may be made for it', () => {
    const { evaluate } = forbidden(() => compileTable(table));
    expect(workload.facts.map((facts) => evaluate(facts))).toEqual(expected);
  });

  it('reads own facts alone, whatever object they come in', () => {
    const { evaluate } = compileTable(table);
    const [facts] = workload.facts;
    expect(evaluate(Object.assign(Object.create(null), facts) as Record<string, unknown>)).toEqual(expected[0]);
    const inherited = Object.create(facts ?? null) as Record<string, unknown>;
    expect(evaluate(inherited)).toEqual(evaluate({}));
  });
});

it('hands out answers that nobody can change', () => {
  const [shape] = shapes;
  const workload = workloadOf(shape ?? { size: 20, depth: 'early' });
  const result = compileTable(tableOf(workload)).evaluate(workload.facts[0] ?? {});
  expect(Object.isFrozen(result)).toBe(true);
  expect(result.ok && Object.isFrozen(result.value) && Object.isFrozen(result.matched)).toBe(true);
});
