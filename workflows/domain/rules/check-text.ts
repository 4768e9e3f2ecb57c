import { answerOfRule } from './answer';
import { evaluateFeel, readFeel, type FeelError } from './feel';
import { childrenOf, type FeelNode } from './feel-tree';
import type { Facts } from './feel-value';
import { DEFAULT_RULE } from './outcome';
import { problem, type Problem } from './problem';
import { isConstant, outputKey } from './ready';
import { quickCell } from './quick-cell';
import { patternCost } from './regex-guard';
import type { DecisionTable } from './table';

/** The names a FEEL text may use: the facts, when they are known. */
export type KnownFacts = readonly string[];

type Grammar = 'expression' | 'tests';
type Place = Problem['at'];
type Reading = { readonly text: string; readonly grammar: Grammar; readonly at: Place };

const PATTERN_FUNCTIONS = new Set(['matches', 'replace', 'split']);
const OWN_NAMES = new Set(['?', 'item', 'partial']);

const unreadable = (at: Place, error: FeelError): Problem => {
  const where = error.from === undefined ? {} : { from: error.from, to: error.to ?? error.from };
  return problem(
    'error',
    error.code === 'FEEL_SYNTAX' ? 'CELL_SYNTAX' : 'CELL_FAILS',
    { ...at, ...where },
    error.message.zh,
    error.message.en,
  );
};

function descend(node: FeelNode, visit: (node: FeelNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) descend(child, visit);
}

/** Names that the text itself binds: loop variables, parameters, entries of contexts. */
function boundNames(text: string, top: FeelNode): Set<string> {
  const names = new Set(OWN_NAMES);
  descend(top, (node) => {
    if (node.name === 'Name' || node.name === 'Key' || node.name === 'ParameterName')
      names.add(text.slice(node.from, node.to).replace(/^"|"$/gu, ''));
  });
  return names;
}

/** Asked once per name and check: feelin has no list of its functions, but warns where a name means nothing. */
const isBuiltin = (name: string): boolean => {
  const read = evaluateFeel(name, {});
  return read.ok && read.value !== null;
};

function unknownNames(reading: Reading, top: FeelNode, known: KnownFacts): Problem[] {
  const bound = boundNames(reading.text, top);
  const found: Problem[] = [];
  descend(top, (node) => {
    if (node.name !== 'VariableName') return;
    const name = reading.text.slice(node.from, node.to).replace(/\s+/gu, ' ').replace(/`/gu, '');
    // Inside a type (`number`) or after a filter on entries of unknown shape a name is no fact.
    if (known.includes(name) || bound.has(name) || isInside(node, ['Type', 'FilterExpression']) || isBuiltin(name)) return;
    const at = { ...reading.at, from: node.from, to: node.to };
    found.push(problem('error', 'UNKNOWN_NAME', at, `没有名为 ${name} 的事实`, `There is no fact named ${name}`));
  });
  return found;
}

function isInside(node: FeelNode, kinds: readonly string[]): boolean {
  for (let above = node.parent, below = node; above !== null; below = above, above = above.parent)
    if (kinds.includes(above.name) && !(above.name === 'FilterExpression' && above.firstChild?.from === below.from)) return true;
  return false;
}

function unsafePatterns(reading: Reading, top: FeelNode): Problem[] {
  const found: Problem[] = [];
  descend(top, (node) => {
    if (node.name !== 'FunctionInvocation') return;
    const [target, , parameters] = childrenOf(node);
    const pattern = parameters === undefined ? undefined : childrenOf(parameters)[1];
    if (target === undefined || pattern?.name !== 'StringLiteral') return;
    if (!PATTERN_FUNCTIONS.has(reading.text.slice(target.from, target.to))) return;
    const read = evaluateFeel(reading.text.slice(pattern.from, pattern.to), {});
    const cost = read.ok && typeof read.value === 'string' ? patternCost(read.value) : undefined;
    if (cost === undefined || cost.ok) return;
    const at = { ...reading.at, from: pattern.from, to: pattern.to };
    found.push(
      problem('error', 'CELL_FAILS', at, `不安全的正则表达式：${cost.why.zh}`, `Unsafe regular expression: ${cost.why.en}`),
    );
  });
  return found;
}

function checkReading(reading: Reading, known: KnownFacts | undefined, names: Facts): Problem[] {
  // What the quick reader understands is a test; a single literal is an expression too.
  const quick = quickCell(reading.text);
  if (reading.text.trim() === '' || (quick !== undefined && (reading.grammar === 'tests' || isLiteral(reading.text)))) return [];
  const read = readFeel(reading.text, reading.grammar, names);
  if (!read.ok) return [unreadable(reading.at, read.error)];
  return [...unsafePatterns(reading, read.value), ...(known === undefined ? [] : unknownNames(reading, read.value, known))];
}

const isLiteral = (text: string): boolean => /^(?:-?\d[\d.]*|"[^"]*"|true|false|null)$/u.test(text.trim());

function readingsOf(table: DecisionTable): Reading[] {
  const read = (grammar: Grammar, at: Place) => (text: string | undefined) => (text === undefined ? [] : [{ text, grammar, at }]);
  return [
    ...table.inputs.flatMap((input) => [
      ...read('expression', { column: input.id })(input.expression),
      ...(input.allowed ?? []).flatMap(read('tests', { column: input.id })),
    ]),
    ...table.outputs.flatMap((output) => [
      ...read('expression', { column: output.id })(output.default),
      ...(output.allowed ?? []).flatMap(read('tests', { column: output.id })),
    ]),
    ...table.rules.flatMap((rule, at) => [
      ...table.inputs.flatMap((input, column) => read('tests', { rule: at + 1, column: input.id })(rule.when[column])),
      ...table.outputs.flatMap((output, column) => read('expression', { rule: at + 1, column: output.id })(rule.then[column])),
    ]),
  ];
}

/** Cells repeat: each text is read once and its findings are moved to every place it stands. */
export function checkTexts(table: DecisionTable, known: KnownFacts | undefined): Problem[] {
  const names: Facts = Object.fromEntries((known ?? []).map((name) => [name, null]));
  const memo = new Map<string, Problem[]>();
  return readingsOf(table).flatMap((reading) => {
    const key = `${reading.grammar} ${reading.text}`;
    const found = memo.get(key) ?? checkReading({ ...reading, at: {} }, known, names);
    memo.set(key, found);
    return found.map((one) => ({ ...one, at: { ...reading.at, ...one.at } }));
  });
}

/** Literal answers of the wrong type or outside the allowed values; what is computed is judged when it is. */
export function checkAnswers(table: DecisionTable): Problem[] {
  const memo = new Map<string, Problem[]>();
  const rules = [...table.rules.keys(), ...(table.outputs.some((output) => output.default !== undefined) ? [DEFAULT_RULE] : [])];
  return rules.flatMap((rule) => {
    if (!isConstant(table, rule)) return [];
    const key = outputKey(table, rule);
    const found = memo.get(key) ?? answerProblem(table, rule);
    memo.set(key, found);
    return found.map((one) => ({ ...one, at: { ...one.at, ...(rule === DEFAULT_RULE ? {} : { rule: rule + 1 }) } }));
  });
}

function answerProblem(table: DecisionTable, rule: number): Problem[] {
  const answer = answerOfRule(table, rule, {}, {});
  if (answer.ok || answer.error.code !== 'OUTPUT_NOT_ALLOWED') return [];
  const { message, cell } = answer.error;
  return [problem('error', 'OUTPUT_NOT_ALLOWED', cell === undefined ? {} : { column: cell }, message.zh, message.en)];
}
