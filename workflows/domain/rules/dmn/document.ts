/**
 * A DMN model as JSON: the elements of its XML by the names of the DMN metamodel. Nothing of the file is left out, so that it can
 * be written back: diagrams, annotations and what other modellers add are kept though nobody here reads them.
 */
export type DmnNode = { readonly $type: string } & { readonly [name: string]: DmnValue };
export type DmnValue = string | number | boolean | DmnNode | readonly (DmnNode | string | number | boolean)[];

/** The DMN version whose namespaces a model is written with. */
export type DmnVersion = '1.1' | '1.2' | '1.3' | '1.4' | '1.5';

export type DmnDocument = { readonly version: DmnVersion; readonly definitions: DmnNode };

export const isNode = (value: DmnValue | undefined): value is DmnNode =>
  typeof value === 'object' && !Array.isArray(value) && '$type' in value;

/** One element inside another. */
export function child(node: DmnNode | undefined, name: string): DmnNode | undefined {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
}

/** The elements of one name inside another. */
export function children(node: DmnNode | undefined, name: string): readonly DmnNode[] {
  const value = node?.[name];
  if (!Array.isArray(value)) return [];
  return (value as readonly DmnValue[]).filter(isNode);
}

/** An attribute's or a text's words. */
export function words(node: DmnNode | undefined, name: string): string | undefined {
  const value = node?.[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

export const isTrue = (node: DmnNode, name: string): boolean => node[name] === true || node[name] === 'true';

/** `dmn:Decision` → `Decision`. */
export const kindOfNode = (node: DmnNode): string => node.$type.replace(/^.*:/u, '');
