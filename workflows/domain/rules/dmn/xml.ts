import type { ModdleElement } from 'dmn-moddle';
import { child, isNode, words, type DmnDocument, type DmnNode, type DmnValue, type DmnVersion } from './document';
import { moddle } from './metamodel';
import { DmnStop, type DmnProblem } from './problem';

export type DmnRead =
  { readonly ok: true; readonly document: DmnDocument } | { readonly ok: false; readonly problems: readonly DmnProblem[] };

/** How much of a file is read. Engineering limits, not policy. */
export type DmnLimits = { readonly characters: number; readonly depth: number };

export const DMN_LIMITS: DmnLimits = { characters: 5_000_000, depth: 200 };

/** Namespaces by version; the metamodel is read in those of 1.3, which the others extend. */
const MODEL: Readonly<Record<DmnVersion, string>> = {
  '1.1': 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  '1.2': 'http://www.omg.org/spec/DMN/20180521/MODEL/',
  '1.3': 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  '1.4': 'https://www.omg.org/spec/DMN/20211108/MODEL/',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/MODEL/',
};
const DIAGRAM: Readonly<Record<DmnVersion, string>> = {
  '1.1': 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
  '1.2': 'http://www.omg.org/spec/DMN/20180521/DMNDI/',
  '1.3': 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
  '1.4': 'https://www.omg.org/spec/DMN/20211108/DMNDI/',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/DMNDI/',
};
const VERSIONS = ['1.5', '1.4', '1.3', '1.2', '1.1'] as const satisfies DmnVersion[];

const NAMESPACE = /(\sxmlns(?::[\w.-]+)?\s*=\s*)(["'])([^"']*)\2/gu;

function versionOf(xml: string): DmnVersion {
  const declared = [...xml.matchAll(NAMESPACE)].map(([, , , uri = '']) => uri);
  const version = VERSIONS.find((one) => declared.includes(MODEL[one]));
  if (version !== undefined) return version;
  throw new DmnStop('DMN_XML', {
    zh: '这不是 DMN：没有 DMN 1.1–1.5 的命名空间',
    en: 'This is no DMN: it declares no namespace of DMN 1.1 to 1.5',
  });
}

/** A file of one version may use the diagrams of another. */
const asRead = (xml: string): string =>
  xml.replace(NAMESPACE, (whole, before: string, quote: string, uri: string) => {
    const to = (Object.values(MODEL).includes(uri) && MODEL['1.3']) || (Object.values(DIAGRAM).includes(uri) && DIAGRAM['1.3']);
    return to ? before + quote + to + quote : whole;
  });

const asWritten = (xml: string, version: DmnVersion): string =>
  xml.replace(NAMESPACE, (whole, before: string, quote: string, uri: string) => {
    const to = uri === MODEL['1.3'] ? MODEL[version] : uri === DIAGRAM['1.3'] ? DIAGRAM[version] : undefined;
    return to === undefined ? whole : before + quote + to + quote;
  });

/** dmn-moddle takes only ASCII ids, XML takes letters of every script: they travel through it in disguise. */
const disguised = (xml: string): string =>
  xml.replace(
    /(\s(?:id|href|dmnElementRef)\s*=\s*)("[^"<]*"|'[^'<]*')/gu,
    (_, before: string, value: string) =>
      before + value.replace(/[^\p{ASCII}]/gu, (letter) => `_LXu${letter.codePointAt(0)?.toString(16) ?? ''}_`),
  );
const undisguised = (text: string): string =>
  text.includes('_LXu')
    ? text.replace(/_LXu([0-9a-f]+)_/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    : text;

/** The text without comments and character data, in one pass: a file may open a million comments and close none. */
function withoutComments(xml: string): string {
  const opening = /<!--|<!\[CDATA\[/gu;
  let out = '';
  let at = 0;
  for (let open = opening.exec(xml); open !== null; open = opening.exec(xml)) {
    out += xml.slice(at, open.index);
    const close = open[0] === '<!--' ? '-->' : ']]>';
    const end = xml.indexOf(close, opening.lastIndex);
    if (end < 0) return out;
    at = end + close.length;
    // As many lines as before, so that places stay.
    out += xml.slice(open.index, at).replace(/[^\n]+/gu, ' ');
    opening.lastIndex = at;
  }
  return out + xml.slice(at);
}

/** Refuses what could hurt before a parser sees it. */
function refuse(xml: string, limits: DmnLimits): void {
  if (xml.length > limits.characters)
    throw new DmnStop('DMN_TOO_LARGE', {
      zh: `文件超过 ${limits.characters} 个字符`,
      en: `The file is longer than ${limits.characters} characters`,
    });
  if (xml.includes('\u0000'))
    throw new DmnStop('DMN_ENCODING', { zh: '文件编码不对', en: 'The file is not in the encoding it is read in' });
  const bare = withoutComments(xml);
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(bare))
    throw new DmnStop('DMN_FORBIDDEN', { zh: '不允许文档类型和实体', en: 'Document types and entities are not allowed' });
  if (depthOf(bare) > limits.depth)
    throw new DmnStop('DMN_TOO_LARGE', { zh: `嵌套超过 ${limits.depth} 层`, en: `Nested more than ${limits.depth} deep` });
}

/** The end of a tag that begins at a place, quotes in it closed; -1 where it is none: it never ends, or another begins in it. */
function endOfTag(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const sign = xml.charAt(at);
    if (sign === '<') return -1;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '>') return at;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

/** Where a character stands, as people count. */
function placeOf(xml: string, at: number): string {
  const before = xml.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

const TAG = /^<[^\s=<>"'/]+(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>$/u;

/** A tag whose attributes all have a value, each once: the parser takes its time over others. */
function isTag(tag: string): boolean {
  if (!TAG.test(tag)) return false;
  const names = [...tag.matchAll(/\s([^\s=<>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')/gu)].map(([, name]) => name);
  return new Set(names).size === names.length;
}

function depthOf(xml: string): number {
  let [depth, deepest] = [0, 0];
  for (let open = xml.indexOf('<'); open >= 0;) {
    const end = endOfTag(xml, open + 1);
    if (end < 0) throw new DmnStop('DMN_XML', { zh: '有标签没有结束', en: 'A tag does not end' }, placeOf(xml, open));
    const sign = xml.charAt(open + 1);
    if (!'?!/'.includes(sign) && !isTag(xml.slice(open, end + 1)))
      throw new DmnStop('DMN_XML', { zh: '标签的属性写法不对', en: 'A tag has attributes that are none' }, placeOf(xml, open));
    if (sign === '/') depth -= 1;
    else if (!'?!'.includes(sign) && xml.charAt(end - 1) !== '/') depth += 1;
    deepest = Math.max(deepest, depth);
    open = xml.indexOf('<', end);
  }
  return deepest;
}

/** moddle says a place as lines of its message. */
function problemOf(message: string): DmnProblem {
  const [, line, column] = /line: (\d+)\s+column: (\d+)/u.exec(message) ?? [];
  const why = /nested error: (.*)/su.exec(message)?.[1] ?? message;
  const at = line === undefined ? {} : { at: `line ${Number(line) + 1}, column ${Number(column) + 1}` };
  const code = /duplicate ID/iu.test(message) ? 'DMN_INVALID' : 'DMN_XML';
  return { code, message: { zh: `无法读取 DMN：${why.trim()}`, en: `The DMN cannot be read: ${why.trim()}` }, ...at };
}

/**
 * Reads a DMN file (1.1 to 1.5) into a document from which it can be written back.
 * @param xml the text, decoded
 * @returns `DMN_XML`, `DMN_INVALID` (two elements of one id), `DMN_FORBIDDEN`, `DMN_TOO_LARGE`, `DMN_ENCODING`, each with its place where it has one
 */
export async function readDmn(xml: string, limits: DmnLimits = DMN_LIMITS): Promise<DmnRead> {
  try {
    refuse(xml, limits);
    const version = versionOf(xml);
    const { rootElement, warnings, references } = await moddle().fromXML(disguised(asRead(xml.replace(/^\uFEFF/u, ''))), {
      lax: false,
    });
    const faults = warnings.filter(({ message }) => !/^un(?:resolved reference|known attribute)/u.test(message));
    if (faults.length > 0) return { ok: false, problems: faults.map(({ message }) => problemOf(message)) };
    return { ok: true, document: { version, definitions: mirrored(rootElement, referencesOf(references)) } };
  } catch (caught) {
    if (caught instanceof DmnStop) return { ok: false, problems: [caught.problem] };
    return { ok: false, problems: [problemOf(caught instanceof Error ? caught.message : String(caught))] };
  }
}

type References = ReadonlyMap<ModdleElement, Readonly<Record<string, string>>>;

function referencesOf(
  references: readonly { readonly element: ModdleElement; readonly property: string; readonly id: string }[],
): References {
  const byElement = new Map<ModdleElement, Record<string, string>>();
  for (const { element, property, id } of references) {
    const known = byElement.get(element) ?? {};
    byElement.set(element, { ...known, [property.replace(/^.*:/u, '')]: id });
  }
  return byElement;
}

const isElement = (value: unknown): value is ModdleElement => typeof value === 'object' && value !== null && '$type' in value;

/** An element as plain JSON; what another element refers to is kept by its id. */
function mirrored(element: ModdleElement, references: References): DmnNode {
  const node: Record<string, DmnValue> = {};
  const refers = references.get(element) ?? {};
  const usual = new Map(
    element.$descriptor.properties?.map((property) => [property.name.replace(/^.*:/u, ''), property.default ?? null]),
  );
  for (const [name, value] of Object.entries(element)) {
    if (name === '$type' || name === '$parent' || value === undefined || value === null || Object.hasOwn(refers, name)) continue;
    if (usual.get(name) === value) continue;
    node[name] = valueOf(value, references);
  }
  for (const [name, id] of Object.entries(refers)) node[name] = { $type: '$ref', id: undisguised(id) };
  const attributes = Object.entries(element.$attrs ?? {}).map(([name, value]) => [name, undisguised(String(value))]);
  if (element.$descriptor.isGeneric !== true && attributes.length > 0)
    node['$attrs'] = { $type: '$attrs', ...(Object.fromEntries(attributes) as Record<string, string>) };
  return { $type: element.$type, ...node };
}

function valueOf(value: unknown, references: References): DmnValue {
  if (isElement(value)) return mirrored(value, references);
  if (Array.isArray(value)) return value.map((entry) => valueOf(entry, references) as DmnNode);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undisguised(String(value));
}

/** Writes a document as DMN XML of its version. */
export async function writeDmn(document: DmnDocument): Promise<string> {
  const { xml } = await moddle().toXML(restored(document.definitions, urisOf(document.definitions)), { format: true });
  return asWritten(xml, document.version);
}

function restored(node: DmnNode, uris: Uris): ModdleElement {
  const { $type, $attrs, ...rest } = node;
  const attributes = typeof $attrs === 'object' && !Array.isArray($attrs) ? Object.entries($attrs) : [];
  const properties = Object.fromEntries([
    ...Object.entries(rest).map(([name, value]) => [name, restoredValue(value, uris)]),
    ...attributes.filter(([name]) => name !== '$type'),
  ]) as Record<string, unknown>;
  const element = isGeneric($type) ? moddle().createAny($type, uris($type), properties) : moddle().create($type, properties);
  for (const value of Object.values(properties)) adopt(value, element);
  return element;
}

const isGeneric = (type: string): boolean => !/^(?:dmn|dmndi|di|dc|biodi):/u.test(type);

/** The namespace of a foreign element, by its prefix. */
type Uris = (type: string) => string;

/** Modellers declare their namespaces at the root; where one did not, any name will do. */
function urisOf(definitions: DmnNode): Uris {
  const declared = child(definitions, '$attrs');
  return (type) => {
    const prefix = type.replace(/:.*$/u, '');
    return words(declared, `xmlns:${prefix}`) ?? `urn:${prefix}`;
  };
}

function restoredValue(value: DmnValue, uris: Uris): unknown {
  if (Array.isArray(value)) return value.map((entry: DmnValue) => restoredValue(entry, uris));
  if (!isNode(value)) return value;
  return value.$type === '$ref' ? { id: value['id'] } : restored(value, uris);
}

function adopt(value: unknown, parent: ModdleElement): void {
  for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) if (isElement(entry)) entry.$parent = parent;
}
