import { parseExpression, parseUnaryTests } from 'feelin';
import { compileCondition } from '../rules';
import type { Bilingual } from '../text';

type Parsed = ReturnType<typeof parseExpression>;

/** The facts that a FEEL expression speaks of, each once: names that it neither binds itself nor calls as functions. */
export const namesInExpression = (text: string): string[] => namesIn(text, parseExpression(text, {}, undefined));

/** The facts that a cell's unary tests speak of. */
export const namesInTests = (text: string): string[] =>
  text.trim() === '' || text.trim() === '-' ? [] : namesIn(text, parseUnaryTests(text, {}, undefined));

function namesIn(text: string, tree: Parsed): string[] {
  const used = new Set<string>();
  const bound = new Set(['item', 'partial']);
  tree.iterate({
    enter: ({ name, from, to, node }) => {
      const word = text.slice(from, to);
      if (name === 'Name') bound.add(word);
      if (name === 'VariableName' && !isCalled(node)) used.add(word);
    },
  });
  return [...used].filter((word) => !bound.has(word));
}

const isCalled = (node: Parsed['topNode']): boolean =>
  node.parent?.name === 'FunctionInvocation' && node.parent.firstChild?.from === node.from;

/** What is wrong with a FEEL expression's spelling; null when it can be read. */
export function readFault(text: string): Bilingual | null {
  const read = compileCondition(text);
  return read.ok ? null : read.error.message;
}
