import { parseExpression } from 'feelin';
import { namesInExpression } from '../flow/feel-names';
import type { Test } from '../rules/cell';

/** What can be said of a FEEL expression without computing it. */
export type Reading = {
  readonly text: string;
  readonly reads: readonly string[];
  /** Values it compares facts with, as tests that cut their lines. */
  readonly cuts: readonly Test[];
  /** It compares facts with literals only: one value of each atom says what it is for all of them. */
  readonly plain: boolean;
  /** It only passes values on, joins lists of them, or chooses between them. */
  readonly passing: boolean;
};

type Node = ReturnType<typeof parseExpression>['topNode'];

const comparing = new Set(
  'Expression Comparison CompareOp Conjunction Disjunction ParenthesizedExpression IfExpression VariableName Identifier StringLiteral NumericLiteral BooleanLiteral null List FunctionInvocation PositionalParameters PositiveUnaryTests PositiveUnaryTest SimplePositiveUnaryTest Interval'.split(
    ' ',
  ),
);
const literals = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'null']);
const joining = new Set(['union', 'concatenate', 'append', 'distinct values', 'flatten', 'list contains', 'not', 'count']);

const known = new Map<string, Reading>();
/** Texts of one release are few; an editor makes new ones for as long as it is open. */
const KEPT = 5000;

export function reading(text: string): Reading {
  const found = known.get(text) ?? read(text);
  if (known.size >= KEPT) known.clear();
  known.set(text, found);
  return found;
}

function read(text: string): Reading {
  const reads = namesInExpression(text);
  const tree = parseExpression(text, {}, undefined);
  const cuts: Test[] = [];
  let [plain, passing, ordered] = [true, true, false];
  tree.iterate({
    enter: ({ name, node, from, to }) => {
      const word = text.slice(from, to);
      if (/^[A-Z]/.test(name) && !comparing.has(name)) [plain, passing] = [false, false];
      if (name === 'CompareOp' && /[<>]/.test(word)) ordered = true;
      if (name === 'Interval' || name === 'between' || name === 'SimplePositiveUnaryTest') ordered = true;
      if (name === 'Comparison' && !isWithLiteral(node)) plain = false;
      if (name === 'FunctionInvocation') {
        const callee = calleeOf(text, node);
        plain &&= callee === 'not' || (callee === 'list contains' && isOfLiterals(node));
        passing &&= joining.has(callee);
      }
      if (literals.has(name)) cuts.push(...cutOf(name, word));
    },
  });
  return { text, reads, cuts: ordered ? cuts.flatMap(asBound) : cuts, plain, passing };
}

const calleeOf = (text: string, { firstChild }: Node): string =>
  firstChild ? text.slice(firstChild.from, firstChild.to).replace(/\s+/gu, ' ') : '';

function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

const speaksOfFacts = (node: Node): boolean => node.name === 'VariableName' || childrenOf(node).some(speaksOfFacts);

/** One side may be anything, the others are literals. */
const isWithLiteral = (node: Node): boolean => childrenOf(node).filter(speaksOfFacts).length <= 1;

/** `list contains(["a", "b"], fact)`: the list is written out. */
function isOfLiterals(node: Node): boolean {
  const [list] =
    childrenOf(node)
      .find(({ name }) => name === 'PositionalParameters')
      ?.getChildren('List') ?? [];
  return list !== undefined && !speaksOfFacts(list) && list.from === firstParameter(node);
}

const firstParameter = (node: Node): number =>
  childrenOf(childrenOf(node).find(({ name }) => name === 'PositionalParameters') ?? node)[0]?.from ?? -1;

function cutOf(name: string, word: string): Test[] {
  if (name === 'NumericLiteral') return [{ t: 'eq', value: Number(word) }];
  if (name !== 'StringLiteral') return [];
  try {
    return [{ t: 'eq', value: JSON.parse(word) as string }];
  } catch {
    return [];
  }
}

/** Where order matters the gaps between the values differ. */
function asBound(test: Test): Test[] {
  if (test.t !== 'eq' || test.value === null || typeof test.value === 'boolean') return [test];
  const kind = typeof test.value === 'number' ? ('number' as const) : ('string' as const);
  return [{ t: 'range', kind, lo: { at: test.value, included: true }, hi: null }];
}

/** Whether an expression is a fact's name and nothing else. */
export const isName = (text: string): boolean => {
  const { reads } = reading(text);
  return reads.length === 1 && reads[0] === text.trim();
};
