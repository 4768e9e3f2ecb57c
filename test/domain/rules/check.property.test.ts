import * as fc from 'fast-check';
import { evaluate } from '../../../workflows/domain/rules/evaluate';
import { checkTable } from '../../../workflows/domain/rules/check';
import { classify } from '../../../workflows/domain/rules/cell';
import { quickCell } from '../../../workflows/domain/rules/quick-cell';
import type { DecisionTable } from '../../../workflows/domain/rules/table';
import { cellText, tableAndFacts } from './arbitrary';

const runs = Number(process.env['LIANGXIN_PROPERTY_RUNS'] ?? 500);
const at = (on: string | undefined) => ({ now: `${on ?? '2026-01-05'}T09:00:00+08:00` });

/** The same table listing every rule that matches. */
const listing = (table: DecisionTable): DecisionTable => ({
  ...table,
  hitPolicy: 'R',
  outputs: [{ id: 'out', label: { zh: '', en: '' }, type: 'any' }],
  rules: table.rules.map((rule, at_) => ({ ...rule, then: [String(at_ + 1)] })),
});

const matched = (table: DecisionTable, facts: Record<string, unknown>, on: string | undefined): readonly number[] => {
  const result = evaluate(listing(table), facts, at(on));
  return result.ok ? result.matched : [];
};

describe('what checkTable says is so', () => {
  it('the example of an overlap matches both rules, the example of a gap none that was analysed', () => {
    fc.assert(
      fc.property(tableAndFacts, ({ table }) => {
        const problems = checkTable(table);
        const unknown = new Set(
          problems.filter((one) => one.code === 'NOT_ANALYSED' || one.code.startsWith('CELL')).map((one) => one.at.rule),
        );
        const known = {
          ...table,
          rules: table.rules.map((rule, index) => (unknown.has(index + 1) ? { ...rule, from: '2999-01-01' } : rule)),
        };
        for (const one of problems) {
          const hits = one.example === undefined ? [] : matched(known, one.example, one.on);
          if (one.code.startsWith('OVERLAP')) expect(hits).toEqual(expect.arrayContaining([one.at.rule, one.others?.[0]]));
          if (one.code === 'GAP') expect(hits).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });

  it('facts never match two rules of one column set that it did not call overlapping, nor a dead or shadowed rule first', () => {
    fc.assert(
      fc.property(tableAndFacts, ({ table, facts }) => {
        const problems = checkTable(table);
        const pairs = new Set(
          problems.flatMap((one) =>
            one.code.startsWith('OVERLAP') ? (one.others ?? []).map((other) => `${String(one.at.rule)}-${other}`) : [],
          ),
        );
        const skipped = new Set(problems.filter((one) => one.code === 'NOT_ANALYSED').map((one) => one.at.rule));
        const never = new Set(problems.filter((one) => one.code === 'SHADOWED_RULE').map((one) => one.at.rule));
        for (const one of facts) {
          if (hasForeignValue(table, one)) continue;
          const hits = matched(table, one, undefined).filter((rule) => !skipped.has(rule));
          if (table.hitPolicy === 'U')
            for (const [index, a] of hits.entries()) for (const b of hits.slice(index + 1)) expect(pairs).toContain(`${a}-${b}`);
          const [winner] = hits;
          if (table.hitPolicy === 'F' && winner !== undefined) expect(never).not.toContain(winner);
        }
      }),
      { numRuns: runs },
    );
  });

  it('a table without gaps answers every fact of its types', () => {
    fc.assert(
      fc.property(tableAndFacts, ({ table, facts }) => {
        const codes = new Set(checkTable(table).map((one) => one.code));
        if (codes.has('GAP') || codes.has('NOT_ANALYSED') || table.rules.length === 0 || table.outputs[0]?.default !== undefined)
          return;
        for (const one of facts)
          if (!hasForeignValue(table, one) && !hasMissing(table, one)) expect(matched(table, one, undefined)).not.toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

/** Values outside what a column of type `any` is analysed for. */
const hasForeignValue = (table: DecisionTable, facts: Record<string, unknown>): boolean =>
  table.inputs.some(
    (input) => input.type === 'any' && typeof facts[input.expression] === 'object' && facts[input.expression] !== null,
  );

const hasMissing = (table: DecisionTable, facts: Record<string, unknown>): boolean => {
  const result = evaluate(listing(table), facts, at(undefined));
  return !result.ok || result.mistyped !== undefined || table.inputs.some((input) => (facts[input.expression] ?? null) === null);
};

it('the quick reader of cells reads what the FEEL parser reads', () => {
  fc.assert(
    fc.property(cellText, (text) => {
      const quick = quickCell(text);
      if (quick !== undefined) expect(quick).toEqual(classify(text));
    }),
    { numRuns: runs },
  );
});
