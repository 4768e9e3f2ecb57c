import type { Decision, DecisionTable, Naming } from '../rules';
import { type ChangedRegion, meaningDiff } from '../rules/meaning';
import { sameJson } from '../draft';
import type { Bilingual, Json } from '../text';
import { asWritten, fieldChange, isReordered, kindOf, paired } from './apart';
import { joinedLabel } from './field-words';
import type { FieldChange, RegionChange, RowChange, SaidAnswer, TableDiff } from './shapes';

type Rule = DecisionTable['rules'][number];
type Column = { id: string; label: Bilingual };

const b = (zh: string, en: string): Bilingual => ({ zh, en });

const labels: Readonly<Record<string, Bilingual>> = {
  name: b('名称', 'name'),
  kind: b('种类', 'kind'),
  hitPolicy: b('命中策略', 'hit policy'),
  aggregation: b('汇总', 'aggregation'),
  annotations: b('注释列', 'annotation columns'),
  expression: b('表达式', 'expression'),
  output: b('写入的事实', 'fact it sets'),
  type: b('类型', 'type'),
  inputs: b('条件列', 'input column'),
  outputs: b('结果列', 'output column'),
  allowed: b('可取的值', 'allowed values'),
  default: b('都不命中时', 'when no rule matches'),
  label: b('名称', 'label'),
  note: b('说明', 'note'),
  from: b('起', 'valid from'),
  to: b('止', 'valid to'),
  order: b('顺序', 'order'),
};
const labelOf = (name: string): Bilingual => labels[name] ?? b(name, name);

/** Decisions of two releases that are not written, or do not answer, as before; those of the newer one in their order. */
export function diffDecisions(before: readonly Decision[], after: readonly Decision[], naming: Naming): TableDiff[] {
  return paired(before, after, ({ id }) => id).flatMap((pair): TableDiff[] => {
    const one = pair.after ?? pair.before;
    if (!one || sameJson(pair.before, pair.after)) return [];
    const base = { id: pair.id, name: one.name, change: kindOf(pair) };
    const { before: old, after: now } = pair;
    if (old?.kind === 'table' && now?.kind === 'table') return [{ ...base, ...diffTables(old, now, naming) }];
    return [{ ...base, fields: old && now ? headChanges(old, now) : [], rows: [], regions: [], analysed: 'no' }];
  });
}

function diffTables(old: DecisionTable, now: DecisionTable, naming: Naming): Omit<TableDiff, 'id' | 'name' | 'change'> {
  const { regions, complete } = meaningDiff(old, now, naming);
  return {
    fields: [...headChanges(old, now), ...columnChanges('inputs', old, now), ...columnChanges('outputs', old, now)],
    rows: rowChanges(old, now),
    regions: regions.map((region) => saidRegion(region, naming)),
    analysed: complete ? 'whole' : 'partly',
  };
}

const written = (value: unknown): Bilingual => asWritten(typeof value === 'string' ? value : JSON.stringify(value));
const words = (value: unknown): Bilingual =>
  typeof value === 'object' && value !== null && 'zh' in value ? (value as Bilingual) : written(value);

const heads = ['name', 'kind', 'hitPolicy', 'aggregation', 'annotations', 'expression', 'output', 'type'] as const;

function headChanges(before: Decision, after: Decision): FieldChange[] {
  const [old, now] = [before, after] as unknown as Record<string, Json>[];
  return heads.flatMap((name) => fieldChange([name], old?.[name], now?.[name], { label: labelOf(name), say: words }));
}

function columnChanges(part: 'inputs' | 'outputs', old: DecisionTable, now: DecisionTable): FieldChange[] {
  const pairs = paired<Column>(old[part], now[part], ({ id }) => id);
  return pairs.flatMap(({ id, before, after }): FieldChange[] => {
    const label = joinedLabel([labelOf(part), (after ?? before)?.label ?? b(id, id)]);
    if (!before || !after) return fieldChange([part, id], before, after, { label, say: (value) => (value as Column).label });
    const [a, c] = [before, after] as unknown as Record<string, Json>[];
    return ['label', 'expression', 'type', 'allowed', 'default'].flatMap((name) =>
      fieldChange([part, id, name], a?.[name], c?.[name], { label: joinedLabel([label, labelOf(name)]), say: words }),
    );
  });
}

/** Rules as they are written, by their ids; one that only stands elsewhere is told where order decides. */
function rowChanges(old: DecisionTable, now: DecisionTable): RowChange[] {
  const at = (rules: readonly Rule[]) => new Map(rules.map(({ id }, i) => [id, i + 1]));
  const [before, after] = [at(old.rules), at(now.rules)];
  const rows = paired(old.rules, now.rules, ({ id }) => id).flatMap((pair): RowChange[] => {
    const number = { before: before.get(pair.id) ?? null, after: after.get(pair.id) ?? null };
    const cells = cellChanges({ table: old, rule: pair.before }, { table: now, rule: pair.after });
    return cells.length === 0 ? [] : [{ id: pair.id, change: kindOf(pair), number, cells }];
  });
  return [...rows, ...moved(old, now, before, after)];
}

/** Where the first match counts, or answers are a list, a rule at another place is another table. */
function moved(old: DecisionTable, now: DecisionTable, before: Numbers, after: Numbers): RowChange[] {
  const ids = ({ rules }: DecisionTable) => rules.map(({ id }) => id);
  if (!['F', 'R'].includes(now.hitPolicy) || !isReordered(ids(old), ids(now))) return [];
  const common = ids(now).filter((id) => before.has(id));
  const rank = new Map(
    ids(old)
      .filter((id) => after.has(id))
      .map((id, i) => [id, i]),
  );
  return common.flatMap((id, i): RowChange[] => {
    if (rank.get(id) === i) return [];
    const number = { before: before.get(id) ?? null, after: after.get(id) ?? null };
    const say = (value: unknown) => b(`第 ${String(value)} 行`, `row ${String(value)}`);
    const cells = fieldChange(['order'], number.before, number.after, { label: labelOf('order'), say });
    return cells.length === 0 ? [] : [{ id, change: 'changed', number, cells }];
  });
}

type Numbers = ReadonlyMap<string, number>;
type Side = { table: DecisionTable; rule: Rule | undefined };

const isBlank = (cell: string | undefined): boolean => cell === undefined || cell.trim() === '' || cell.trim() === '-';

function cellChanges(old: Side, now: Side): FieldChange[] {
  const cells = (part: 'inputs' | 'outputs', of: 'when' | 'then') =>
    paired<Column>(old.table[part], now.table[part], ({ id }) => id).flatMap(({ id, before, after }) => {
      const cellOf = ({ table, rule }: Side) => rule?.[of][table[part].findIndex((column) => column.id === id)]?.trim();
      const [a, c] = [cellOf(old), cellOf(now)];
      if (of === 'when' && isBlank(a) && isBlank(c)) return [];
      const label = (after ?? before)?.label ?? b(id, id);
      return fieldChange([of, id], a, c, { label, say: of === 'when' ? conditionWords : written });
    });
  const more = ['note', 'from', 'to'] as const;
  return [
    ...cells('inputs', 'when'),
    ...cells('outputs', 'then'),
    ...more.flatMap((name) => fieldChange([name], old.rule?.[name], now.rule?.[name], { label: labelOf(name), say: written })),
  ];
}

const anything = b('任意', 'anything');
const conditionWords = (cell: unknown): Bilingual => (isBlank(String(cell)) ? anything : written(cell));

function saidRegion({ when, before, after, example }: ChangedRegion, naming: Naming): RegionChange {
  return {
    when: when.map(({ label, text }) => ({ label, text })),
    before: saidAnswer(before, naming),
    after: saidAnswer(after, naming),
    example: example,
  };
}

const noAnswer = b('没有规则命中，没有结果', 'no rule matches: no answer');

function saidAnswer({ outputs, error }: ChangedRegion['before'], naming: Naming): SaidAnswer {
  const sentence = error ?? (outputs.length === 0 ? noAnswer : null);
  return { outputs: outputs.map(({ id, label, text }) => ({ id, label, text: outputWords(id, text, naming) })), sentence };
}

/** A literal by its name, a list of them by theirs; another expression as it is written. */
function outputWords(id: string, text: string, naming: Naming): Bilingual {
  try {
    const value = JSON.parse(text) as Json;
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0) return b('（无）', '(none)');
    const said = list.map((one) => (one === null ? b('空', 'nothing') : naming(id)(one)));
    return b(said.map(({ zh }) => zh).join('、'), said.map(({ en }) => en).join(', '));
  } catch {
    return asWritten(text);
  }
}
