import type { Cell } from '../cell';
import { type Space, spaceOf } from '../space';
import type { DecisionTable, TableRule } from '../table';

type Input = DecisionTable['inputs'][number];

/** Two tables in one space: their columns side by side, the rules of the older one first. */
export type Both = {
  readonly before: DecisionTable;
  readonly after: DecisionTable;
  /** All rules over all columns; only what cuts the space counts. */
  readonly table: DecisionTable;
  readonly space: Space;
  /** By column of `table`: the FEEL text that a made column stands for, asked as a whole. */
  readonly asked: ReadonlyMap<number, { readonly label: Input['label']; readonly text: string }>;
};

const keyOf = ({ expression, type }: Input): string => `${type} ${expression.trim()}`;

/** Both tables over the columns of either; a column that one of them has not lets everything pass there. */
export function bothOf(before: DecisionTable, after: DecisionTable): Both {
  const inputs = columnsOf(before, after);
  const rules = [...spread(before, inputs), ...spread(after, inputs)];
  const joined: DecisionTable = { ...after, inputs, rules };
  const memo = new Map<string, Cell>();
  const plain = spaceOf(joined, memo);
  if (plain.unknown.length === 0) return { before, after, table: joined, space: plain, asked: new Map() };
  const { table, asked } = withAsked(joined, plain.unknown);
  return { before, after, table, space: spaceOf(table, memo), asked };
}

function columnsOf(before: DecisionTable, after: DecisionTable): Input[] {
  const old = new Map(before.inputs.map((input) => [keyOf(input), input]));
  const now = new Map(after.inputs.map((input) => [keyOf(input), input]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)];
    const one = b ?? a;
    if (!one) return [];
    const { allowed: _allowed, ...rest } = one;
    // Values that only one of the two knows can occur in the other too.
    const allowed = a && b && JSON.stringify(a.allowed) === JSON.stringify(b.allowed) ? b.allowed : undefined;
    return [{ ...rest, ...(allowed ? { allowed } : {}) }];
  });
}

function spread(table: DecisionTable, inputs: readonly Input[]): TableRule[] {
  const at = new Map(table.inputs.map((input, column) => [keyOf(input), column]));
  return table.rules.map((rule) => ({
    ...rule,
    when: inputs.map((input) => {
      const column = at.get(keyOf(input));
      return column === undefined ? '-' : (rule.when[column] ?? '-');
    }),
  }));
}

/**
 * What regions cannot express becomes a question of its own, yes or no: `matches(?, "…")` holds or does not. So a rule that only FEEL
 * understands is compared too, and the same rule in both tables is no difference.
 */
function withAsked(table: DecisionTable, unknown: Space['unknown']): Pick<Both, 'table' | 'asked'> {
  const inputs = [...table.inputs];
  const rules = table.rules.map((rule) => ({ ...rule, when: [...rule.when] }));
  const asked = new Map<number, { label: Input['label']; text: string }>();
  const made = new Map<string, number>();
  for (const { rule, column } of unknown) {
    const [cells, input] = [rules[rule]?.when, table.inputs[column]];
    if (!cells || !input) continue;
    const text = cells[column] ?? '';
    const name = `${column} ${text.trim()}`;
    const at = made.get(name) ?? inputs.length;
    if (!made.has(name)) {
      made.set(name, at);
      inputs.push({ id: `asked-${at}`, label: input.label, expression: `asked${at}`, type: 'boolean' });
      asked.set(at, { label: input.label, text });
    }
    cells[column] = '-';
    cells[at] = 'true';
  }
  const whole = rules.map((rule) => ({ ...rule, when: inputs.map((_, at) => rule.when[at] ?? '-') }));
  return { table: { ...table, inputs, rules: whole }, asked };
}
