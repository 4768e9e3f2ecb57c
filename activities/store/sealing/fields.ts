import type { z } from 'zod';

/** What the walk needs to know of a zod 4 schema: its definition and its `.meta`. */
type Node = { _zod: { def: Definition }; meta?: () => Record<string, unknown> | undefined };
type Definition = {
  type: string;
  innerType?: Node;
  in?: Node;
  out?: Node;
  getter?: () => Node;
  element?: Node;
  shape?: Record<string, Node>;
  catchall?: Node;
  valueType?: Node;
  options?: Node[];
  items?: Node[];
  rest?: Node | null;
  left?: Node;
  right?: Node;
};

type Change = (plain: string) => Promise<string>;

/** The same value with `change` applied to every string that the schema marks `.meta({ personal: true })`. */
export function mapPersonal(schema: z.ZodType, value: unknown, change: Change): Promise<unknown> {
  return walk([schema], value, change);
}

/** Several schemas at once: the branches of a union, any of which may mark a field. Too much sealed is safe, too little is not. */
async function walk(schemas: Node[], value: unknown, change: Change): Promise<unknown> {
  const nodes = schemas.flatMap(unwrapped);
  if (nodes.length === 0 || value === null || value === undefined) return value;
  if (typeof value === 'string') return nodes.some(isPersonal) ? change(value) : value;
  if (Array.isArray(value))
    return Promise.all(
      value.map((item, i) =>
        walk(
          nodes.flatMap((node) => itemsOf(node, i)),
          item,
          change,
        ),
      ),
    );
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(async ([key, item]) => {
    const marked = nodes.filter(isPersonal);
    return [key, await walk([...marked, ...nodes.flatMap((node) => fieldOf(node, key))], item, change)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const isPersonal = (node: Node): boolean => node.meta?.()?.['personal'] === true;

/** Behind optional, nullable, default, pipe, lazy…; a mark on the wrapper counts like one inside. */
function unwrapped(node: Node): Node[] {
  const { innerType, in: input, out, getter, options, left, right } = node._zod.def;
  const inside = [innerType, input, out, getter?.(), ...(options ?? []), left, right].filter((inner) => inner !== undefined);
  return inside.length === 0 ? [node] : [...(isPersonal(node) ? [node] : []), ...inside.flatMap(unwrapped)];
}

function itemsOf(node: Node, index: number): Node[] {
  const { element, items, rest } = node._zod.def;
  const tuple = items?.[index] ?? rest ?? undefined;
  return [...(isPersonal(node) ? [node] : []), element, tuple].filter((item) => item !== undefined);
}

function fieldOf(node: Node, key: string): Node[] {
  const { shape, catchall, valueType } = node._zod.def;
  const field = shape?.[key] ?? catchall;
  return [field, valueType].filter((found) => found !== undefined);
}
