import { z } from 'zod';
import { type CommandName, commandSchemas } from '#domain';

/** How a field of a command is filled in. */
export type FieldKind =
  | 'long'
  | 'short'
  | 'choice'
  | 'flag'
  | 'number'
  | 'instant'
  | 'length'
  | 'group'
  | 'category'
  | 'district'
  | 'street'
  | 'unit'
  | 'units'
  | 'issue'
  | 'assignment'
  | 'incident'
  | 'whistle'
  | 'node'
  | 'outcome'
  | 'facts'
  | 'photos'
  | 'milestones'
  | 'card'
  | 'names'
  | 'texts'
  | 'machine';

export type Field = {
  name: string;
  kind: FieldKind;
  required: boolean;
  choices?: readonly string[];
  max?: number;
  /** A number without a fraction. */
  whole?: boolean;
  initial?: unknown;
  children?: readonly Field[];
};

/** Fields that mean the same wherever they stand, whatever their zod type is. */
const byName: Partial<Record<string, FieldKind>> = {
  category: 'category',
  district: 'district',
  street: 'street',
  units: 'units',
  lead: 'unit',
  suggestedUnit: 'unit',
  target: 'issue',
  assignment: 'assignment',
  order: 'machine',
  volunteers: 'names',
  qualification: 'names',
  incident: 'incident',
  whistle: 'whistle',
  node: 'node',
  outcome: 'outcome',
  facts: 'facts',
  photos: 'photos',
  milestones: 'milestones',
  card: 'card',
  accused: 'names',
  form: 'texts',
  intakes: 'machine',
  from: 'machine',
  length: 'length',
};

const LONG_FROM = 500;

function unwrap(schema: z.ZodType): { inner: z.ZodType; required: boolean; initial?: unknown } {
  if (schema instanceof z.ZodOptional) return { ...unwrap(schema.unwrap() as z.ZodType), required: false };
  if (schema instanceof z.ZodDefault)
    return { ...unwrap(schema.unwrap() as z.ZodType), required: false, initial: schema.def.defaultValue };
  return { inner: schema, required: true };
}

function kindOf(name: string, schema: z.ZodType): FieldKind {
  if (name === 'unit' && schema instanceof z.ZodString) return 'unit';
  // an outcome of the drawing is picked from it; one that the schema lists is a choice like any other
  if (name === 'outcome' && schema instanceof z.ZodEnum) return 'choice';
  const known = byName[name];
  if (known) return known;
  if (schema instanceof z.ZodEnum) return 'choice';
  if (schema instanceof z.ZodBoolean) return 'flag';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodISODateTime) return 'instant';
  if (schema instanceof z.ZodObject) return 'group';
  if (schema instanceof z.ZodString) return (schema.maxLength ?? 0) > LONG_FROM ? 'long' : 'short';
  return 'machine';
}

function fieldOf(name: string, schema: z.ZodType): Field {
  const { inner, required, initial } = unwrap(schema);
  const kind = kindOf(name, inner);
  return {
    name,
    kind,
    required,
    ...(initial === undefined ? {} : { initial }),
    ...(kind === 'choice' && inner instanceof z.ZodEnum ? { choices: inner.options.map(String) } : {}),
    ...(inner instanceof z.ZodString && inner.maxLength !== null ? { max: inner.maxLength } : {}),
    ...(inner instanceof z.ZodNumber ? { whole: inner.format !== null } : {}),
    ...(kind === 'group' && inner instanceof z.ZodObject ? { children: fieldsOfShape(inner) } : {}),
  };
}

const fieldsOfShape = (schema: z.ZodObject): Field[] =>
  Object.entries(schema.shape).map(([name, field]) => fieldOf(name, field as z.ZodType));

/** The fields of a command's form, read off its zod schema: a field added there appears here. */
export const fieldsOf = (command: CommandName): Field[] => fieldsOfShape(commandSchemas[command]);

/** What was typed, as the command's data: empty answers are left out. */
export function dataOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(values)
    .map(([key, value]): [string, unknown] => [key, isRecord(value) ? dataOf(value) : value])
    .filter(([, value]) => !isBlank(value));
  return Object.fromEntries(kept);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);
