import { type Conflict, type Merged, sameJson } from './merge';

/** The part that conflicts of a tree bear; their ids are paths, `grades/C/clocks/reply/length`. */
const PART = 'tree';

type Fields = Record<string, unknown>;
type Keyed = { key: string };

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Items that bear a key each are joined one by one; any other list is one value. */
const isKeyed = (value: unknown): value is Keyed[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isFields(one) && typeof one['key'] === 'string');

/** A length is one value: a number of one side with the unit of the other would be nobody's. */
const isWhole = (value: Fields): boolean => 'n' in value && 'unit' in value;

/** A place that can be taken apart, as fields; null for one that is a single value. */
function partsOf(value: unknown): Fields | null {
  if (isKeyed(value)) return Object.fromEntries(value.map((one) => [one.key, one]));
  return isFields(value) && !isWhole(value) ? value : null;
}

/**
 * Joins what two people made of one document that is a tree of named parts, such as a policy: what only one changed is taken, as deep
 * as it goes. What both changed differently is a conflict, in which mine stands until somebody chooses.
 */
export function mergeTrees<T extends object>(base: T, mine: T, theirs: T): Merged<T> {
  const conflicts: Conflict[] = [];
  return { document: join([], base, mine, theirs, conflicts) as T, conflicts };
}

function join(path: readonly string[], base: unknown, mine: unknown, theirs: unknown, conflicts: Conflict[]): unknown {
  if (sameJson(mine, theirs) || sameJson(base, theirs)) return mine;
  if (sameJson(base, mine)) return theirs;
  const [b, m, t] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  if (!b || !m || !t) {
    conflicts.push({ part: PART, id: path.join('/'), base, mine, theirs });
    return mine;
  }
  const joined: Fields = {};
  for (const key of new Set([...Object.keys(m), ...Object.keys(t)])) {
    const value = join([...path, key], b[key], m[key], t[key], conflicts);
    if (value !== undefined) joined[key] = value;
  }
  return Array.isArray(mine) ? Object.values(joined) : joined;
}

/** The document with the other side's version of a conflict. */
export const takeTheirsInTree = <T extends object>(document: T, { id, theirs }: Conflict): T =>
  put(document, id.split('/'), theirs) as T;

function put(value: unknown, [key, ...rest]: readonly string[], next: unknown): unknown {
  if (key === undefined) return next;
  const parts = partsOf(value) ?? {};
  const { [key]: was, ...others } = parts;
  const now = put(was, rest, next);
  const fields = now === undefined ? others : { ...parts, [key]: now };
  return Array.isArray(value) ? Object.values(fields) : fields;
}
