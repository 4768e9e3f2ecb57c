import { child, words, type DmnNode } from './document';
import type { Logic, Names, Site } from './boxed';

type Part = (node: DmnNode | undefined, site: Site) => Logic;
type Compiler = (node: DmnNode, site: Site) => Logic;

const listed = (value: unknown): readonly unknown[] | null => {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? (value as unknown[]) : [value];
};

const isRecord = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const conditional =
  (part: Part): Compiler =>
  (node, site) => {
    const [condition, yes, no] = ['if', 'then', 'else'].map((name) => part(child(node, name), site)) as [Logic, Logic, Logic];
    return (names, options) => {
      const said = condition(names, options);
      if (said === null) return no(names, options);
      return typeof said === 'boolean' ? (said ? yes : no)(names, options) : null;
    };
  };

const filter =
  (part: Part): Compiler =>
  (node, site) => {
    const [source, match] = ['in', 'match'].map((name) => part(child(node, name), site)) as [Logic, Logic];
    return (names, options) => {
      const entries = listed(source(names, options));
      const said = entries?.map((item) => match({ ...names, item, ...(isRecord(item) ? item : {}) }, options)) ?? [];
      if (entries === null || !said.every((one) => typeof one === 'boolean' || one === null)) return null;
      return entries.filter((_, at) => said[at] === true);
    };
  };

/** What a boxed iterator goes through, and what it says of each. */
function loop(node: DmnNode, site: Site, part: Part, result: string) {
  const name = words(node, 'iteratorVariable') ?? '';
  const [source, body] = [part(child(node, 'in'), site), part(child(node, result), site)];
  return {
    entries: (names: Names, options: Parameters<Logic>[1]) => listed(source(names, options)),
    body: (item: unknown, names: Names, options: Parameters<Logic>[1]) => body({ ...names, [name]: item }, options),
  };
}

const forEach =
  (part: Part): Compiler =>
  (node, site) => {
    const { entries, body } = loop(node, site, part, 'return');
    return (names, options) => {
      const partial: unknown[] = [];
      const all = entries(names, options);
      for (const item of all ?? []) partial.push(body(item, { ...names, partial: [...partial] }, options));
      return all === null ? null : partial;
    };
  };

const quantified =
  (decisive: boolean) =>
  (part: Part): Compiler =>
  (node, site) => {
    const { entries, body } = loop(node, site, part, 'satisfies');
    return (names, options) => {
      const said = entries(names, options)?.map((item) => body(item, names, options)) ?? null;
      // Boxed, an answer that is neither true nor false is a fault of the model.
      if (said === null || !said.every((one) => typeof one === 'boolean' || one === null)) return null;
      if (said.includes(decisive)) return decisive;
      return said.every((one) => one === !decisive) ? !decisive : null;
    };
  };

/** The boxed expressions that DMN 1.4 added, over a compiler of their parts. */
export const iterated = (part: (node: DmnNode | undefined, site: Site) => Logic): Readonly<Record<string, Compiler>> => ({
  Conditional: conditional(part),
  Filter: filter(part),
  For: forEach(part),
  Some: quantified(true)(part),
  Every: quantified(false)(part),
});
