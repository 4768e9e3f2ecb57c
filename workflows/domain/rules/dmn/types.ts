import { testCell } from '../feel';
import { kindOf } from '../feel-value';
import { readAny, readDate, readDateTime, readDuration, readTime, midnightOf } from '../interpreter/temporal';
import { ANY, builtInType, coerce, type FeelType } from '../interpreter/types';
import { child, children, isTrue, words, type DmnNode } from './document';
import { DmnStop } from './problem';

/** The types of a model by name, those of imported models by their prefixed name. */
export type Types = {
  readonly named: (name: string) => FeelType | undefined;
  readonly typeNamed: (name: string) => FeelType | undefined;
};

/** Whether a value is among those a constraint's unary tests let through. */
const allowing =
  (text: string) =>
  (value: unknown): boolean => {
    const said = testCell(text, value, {});
    return said.ok && said.value;
  };

const limitedBy = (type: FeelType, tests: DmnNode | undefined): FeelType => {
  const text = words(tests, 'text')?.trim();
  return text === undefined || text === '' ? type : { kind: 'limited', of: type, allows: allowing(text) };
};

const unknownType = (name: string, at: string): DmnStop =>
  new DmnStop('DMN_UNKNOWN_TYPE', { zh: `没有类型 ${name}`, en: `There is no type ${name}` }, at);

/** A type's name as DMN 1.1 wrote it, `feel:string`, and as later versions do. */
const plainName = (name: string): string => name.trim().replace(/^feel:/u, '');

/**
 * Resolves item definitions (DMN 1.5, 7.3.2).
 * @throws DmnStop `DMN_UNKNOWN_TYPE` or `DMN_CYCLE` when a type is asked for that leans on nobody or on itself alone
 */
export function typesOf(definitions: DmnNode, imported: (name: string) => FeelType | undefined): Types {
  const items = new Map(children(definitions, 'itemDefinition').map((item) => [words(item, 'name') ?? '', item]));
  const made = new Map<string, FeelType>();
  const open = new Set<string>();

  const named = (reference: string): FeelType | undefined => {
    const name = plainName(reference);
    const item = items.get(name);
    if (item === undefined) return builtInType(name) ?? imported(name);
    const known = made.get(name);
    if (known !== undefined) return known;
    if (open.has(name))
      throw new DmnStop('DMN_CYCLE', { zh: `类型 ${name} 引用自身`, en: `The type ${name} is made of itself` }, name);
    open.add(name);
    try {
      const type = itemType(item);
      made.set(name, type);
      return type;
    } finally {
      open.delete(name);
    }
  };

  const itemType = (item: DmnNode): FeelType => {
    const constrained = limitedBy(baseOf(item), child(item, 'allowedValues'));
    const single = limitedBy(constrained, child(item, 'typeConstraint'));
    return isTrue(item, 'isCollection') ? { kind: 'list', of: single } : single;
  };

  const baseOf = (item: DmnNode): FeelType => {
    const components = children(item, 'itemComponent');
    if (components.length > 0) return contextOf(components);
    const functionItem = child(item, 'functionItem');
    if (functionItem !== undefined) return functionOf(functionItem);
    const reference = words(item, 'typeRef');
    return reference === undefined ? ANY : required(reference, words(item, 'name') ?? '');
  };

  // Read when asked, so that a component may be of the type it is part of.
  const contextOf = (components: readonly DmnNode[]): FeelType => ({
    kind: 'context',
    get entries() {
      return components.map((component) => ({ name: words(component, 'name') ?? '', type: itemType(component) }));
    },
  });

  const functionOf = (item: DmnNode): FeelType => ({
    kind: 'function',
    parameters: children(item, 'parameters').map((parameter) => optional(words(parameter, 'typeRef'))),
    result: optional(words(item, 'outputTypeRef')),
  });

  const required = (reference: string, at: string): FeelType => {
    const type = named(reference);
    if (type === undefined) throw unknownType(reference, at);
    return type;
  };

  const optional = (reference: string | undefined): FeelType => (reference === undefined ? ANY : (named(reference) ?? ANY));

  return { named, typeNamed: named };
}

/** The type an element declares: `ANY` where it declares none. */
export function declaredType(types: Types, reference: string | undefined, at: string): FeelType {
  if (reference === undefined || reference.trim() === '') return ANY;
  const type = types.named(reference);
  if (type === undefined) throw unknownType(reference, at);
  return type;
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  date: readDate,
  time: readTime,
  dateTime: readDateTime,
  dayTimeDuration: readDuration,
  yearMonthDuration: readDuration,
  duration: readDuration,
};

/** JSON has no dates: a text that is declared to be one is read as one, through lists and contexts. */
function revived(value: unknown, type: FeelType): unknown {
  switch (type.kind) {
    case 'limited':
      return revived(value, type.of);
    case 'simple':
      return typeof value === 'string' ? (READERS[type.name]?.(value) ?? value) : value;
    case 'list':
      return Array.isArray(value) ? value.map((entry) => revived(entry, type.of)) : revived(value, type.of);
    case 'context': {
      if (kindOf(value) !== 'context') return value;
      const declared = new Map(type.entries.map((entry) => [entry.name, entry.type]));
      return Object.fromEntries(
        Object.entries(value as object).map(([name, entry]) => [name, revived(entry, declared.get(name) ?? ANY)]),
      );
    }
    default:
      return value;
  }
}

const DATE_LIKE = /^-?\d{4,9}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\S*)?$|^\d{2}:\d{2}:\d{2}\S*$|^-?P(?:\d|T\d)[\dA-Z.]*$/u;

/** An input that declares no type: JSON's only way to give it a date, a time or a duration is their full text. */
export function untyped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untyped);
  if (kindOf(value) === 'context')
    return Object.fromEntries(Object.entries(value as object).map(([name, entry]) => [name, untyped(entry)]));
  return typeof value === 'string' && DATE_LIKE.test(value) ? (readAny(value) ?? value) : value;
}

/** A fact from JSON, or an answer from a table, brought to its declared type; undefined where it does not conform. */
export const typed = (value: unknown, type: FeelType): unknown => conformed(revived(value, type), type);

/** A computed value brought to its declared type by DMN's implicit conversions; undefined where it does not conform. */
export const conformed = (value: unknown, type: FeelType): unknown =>
  coerce(value, type, (date) => midnightOf(date as Parameters<typeof midnightOf>[0]));
