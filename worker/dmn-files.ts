import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileDmn, importsOf, readDmn, type Decided, type DecisionModel, type DmnProblem } from '#dmn';

/** DMN files, each read once however often it is asked. */
export type DmnFiles = {
  readonly decide: (file: string, decision: string, facts: Record<string, unknown>, now: string) => Promise<Decided>;
};

type Loaded = { readonly ok: true; readonly model: DecisionModel } | { readonly ok: false; readonly problem: DmnProblem };

const failed = (code: DmnProblem['code'] | 'DMN_FILE', zh: string, en: string, at: string) =>
  ({ ok: false, problem: { code: code as DmnProblem['code'], message: { zh, en }, at } }) as const;

/** The text of a file in UTF-8 or UTF-16, or in the encoding its first line names; a wrong byte is an error, not a question mark. */
function decoded(bytes: Buffer, file: string): { ok: true; text: string } | Extract<Loaded, { ok: false }> {
  const encoding = encodingOf(bytes);
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return failed('DMN_ENCODING', `文件不是 ${encoding} 编码`, `The file is not in ${encoding}`, file);
  }
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/u.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  return declared === undefined || /^utf-?16$/iu.test(declared) ? 'utf-8' : declared.toLowerCase();
}

export function openDmnFiles(): DmnFiles {
  const loaded = new Map<string, Promise<Loaded>>();
  const load = (file: string): Promise<Loaded> => {
    const known = loaded.get(file) ?? read(file, new Set([file]));
    loaded.set(file, known);
    return known;
  };

  /** Models that a model imports lie beside it, known by their namespaces. */
  const read = async (file: string, open: ReadonlySet<string>): Promise<Loaded> => {
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      return failed('DMN_FILE', `无法打开文件：${String(error)}`, `The file cannot be opened: ${String(error)}`, file);
    }
    const text = decoded(bytes, file);
    if (!text.ok) return text;
    const document = await readDmn(text.text);
    if (!document.ok)
      return { ok: false, problem: document.problems[0] ?? failed('DMN_XML', '无法读取', 'Unreadable', file).problem };
    const wanted = importsOf(document.document);
    const beside = wanted.length === 0 ? new Map<string, DecisionModel>() : await modelsBeside(file, open);
    return { ok: true, model: compileDmn(document.document, (namespace) => beside.get(namespace)) };
  };

  const modelsBeside = async (file: string, open: ReadonlySet<string>): Promise<Map<string, DecisionModel>> => {
    const folder = path.dirname(file);
    const models = new Map<string, DecisionModel>();
    for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.dmn'))) {
      const other = path.join(folder, name);
      if (open.has(other)) continue;
      const found = await read(other, new Set([...open, other]));
      if (found.ok) models.set(found.model.namespace, found.model);
    }
    return models;
  };

  return {
    decide: async (file, decision, facts, now) => {
      const found = await load(path.resolve(file));
      return found.ok ? found.model.decide(decision, facts, { now }) : { ok: false, error: found.problem };
    },
  };
}
