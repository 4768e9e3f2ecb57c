import { canonicalJson } from '../canonical';

/** One thing that two people changed in different ways since they had the same document. `undefined` is: taken away. */
export type Conflict = {
  /** The list it stands in, or `document` for a field of the document itself. */
  part: string;
  /** The item's id; the field's name for the document itself. */
  id: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
};

export type Merged<T> = { document: T; conflicts: Conflict[] };

type Item = { id: string };
type Fields = Record<string, unknown>;

export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

/**
 * Joins what two people made of one document whose `lists` hold items with ids. What only one of them changed is taken; fields of one
 * item that different people changed are joined too; what both changed differently is a conflict, in which mine stands until
 * somebody chooses. Items keep the order of mine, theirs that are new come behind.
 */
export function mergeDocuments<T extends object>(base: T, mine: T, theirs: T, lists: readonly string[]): Merged<T> {
  const [b, m, t] = [base, mine, theirs] as unknown as [Fields, Fields, Fields];
  const conflicts: Conflict[] = [];
  const rest = (document: Fields): Fields => Object.fromEntries(Object.entries(document).filter(([key]) => !lists.includes(key)));
  const fields = mergeFields(rest(b), rest(m), rest(t));
  for (const id of fields.both) conflicts.push({ part: 'document', id, base: b[id], mine: m[id], theirs: t[id] });
  const items = (document: Fields, part: string): readonly Item[] => (document[part] ?? []) as readonly Item[];
  const joined = lists.map((part) => {
    const three = { base: items(b, part), mine: items(m, part), theirs: items(t, part) };
    return [part, mergeList(part, three, conflicts)] as const;
  });
  return { document: { ...fields.merged, ...Object.fromEntries(joined) } as T, conflicts };
}

type Three = { base: readonly Item[]; mine: readonly Item[]; theirs: readonly Item[] };

function mergeList(part: string, { base, mine, theirs }: Three, conflicts: Conflict[]): Item[] {
  const [b, m, t] = [base, mine, theirs].map((items) => new Map(items.map((item) => [item.id, item]))) as [
    ...[Map<string, Item>, Map<string, Item>, Map<string, Item>],
  ];
  const order = [...mine.map(({ id }) => id), ...theirs.map(({ id }) => id).filter((id) => !m.has(id))];
  return order.flatMap((id) => {
    const [was, my, their] = [b.get(id), m.get(id), t.get(id)];
    if (sameJson(my, their) || sameJson(was, their)) return my ? [my] : [];
    if (sameJson(was, my)) return their ? [their] : [];
    const joined = was && my && their ? mergeFields(was, my, their) : null;
    if (joined?.both.length === 0) return [joined.merged as unknown as Item];
    conflicts.push({ part, id, base: was, mine: my, theirs: their });
    const standing = joined ? (joined.merged as unknown as Item) : (my ?? their);
    return standing ? [standing] : [];
  });
}

/** Field by field; `both` names those that were changed in two ways, where mine stands. */
function mergeFields(base: object, mine: object, theirs: object): { merged: Fields; both: string[] } {
  const [b, m, t] = [base, mine, theirs] as [Fields, Fields, Fields];
  const both: string[] = [];
  const merged: Fields = {};
  for (const name of new Set([...Object.keys(m), ...Object.keys(t), ...Object.keys(b)])) {
    const takesTheirs = sameJson(b[name], m[name]);
    if (!takesTheirs && !sameJson(b[name], t[name]) && !sameJson(m[name], t[name])) both.push(name);
    const value = takesTheirs ? t[name] : m[name];
    if (value !== undefined) merged[name] = value;
  }
  return { merged, both };
}

/** The document with the other side's version of a conflict. */
export function takeTheirs<T extends object>(document: T, { part, id, theirs }: Conflict): T {
  if (part === 'document') return { ...document, [id]: theirs };
  const items = ((document as Fields)[part] ?? []) as readonly Item[];
  const others = items.filter((item) => item.id !== id);
  if (theirs === undefined) return { ...document, [part]: others };
  const stands = items.some((item) => item.id === id);
  return { ...document, [part]: stands ? items.map((item) => (item.id === id ? (theirs as Item) : item)) : [...items, theirs] };
}
