import { XMLParser } from 'fast-xml-parser';

/** A value of a test case: JSON, with the kinds that JSON lacks kept beside it. */
export type TckValue =
  | { readonly kind: 'nil' }
  | { readonly kind: 'value'; readonly type: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly TckValue[] }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly value: TckValue }[] };

export type TckCase = {
  readonly id: string;
  /** A decision service or knowledge model to call; a decision otherwise. */
  readonly invocable: string | undefined;
  readonly kind: string;
  readonly inputs: readonly { readonly name: string; readonly value: TckValue }[];
  readonly results: readonly { readonly name: string; readonly expected: TckValue | undefined; readonly error: boolean }[];
};

export type TckFile = { readonly model: string; readonly cases: readonly TckCase[] };

type Element = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  attributeNamePrefix: '',
});

type Raw = Readonly<Record<string, unknown>>;

function elementsOf(raw: readonly Raw[]): Element[] {
  return raw.flatMap((entry) => {
    const tag = Object.keys(entry).find((key) => key !== ':@' && key !== '#text');
    if (tag === undefined || tag.startsWith('?')) return [];
    const inner = entry[tag] as readonly Raw[];
    const text = inner.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join('');
    return [{ tag, attributes: (entry[':@'] ?? {}) as Record<string, string>, children: elementsOf(inner), text }];
  });
}

const within = (element: Element | undefined, tag: string): Element[] =>
  (element?.children ?? []).filter((one) => one.tag === tag);

/** What stands inside an input, a component, an item or `expected`. */
function valueIn(element: Element | undefined): TckValue {
  const components = within(element, 'component');
  if (components.length > 0)
    return { kind: 'context', entries: components.map((one) => ({ name: one.attributes['name'] ?? '', value: valueIn(one) })) };
  const [list] = within(element, 'list');
  if (list !== undefined) return isNil(list) ? { kind: 'nil' } : { kind: 'list', items: within(list, 'item').map(valueIn) };
  const [value] = within(element, 'value');
  if (value === undefined || isNil(value)) return { kind: 'nil' };
  return { kind: 'value', type: (value.attributes['type'] ?? '').replace(/^.*:/u, ''), text: value.text };
}

const isNil = ({ attributes }: Element): boolean => attributes['nil'] === 'true';

function caseOf(element: Element): TckCase {
  return {
    id: element.attributes['id'] ?? '',
    invocable: element.attributes['invocableName'],
    kind: element.attributes['type'] ?? 'decision',
    inputs: within(element, 'inputNode').map((one) => ({ name: one.attributes['name'] ?? '', value: valueIn(one) })),
    results: within(element, 'resultNode').map((one) => {
      const [expected] = within(one, 'expected');
      return {
        name: one.attributes['name'] ?? '',
        expected: expected === undefined ? undefined : valueIn(expected),
        error: one.attributes['errorResult'] === 'true',
      };
    }),
  };
}

/** Reads a test file of the suite. */
export function readTckFile(xml: string): TckFile {
  const [root] = elementsOf(parser.parse(xml) as Raw[]).filter(({ tag }) => tag === 'testCases');
  return { model: within(root, 'modelName')[0]?.text.trim() ?? '', cases: within(root, 'testCase').map(caseOf) };
}

const NUMBERS = ['decimal', 'double', 'integer', 'int', 'long', 'float'];

/** A value as facts are given: dates and durations as their text. */
export function asFact(value: TckValue): unknown {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'list':
      return value.items.map(asFact);
    case 'context':
      return Object.fromEntries(value.entries.map((entry) => [entry.name, asFact(entry.value)]));
    case 'value':
      if (NUMBERS.includes(value.type)) return Number(value.text);
      return value.type === 'boolean' ? value.text.trim() === 'true' : value.text;
  }
}
