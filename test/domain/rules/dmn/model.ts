import { compileDmn, readDmn, writeDmn, type Decided } from '../../../../workflows/domain/rules/dmn';

export const MODEL_15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** A model of DMN 1.5 around some elements. */
export const model = (elements: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="${MODEL_15}" id="m" name="m" namespace="urn:m" ${more}>${elements}</definitions>`;

export const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');

/** An input of a type. */
export const input = (name: string, type: string): string =>
  `<inputData id="i_${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;

const requires = (names: readonly string[]): string =>
  names.map((name) => `<informationRequirement><requiredInput href="#i_${name}"/></informationRequirement>`).join('');

/** A decision of one expression. */
export const literal = (name: string, text: string, needs: readonly string[] = [], type = 'Any', more = ''): string =>
  `<decision id="d_${name.replace(/ /gu, '_')}" name="${name}"><variable name="${name}" typeRef="${type}"/>${requires(needs)}${more}<literalExpression><text>${escaped(text)}</text></literalExpression></decision>`;

type Rows = readonly (readonly [readonly string[], readonly string[]])[];

const texts = (element: string, cells: readonly string[]): string =>
  cells.map((cell) => `<${element}><text>${escaped(cell)}</text></${element}>`).join('');

/** A decision that is a table over its inputs. */
export function table(
  name: string,
  attributes: string,
  needs: Readonly<Record<string, string>>,
  outputs: string,
  rows: Rows,
): string {
  const columns = Object.entries(needs)
    .map(
      ([input, type], at) =>
        `<input id="${name}_c${at}"><inputExpression typeRef="${type}"><text>${input}</text></inputExpression></input>`,
    )
    .join('');
  const rules = rows
    .map(([when, then], at) => `<rule id="${name}_r${at}">${texts('inputEntry', when)}${texts('outputEntry', then)}</rule>`)
    .join('');
  return `<decision id="d_${name}" name="${name}"><variable name="${name}"/>${requires(Object.keys(needs))}<decisionTable ${attributes}>${columns}${outputs}${rules}</decisionTable></decision>`;
}

/** What a decision of a model says, its value or its error's code. */
export async function decide(xml: string, name: string, facts: Record<string, unknown> = {}): Promise<Decided> {
  const read = await readDmn(xml);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return compileDmn(read.document).decide(name, facts, { now: '2026-01-05T09:00:00+08:00' });
}

export async function valueOf(xml: string, name: string, facts: Record<string, unknown> = {}): Promise<unknown> {
  const decided = await decide(xml, name, facts);
  return decided.ok ? decided.value : decided.error.code;
}

/** The text of a model written from what was read of another. */
export async function rewritten(xml: string): Promise<string> {
  const read = await readDmn(xml);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return writeDmn(read.document);
}
