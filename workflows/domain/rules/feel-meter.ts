import type { parseExpression } from 'feelin';

type Tree = ReturnType<typeof parseExpression>;
export type FeelNode = Tree['topNode'];

/** Only these can make FEEL loop, recurse, or build a value out of itself. */
const LOOPS = /[[{]|\b(?:for|some|every|function)\b/u;

/** Whether a text may hold something that `metered` must count; most cells do not. */
export const mayLoop = (text: string): boolean => LOOPS.test(text);

/** What is written before and after a piece of the text. */
type Edits = { readonly opens: Map<number, string>; readonly closes: Map<number, string>; readonly commas: Set<number> };

const add = (edits: Map<number, string>, at: number, text: string) => edits.set(at, (edits.get(at) ?? '') + text);

export function childrenOf(node: FeelNode): FeelNode[] {
  const children: FeelNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Which part of a node is wrapped, and in what. */
function wrapping(node: FeelNode, edits: Edits): { part: FeelNode; before: string; after: string } | undefined {
  const { firstChild, lastChild } = node;
  if (firstChild === null || lastChild === null) return undefined;
  const dots = node.name === 'IterationContext' ? childrenOf(node).find((child) => child.name === '..') : undefined;
  if (dots !== undefined) {
    edits.commas.add(dots.from);
    return { part: node, before: '_lx_range(', after: ')' };
  }
  switch (node.name) {
    case 'IterationContext':
      return { part: node, before: '_lx_iter(', after: ')' };
    case 'FilterExpression':
      return { part: firstChild, before: '_lx_iter(', after: ')' };
    case 'FunctionBody':
      return { part: node, before: 'if _lx_tick() then _lx_size(', after: ') else null' };
    case 'ForExpression':
    case 'ContextEntry':
      return { part: lastChild, before: '_lx_size(', after: ')' };
    default:
      return undefined;
  }
}

function collect(node: FeelNode, edits: Edits): void {
  const wrap = wrapping(node, edits);
  if (wrap !== undefined) add(edits.opens, wrap.part.from, wrap.before);
  for (const child of childrenOf(node)) {
    collect(child, edits);
    // The closing of a part comes after those of what stands inside it.
    if (wrap !== undefined && wrap.part !== node && child.from === wrap.part.from && child.to === wrap.part.to)
      add(edits.closes, wrap.part.to, wrap.after);
  }
  if (wrap !== undefined && wrap.part === node) add(edits.closes, node.to, wrap.after);
}

/**
 * Rewrites a FEEL text so that every turn of a loop, every call of a FEEL function and every value bound to a name is
 * counted by the names of `safeNames`. feelin offers no such count itself; without it `for i in 1..1000000000` or a
 * function that calls itself twice would stop the desk.
 */
export function metered(text: string, tree: Tree): string {
  const edits: Edits = { opens: new Map(), closes: new Map(), commas: new Set() };
  collect(tree.topNode, edits);
  let out = '';
  for (let at = 0; at <= text.length; at += 1) {
    out += (edits.closes.get(at) ?? '') + (edits.opens.get(at) ?? '');
    if (edits.commas.has(at)) {
      out += ', ';
      at += 1;
    } else out += text.charAt(at);
  }
  return out;
}
