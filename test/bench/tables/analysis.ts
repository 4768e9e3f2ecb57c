import { checkTable, compileTable, type DecisionTable } from '#domain';
import { cpuClock } from '../machine';
import type { Line } from '../result';
import { spreadOf } from '../stats';
import { chanceOf } from './workload';

/** Compiling a table of 2,000 rules and finding everything that overlaps or is missing in it, all of it planted and counted. */

const mostSeconds = 2;
const rounds = 3;
const planted = { overlaps: 40, gaps: 22 };

export function analysisLines(): Line[] {
  return [
    lineOf('2,000 rules × 5: compile, overlaps and gaps', exactTable(), planted),
    lineOf('2,000 rules × 20, as people write them: the same', wideTable(), undefined),
  ];
}

function lineOf(what: string, table: DecisionTable, expected: typeof planted | undefined): Line {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const used = cpuClock();
    compileTable(table);
    const problems = checkTable(table);
    seconds.push(used());
    const overlaps = problems.filter(({ code }) => code.startsWith('OVERLAP')).flatMap(({ others }) => others ?? []).length;
    const gaps = problems.filter(({ code }) => code === 'GAP').length;
    const right = expected === undefined ? overlaps > 0 && gaps > 0 : overlaps === expected.overlaps && gaps === expected.gaps;
    if (!right) throw new Error(`${what}: found ${overlaps} overlaps and ${gaps} gaps, planted ${JSON.stringify(expected)}`);
  }
  return { what, unit: 's of CPU', product: spreadOf(seconds), goal: { of: 'product', atMost: mostSeconds } };
}

const label = { zh: '', en: '' };
const text = (value: string): string => JSON.stringify(value);
const districts = Array.from({ length: 10 }, (_, at) => `district-${at}`);
const categories = Array.from({ length: 25 }, (_, at) => `category-${at}`);

const base = (inputs: DecisionTable['inputs'], rows: readonly string[][]): DecisionTable => ({
  kind: 'table',
  id: 'whole',
  name: label,
  hitPolicy: 'U',
  inputs,
  outputs: [{ id: 'unit', label, type: 'string' }],
  rules: rows.map((when, at) => ({ id: `r${at}`, when, then: [text(`unit-${at}`)] })),
});

/**
 * Category × district × urgency below 3 or not × source in a list or not × a keyword among the keywords or not: each fact has
 * one rule. Then some rules are taken out, no two of which differ in one column alone (they would be one gap), and others, none
 * of them beside those, are widened to the next district.
 */
function exactTable(): DecisionTable {
  const either = <T>(one: T, other: T): T[] => [one, other];
  const rows = categories.flatMap((category) =>
    districts.flatMap((district) =>
      either('< 3', '>= 3').flatMap((urgency) =>
        either('"web", "phone"', 'not("web", "phone")').flatMap((source) =>
          either('list contains(?, "gas")', 'not(list contains(?, "gas"))').map((keyword) => [
            text(category),
            text(district),
            urgency,
            source,
            keyword,
          ]),
        ),
      ),
    ),
  );
  const taken = new Set(Array.from({ length: planted.gaps }, (_, at) => at * 88 + 2 * Math.floor(at / 10)));
  const widened = new Set(Array.from({ length: planted.overlaps }, (_, at) => at * 48 + 17));
  const changed = rows.flatMap((row, at) => {
    if (taken.has(at)) return [];
    if (!widened.has(at)) return [row];
    const next = districts[(districts.indexOf(JSON.parse(row[1] ?? '') as string) + 1) % districts.length] ?? '';
    return [[row[0] ?? '', `${row[1] ?? ''}, ${text(next)}`, ...row.slice(2)]];
  });
  const column = (id: string, type: DecisionTable['inputs'][number]['type'], allowed?: string[]) => ({
    ...{ id, label, expression: id, type },
    ...(allowed === undefined ? {} : { allowed }),
  });
  const inputs = [
    column('category', 'string', categories.map(text)),
    column('district', 'string', districts.map(text)),
    column('urgency', 'number'),
    column('source', 'string'),
    column('keywords', 'list'),
  ];
  return base(inputs, changed);
}

/** Twenty columns of all kinds, three cells in five saying nothing. */
function wideTable(): DecisionTable {
  const chance = chanceOf(20);
  const below = (most: number): number => Math.floor(chance() * most);
  const kinds = [
    { type: 'string', cell: () => text(`category-${below(200)}`) },
    { type: 'string', cell: () => text(`district-${below(10)}`) },
    { type: 'number', cell: () => `>= ${below(100)}` },
    { type: 'string', cell: () => `${text(`source-${below(12)}`)}, ${text(`source-${below(12)}`)}` },
    { type: 'list', cell: () => `list contains(?, ${text(`keyword-${below(20)}`)})` },
    { type: 'number', cell: () => `[${below(50)}..${50 + below(50)})` },
    { type: 'boolean', cell: () => (chance() < 0.5 ? 'true' : 'false') },
    { type: 'date', cell: () => `>= @"2026-0${1 + below(9)}-01"` },
  ] as const;
  const columns = Array.from({ length: 20 }, (_, at) => kinds[at === 4 ? 4 : at % 4 === 0 ? 7 - (at % 3) : at % 4] ?? kinds[0]);
  const inputs = columns.map(({ type }, at) => ({ id: `c${at}`, label, expression: `fact${at}`, type }));
  return base(
    inputs,
    Array.from({ length: 2_000 }, () => columns.map(({ cell }) => (chance() < 0.6 ? '-' : cell()))),
  );
}
