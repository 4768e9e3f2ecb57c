import type { DecisionTable, TableOutput, TableRule } from './table';

/**
 * Editing a decision table as pure functions from table to table: the tables before are the undo steps. Rules are told by their place,
 * from 0; a place that is not there is passed over.
 */

type Input = DecisionTable['inputs'][number];

/** The columns of the sheet, from left to right. */
export type SheetColumn =
  { kind: 'input'; at: number; id: string } | { kind: 'output'; at: number; id: string } | { kind: 'note' | 'from' | 'to' };

export const sheetColumns = ({ inputs, outputs }: DecisionTable): SheetColumn[] => [
  ...inputs.map(({ id }, at) => ({ kind: 'input' as const, at, id })),
  ...outputs.map(({ id }, at) => ({ kind: 'output' as const, at, id })),
  { kind: 'note' },
  { kind: 'from' },
  { kind: 'to' },
];

/** The text that stands in a cell of the sheet. */
export function cellText(rule: TableRule, column: SheetColumn): string {
  switch (column.kind) {
    case 'input':
      return rule.when[column.at] ?? '';
    case 'output':
      return rule.then[column.at] ?? '';
    default:
      return rule[column.kind] ?? '';
  }
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function withText(rule: TableRule, column: SheetColumn, text: string): TableRule {
  switch (column.kind) {
    case 'input':
      return { ...rule, when: put(rule.when, column.at, text) };
    case 'output':
      return { ...rule, then: put(rule.then, column.at, text) };
    default: {
      const { [column.kind]: _old, ...rest } = rule;
      if (text === '' || (column.kind !== 'note' && !isDate(text))) return rest;
      return { ...rest, [column.kind]: text };
    }
  }
}

function put(cells: readonly string[], at: number, text: string): string[] {
  const next = [...cells];
  while (next.length <= at) next.push('');
  next[at] = text;
  return next;
}

/** One cell anew. A date of validity that is none is left out. */
export function setCell(table: DecisionTable, row: number, column: SheetColumn, text: string): DecisionTable {
  return { ...table, rules: table.rules.map((rule, i) => (i === row ? withText(rule, column, text) : rule)) };
}

export function freshRuleId(table: Pick<DecisionTable, 'rules'>): string {
  const taken = new Set(table.rules.map(({ id }) => id));
  let n = table.rules.length + 1;
  while (taken.has(`r${n}`)) n += 1;
  return `r${n}`;
}

const emptyRule = (table: DecisionTable, id: string): TableRule => ({
  id,
  when: table.inputs.map(() => ''),
  then: table.outputs.map(() => ''),
});

/** A rule before the given place (at the end when there is none such), empty or with these cells. */
export function insertRule(
  table: DecisionTable,
  at: number,
  cells: Partial<Pick<TableRule, 'when' | 'then'>> = {},
): DecisionTable {
  const rule = { ...emptyRule(table, freshRuleId(table)), ...cells };
  return { ...table, rules: [...table.rules.slice(0, at), rule, ...table.rules.slice(at)] };
}

export function removeRules(table: DecisionTable, rows: ReadonlySet<number>): DecisionTable {
  return { ...table, rules: table.rules.filter((_, i) => !rows.has(i)) };
}

/** The rules again, below themselves, with ids of their own. */
export function duplicateRules(table: DecisionTable, rows: ReadonlySet<number>): DecisionTable {
  const last = Math.max(...rows);
  return [...rows]
    .sort((a, b) => a - b)
    .reduce((now, row, i) => {
      const rule = table.rules[row];
      if (!rule) return now;
      const copy = { ...rule, id: freshRuleId(now) };
      const at = last + 1 + i;
      return { ...now, rules: [...now.rules.slice(0, at), copy, ...now.rules.slice(at)] };
    }, table);
}

/** A rule to another place: the order decides under F, and what R and O answer. */
export function moveRule(table: DecisionTable, from: number, to: number): DecisionTable {
  const rule = table.rules[from];
  if (!rule || to < 0 || to >= table.rules.length || from === to) return table;
  const rest = table.rules.filter((_, i) => i !== from);
  return { ...table, rules: [...rest.slice(0, to), rule, ...rest.slice(to)] };
}

export type Area = { top: number; left: number; bottom: number; right: number };

/** Texts of an area, by row. */
export function readArea(table: DecisionTable, { top, left, bottom, right }: Area): string[][] {
  const columns = sheetColumns(table).slice(left, right + 1);
  return table.rules.slice(top, bottom + 1).map((rule) => columns.map((column) => cellText(rule, column)));
}

/**
 * Texts into the sheet, from a corner to the right and down; rules are added where they are not enough, columns are not. One text
 * into a larger area fills it.
 */
export function writeArea(table: DecisionTable, area: Area, texts: readonly (readonly string[])[]): DecisionTable {
  const columns = sheetColumns(table);
  const [only] = texts[0] ?? [];
  const isFill = texts.length === 1 && texts[0]?.length === 1 && only !== undefined;
  const rows = isFill
    ? Array.from({ length: area.bottom - area.top + 1 }, () => Array<string>(area.right - area.left + 1).fill(only))
    : texts;
  let next = table;
  while (next.rules.length < area.top + rows.length) next = insertRule(next, next.rules.length);
  const rules = next.rules.map((rule, i) => {
    const row = rows[i - area.top];
    if (i < area.top || row === undefined) return rule;
    return row.reduce((now, text, j) => {
      const column = columns[area.left + j];
      return column ? withText(now, column, text) : now;
    }, rule);
  });
  return { ...next, rules };
}

/** The upper row of an area down over the others. */
export function fillDown(table: DecisionTable, area: Area): DecisionTable {
  const [first] = readArea(table, { ...area, bottom: area.top });
  if (!first) return table;
  return writeArea(
    table,
    area,
    Array.from({ length: area.bottom - area.top + 1 }, () => first),
  );
}

/** Cells as spreadsheets copy them: tabs and lines; what holds either is quoted. */
export const toTsv = (texts: readonly (readonly string[])[]): string =>
  texts
    .map((row) => row.map((text) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'))
    .join('\n');

/** Cells out of a spreadsheet's text. FEEL texts bear quotes of their own: a quoted cell begins and ends with one and doubles those within. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const body = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  let at = 0;
  const row = (): string[] => rows.at(-1) ?? [];
  for (;;) {
    const quoted = /^"(?:[^"]|"")*"(?=\t|\n|$)/.exec(body.slice(at))?.[0];
    const inner = quoted?.slice(1, -1);
    // "a" is FEEL's text a, not a quoted cell: spreadsheets quote only what holds a tab, a line or a quote.
    const isQuoted = inner !== undefined && /[\t\n]|""/.test(inner);
    const end = isQuoted ? at + (quoted?.length ?? 0) : nextBreak(body, at);
    row().push(isQuoted ? inner.replaceAll('""', '"') : body.slice(at, end));
    if (end >= body.length) return rows;
    if (body[end] === '\n') rows.push([]);
    at = end + 1;
  }
}

function nextBreak(text: string, from: number): number {
  const found = text.slice(from).search(/[\t\n]/);
  return found < 0 ? text.length : from + found;
}

/** A column's own fields anew. An output's id is the fact it sets. */
export function patchInput(table: DecisionTable, at: number, patch: Partial<Input>): DecisionTable {
  return { ...table, inputs: table.inputs.map((input, i) => (i === at ? withoutUndefined({ ...input, ...patch }) : input)) };
}

export function patchOutput(table: DecisionTable, at: number, patch: Partial<TableOutput>): DecisionTable {
  return { ...table, outputs: table.outputs.map((output, i) => (i === at ? withoutUndefined({ ...output, ...patch }) : output)) };
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** A column at the right of its kind; every rule gets an empty cell. */
export function addInput(table: DecisionTable, input: Input): DecisionTable {
  return {
    ...table,
    inputs: [...table.inputs, input],
    rules: table.rules.map((rule) => ({ ...rule, when: put(rule.when, table.inputs.length, '') })),
  };
}

export function addOutput(table: DecisionTable, output: TableOutput): DecisionTable {
  return {
    ...table,
    outputs: [...table.outputs, output],
    rules: table.rules.map((rule) => ({ ...rule, then: put(rule.then, table.outputs.length, '') })),
  };
}

export function removeInput(table: DecisionTable, at: number): DecisionTable {
  return {
    ...table,
    inputs: table.inputs.filter((_, i) => i !== at),
    rules: table.rules.map((rule) => ({ ...rule, when: rule.when.filter((_, i) => i !== at) })),
  };
}

/** The last output stays: a table without one answers nothing. */
export function removeOutput(table: DecisionTable, at: number): DecisionTable {
  if (table.outputs.length < 2) return table;
  return {
    ...table,
    outputs: table.outputs.filter((_, i) => i !== at),
    rules: table.rules.map((rule) => ({ ...rule, then: rule.then.filter((_, i) => i !== at) })),
  };
}
