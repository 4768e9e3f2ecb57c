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
type Work = { isMarked: (node: Node) => boolean; change: Change };

/** The same value with `change` applied to every string that the schema marks, e.g. `.meta({ personal: true })`. */
export function mapMarked(schema: z.ZodType, mark: string, value: unknown, change: Change): Promise<unknown> {
  const isMarked = (node: Node): boolean => node.meta?.()?.[mark] === true;
  return walk([schema], value, { isMarked, change });
}

/** Several schemas at once: the branches of a union, any of which may mark a field. Too much changed is safe, too little is not. */
async function walk(schemas: Node[], value: unknown, work: Work): Promise<unknown> {
  const nodes = schemas.flatMap((schema) => unwrapped(schema, work));
  if (nodes.length === 0 || value === null || value === undefined) return value;
  const marked = nodes.filter(work.isMarked);
  if (typeof value === 'string') return marked.length > 0 ? work.change(value) : value;
  const below = (inside: (node: Node) => Node[]) => [...marked, ...nodes.flatMap(inside)];
  if (Array.isArray(value))
    return Promise.all(
      value.map((item, i) =>
        walk(
          below((node) => itemsOf(node, i)),
          item,
          work,
        ),
      ),
    );
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(async ([key, item]) => {
    const fields = below((node) => fieldOf(node, key));
    return [key, await walk(fields, item, work)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Behind optional, nullable, default, pipe, lazy…; a mark on the wrapper counts like one inside. */
function unwrapped(node: Node, work: Work): Node[] {
  const { innerType, in: input, out, getter, options, left, right } = node._zod.def;
  const inside = [innerType, input, out, getter?.(), ...(options ?? []), left, right].filter((inner) => inner !== undefined);
  if (inside.length === 0) return [node];
  return [...(work.isMarked(node) ? [node] : []), ...inside.flatMap((inner) => unwrapped(inner, work))];
}

function itemsOf(node: Node, index: number): Node[] {
  const { element, items, rest } = node._zod.def;
  return [element, items?.[index] ?? rest ?? undefined].filter((item) => item !== undefined);
}

function fieldOf(node: Node, key: string): Node[] {
  const { shape, catchall, valueType } = node._zod.def;
  return [shape?.[key] ?? catchall, valueType].filter((found) => found !== undefined);
}
