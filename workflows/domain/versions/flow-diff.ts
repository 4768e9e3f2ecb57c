import { sameJson } from '../draft';
import type { Flow, FlowEdge, FlowNode } from '../flow';
import type { Bilingual } from '../text';
import { asWritten, fieldChange, isReordered, kindOf, paired } from './apart';
import { type Named, joinedLabel, labelOf, valueWords } from './field-words';
import type { FieldChange, FlowDiff, ItemChange } from './shapes';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What one drawing says otherwise than another: steps, lines and notes that came, went or changed, field by field. Where they lie, how
 * lines bend and what a line's id is says nothing and is no change.
 * @returns nothing where both say the same
 */
export function diffFlows(before: Flow | undefined, after: Flow | undefined, named: Named): FlowDiff[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const [old, now] = [before ?? emptied(one), after ?? emptied(one)];
  const fields = changedFields(headOf(old), headOf(now), [], named);
  const items = [...stepChanges(old, now, named), ...lineChanges(old, now, named), ...noteChanges(old, now)];
  const change = kindOf({ id: one.id, before, after });
  if (change === 'changed' && fields.length === 0 && items.length === 0) return [];
  return [{ id: one.id, name: one.name, change, fields, items }];
}

const emptied = (flow: Flow): Flow => ({ ...flow, nodes: [], edges: [], notes: [] });

const headOf = ({ id, name, policy, facts }: Flow): Fields => ({ id, name, policy, facts });

function stepChanges(old: Flow, now: Flow, named: Named): ItemChange[] {
  return paired(old.nodes, now.nodes, ({ id }) => id).flatMap((pair): ItemChange[] => {
    const { id, before, after } = pair;
    const node = after ?? before;
    if (node === undefined) return [];
    const base = { part: 'step', id, change: kindOf(pair), name: node.name } as const;
    if (!before || !after) return [{ ...base, fields: [] }];
    const fields = [...changedFields(saidOf(before), saidOf(after), [], named), ...orderChange(old, now, id, named)];
    return fields.length === 0 ? [] : [{ ...base, fields }];
  });
}

const saidOf = ({ position: _position, id: _id, ...rest }: FlowNode): Fields => rest;

/** Conditions are asked in the order they are drawn in (flow/README), so that another order is another flow. */
function orderChange(old: Flow, now: Flow, step: string, named: Named): FieldChange[] {
  const conditions = (flow: Flow): string[] =>
    flow.edges.flatMap(({ from, when, isDefault }) => (from === step && when !== undefined && isDefault !== true ? [when] : []));
  const [before, after] = [conditions(old), conditions(now)];
  if (!isReordered(before, after)) return [];
  return fieldChange(['order'], before, after, { label: labelOf('order'), say: (value) => valueWords('order', value, named) });
}

/** A line drawn again between the same steps on the same terms is the same line. */
function lineChanges(old: Flow, now: Flow, named: Named): ItemChange[] {
  const pairs = paired(old.edges, now.edges, ({ id }) => id);
  const [gone, come] = [pairs.filter(({ after }) => !after), pairs.filter(({ before }) => !before)];
  const again = new Set<string>();
  for (const { id, before } of gone) {
    const twin = come.find(({ id: other, after }) => !again.has(other) && sameJson(termsOf(before), termsOf(after)));
    if (twin) again.add(id).add(twin.id);
  }
  return pairs.flatMap((pair): ItemChange[] => {
    const { id, before, after } = pair;
    const edge = after ?? before;
    if (edge === undefined || again.has(id)) return [];
    const base = { part: 'line', id, change: kindOf(pair), name: lineName(after ? now : old, edge, named) } as const;
    if (!before || !after) return [{ ...base, fields: [] }];
    const fields = changedFields(termsOf(before), termsOf(after), [], named);
    return fields.length === 0 ? [] : [{ ...base, fields }];
  });
}

function termsOf(edge: FlowEdge | undefined): Fields {
  if (!edge) return {};
  const { id: _id, bends: _bends, ...rest } = edge;
  return rest;
}

/** `甄别 → 初审（核实）`. */
function lineName(flow: Flow, edge: FlowEdge, named: Named): Bilingual {
  const nameOf = (id: string): Bilingual => named.steps.get(id) ?? { zh: id, en: id };
  const from = flow.nodes.find(({ id }) => id === edge.from);
  const outcomes = from && 'outcomes' in from ? from.outcomes : [];
  const label = outcomes.find(({ id }) => id === edge.outcome)?.label;
  const text = edge.when ?? edge.outcome;
  const by = label ?? (text === undefined ? undefined : { zh: text, en: text });
  const [a, b] = [nameOf(edge.from), nameOf(edge.to)];
  return {
    zh: `${a.zh} → ${b.zh}${by ? `（${by.zh}）` : ''}`,
    en: `${a.en} → ${b.en}${by ? ` (${by.en})` : ''}`,
  };
}

function noteChanges(old: Flow, now: Flow): ItemChange[] {
  return paired(old.notes, now.notes, ({ id }) => id).flatMap((pair): ItemChange[] => {
    const { id, before, after } = pair;
    const change = kindOf(pair);
    const said = { label: labelOf('text'), say: (value: unknown) => asWritten(String(value)) };
    const fields = fieldChange(['text'], before?.text, after?.text, said);
    const name = asWritten(firstWords((after ?? before)?.text ?? ''));
    return fields.length === 0 ? [] : [{ part: 'note', id, change, name, fields: change === 'changed' ? fields : [] }];
  });
}

const NOTE_NAME = 40;
const firstWords = (text: string): string => (text.length > NOTE_NAME ? `${text.slice(0, NOTE_NAME)}…` : text);

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWords = (value: unknown): boolean => isFields(value) && 'zh' in value;

/** Parts that are objects of their own fields, also where one version has none. */
const nested = new Set(['until', 'secondSignature']);
/** Lists whose entries are told apart by id; a person's way out may stand in several rows, one a command. */
const lists = new Set(['outcomes', 'facts']);

/** Fields of two versions that differ, in the order of the newer one. */
function changedFields(before: Fields, after: Fields, path: readonly string[], named: Named): FieldChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) =>
    changedField({ name, path: [...path, name], label: labelOf(name) }, before[name], after[name], named),
  );
}

type Place = { name: string; path: readonly string[]; label: Bilingual };

function changedField(place: Place, before: unknown, after: unknown, named: Named): FieldChange[] {
  if (sameJson(before, after)) return [];
  if (lists.has(place.name)) return changedList(place, (before ?? []) as Entry[], (after ?? []) as Entry[], named);
  const open = isFields(before) && isFields(after) && !isWords(before) && !isWords(after);
  if (open || nested.has(place.name)) {
    const inner = changedFields(isFields(before) ? before : {}, isFields(after) ? after : {}, place.path, named);
    return inner.map((field) => ({ ...field, label: joinedLabel([place.label, field.label]) }));
  }
  return fieldChange(place.path, before, after, { label: place.label, say: (value) => valueWords(place.name, value, named) });
}

type Entry = Fields & { id: string; label: Bilingual };

function changedList(place: Place, before: readonly Entry[], after: readonly Entry[], named: Named): FieldChange[] {
  const [old, now] = [keyed(before), keyed(after)];
  const changes = paired([...old.entries()], [...now.entries()], ([key]) => key).flatMap((pair): FieldChange[] => {
    const [a, b] = [pair.before?.[1], pair.after?.[1]];
    const label = joinedLabel([place.label, (b ?? a)?.label ?? asWritten(pair.id)]);
    const path = [...place.path, pair.id];
    if (a && b) return changedFields(a, b, path, named).map((one) => ({ ...one, label: joinedLabel([label, one.label]) }));
    return fieldChange(path, a, b, { label, say: (value) => (value as Entry).label });
  });
  if (changes.length > 0 || !isReordered([...old.keys()], [...now.keys()])) return changes;
  const names = (entries: readonly Entry[]) => entries.map(({ label }) => label);
  const say = (value: unknown) => valueWords('label', value, named);
  return fieldChange([...place.path, 'order'], names(before), names(after), { label: place.label, say });
}

function keyed(entries: readonly Entry[]): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    const stem = typeof entry['command'] === 'string' ? `${entry.id}/${entry['command']}` : entry.id;
    let key = stem;
    for (let n = 2; found.has(key); n += 1) key = `${stem}/${n}`;
    found.set(key, entry);
  }
  return found;
}
