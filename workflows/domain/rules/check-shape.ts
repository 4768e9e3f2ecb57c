import { problem, type Problem } from './problem';
import type { DecisionTable } from './table';

function repeated(ids: readonly string[]): { id: string; at: number }[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ id, at }] : []));
}

function duplicates(table: DecisionTable): Problem[] {
  const columns = [...table.inputs, ...table.outputs].map((column) => column.id);
  const say = (id: string) => [`编号 ${id} 重复，请改为唯一`, `The id ${id} is used twice: make it unique`] as const;
  return [
    ...repeated(columns).map(({ id }) => problem('error', 'DUPLICATE_ID', { column: id }, ...say(id))),
    ...repeated(table.rules.map((rule) => rule.id)).map(({ id, at }) =>
      problem('error', 'DUPLICATE_ID', { rule: at + 1 }, ...say(id)),
    ),
  ];
}

function cellCounts(table: DecisionTable): Problem[] {
  const wanted = table.inputs.length + table.outputs.length;
  return table.rules.flatMap((rule, at) => {
    if (rule.when.length === table.inputs.length && rule.then.length === table.outputs.length) return [];
    const found = rule.when.length + rule.then.length;
    return [
      problem(
        'error',
        'CELL_COUNT',
        { rule: at + 1 },
        `应有 ${wanted} 个单元格，实有 ${found} 个`,
        `Has ${found} cells, needs ${wanted}`,
      ),
    ];
  });
}

function validity(table: DecisionTable): Problem[] {
  return table.rules.flatMap((rule, at) =>
    rule.from !== undefined && rule.to !== undefined && rule.from > rule.to
      ? [problem('error', 'VALIDITY_REVERSED', { rule: at + 1 }, '生效日晚于失效日', 'Begins after it ends')]
      : [],
  );
}

function policy(table: DecisionTable): Problem[] {
  const found: Problem[] = [];
  if (table.aggregation !== undefined && table.hitPolicy !== 'C')
    found.push(problem('error', 'AGGREGATION_MISUSED', {}, '只有“汇集”策略可以聚合', 'Only hit policy Collect can aggregate'));
  if (table.aggregation !== undefined && table.outputs.length > 1)
    found.push(problem('error', 'AGGREGATION_MISUSED', {}, '聚合只能有一个输出列', 'An aggregation needs exactly one output'));
  const ranked = table.hitPolicy === 'P' || table.hitPolicy === 'O';
  if (ranked && !table.outputs.some((output) => output.allowed !== undefined))
    found.push(
      problem(
        'error',
        'PRIORITY_UNKNOWN',
        {},
        '请给输出列按优先次序列出允许值',
        "List an output's allowed values in order of priority",
      ),
    );
  return found;
}

/** What is wrong with the form of a table, before any cell is read. */
export const checkShape = (table: DecisionTable): Problem[] => [
  ...cellCounts(table),
  ...duplicates(table),
  ...validity(table),
  ...policy(table),
];
