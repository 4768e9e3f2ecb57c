import { isContext, type Context } from '../values';
import { builtInFunction, form, type Library } from './define';

/** Sets an entry without letting a name like `__proto__` mean anything. */
const put = (context: Context, key: string, value: unknown): Context =>
  Object.fromEntries([...Object.entries(context).filter(([name]) => name !== key), [key, value]]);

const putInPlace = (context: Context, key: string, value: unknown): Context =>
  Object.hasOwn(context, key)
    ? Object.fromEntries(Object.entries(context).map(([name, old]) => [name, name === key ? value : old]))
    : put(context, key, value);

function getValue([context, key]: [Context, string]): unknown {
  return Object.hasOwn(context, key) ? context[key] : null;
}

function getPath([context, keys]: [Context, unknown[]]): unknown {
  let value: unknown = context;
  for (const key of keys) {
    if (!isContext(value) || typeof key !== 'string') return null;
    value = getValue([value, key]);
  }
  return keys.length === 0 ? null : value;
}

function putPath([context, keys, value]: [Context, unknown[], unknown]): Context | null {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return null;
  if (rest.length === 0) return putInPlace(context, key, value);
  const inside = getValue([context, key]);
  const changed = isContext(inside) ? putPath([inside, rest, value]) : null;
  return changed === null ? null : putInPlace(context, key, changed);
}

function fromEntries([entries]: [unknown[]]): Context | null {
  const made = new Map<string, unknown>();
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, 'value')) return null;
    const { key } = entry;
    if (typeof key !== 'string' || made.has(key)) return null;
    made.set(key, entry['value']);
  }
  return Object.fromEntries(made);
}

const merged = ([contexts]: [unknown[]]): Context | null =>
  contexts.every(isContext) ? Object.fromEntries(contexts.flatMap((context) => Object.entries(context))) : null;

/** Context functions (DMN 1.5, 10.3.4.10). */
export const contexts: Library = {
  'get value': builtInFunction(form('m: context, key: string', getValue), form('m: context, keys: list', getPath)),
  'get entries': builtInFunction(
    form('m: context', ([m]: [Context]) => Object.entries(m).map(([key, value]) => ({ key, value }))),
  ),
  context: builtInFunction(form('entries: list', fromEntries)),
  'context put': builtInFunction(
    form('context: context, key: string, value: Any', ([context, key, value]: [Context, string, unknown]) =>
      putInPlace(context, key, value),
    ),
    form('context: context, keys: list, value: Any', putPath),
  ),
  'context merge': builtInFunction(form('contexts: list', merged)),
};
