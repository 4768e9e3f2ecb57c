import type { z } from 'zod';

/** What the walk reads of a zod schema: enough to make up the least value that fits it. */
type Node = { _zod: { def: Definition } };
type Definition = {
  type: string;
  shape?: Record<string, Node>;
  innerType?: Node;
  element?: Node;
  options?: Node[];
  in?: Node;
  left?: Node;
  values?: unknown[];
  entries?: Record<string, unknown>;
  defaultValue?: unknown;
};

/** A word that stands for what a person would write. */
const word = '…';

/**
 * The least data that a command's schema takes, made up: what has a default or may be left out is left out. It stands in for what
 * a person would enter when the desk reckons what an act would do. Whether it fits is the schema's own to say (`safeParse`).
 */
export function plausible(schema: z.ZodType): unknown {
  return valueOf(schema);
}

/** The same for one field that the drawing asks for though the schema would let it be left out. */
export function plausibleField(schema: z.ZodType, field: string): unknown {
  const inner = (schema as unknown as Node)._zod.def.shape?.[field];
  return inner ? valueOf(inner) : word;
}

function valueOf({ _zod: { def } }: Node): unknown {
  switch (def.type) {
    case 'object':
      return objectOf(def.shape ?? {});
    case 'string':
      return word;
    case 'number':
    case 'int':
      return 1;
    case 'boolean':
      return true;
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'literal':
      return def.values?.[0];
    case 'array':
      return def.element ? [valueOf(def.element)] : [];
    case 'union':
      return def.options?.[0] ? valueOf(def.options[0]) : null;
    case 'record':
      return {};
    default:
      return inside(def);
  }
}

function inside(def: Definition): unknown {
  const inner = def.innerType ?? def.in ?? def.left;
  return inner ? valueOf(inner) : null;
}

const mayBeLeftOut = ({ _zod: { def } }: Node): boolean => def.type === 'optional' || def.type === 'default';

const objectOf = (shape: Record<string, Node>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).flatMap(([key, node]) => (mayBeLeftOut(node) ? [] : [[key, valueOf(node)]])));
