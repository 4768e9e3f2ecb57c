import type { FeelNode } from '../feel-tree';
import type { Code } from './scope';

/** What the parts of a compiler share: the text a tree was parsed from, and the way to compile what lies inside. */
export type Source = { readonly text: string; readonly compile: (node: FeelNode) => Code };

export const wordsOf = (node: FeelNode, source: Source): string => source.text.slice(node.from, node.to);
