import type { parseExpression } from 'feelin';

/** A node of a parsed FEEL text. */
export type FeelNode = ReturnType<typeof parseExpression>['topNode'];

export function childrenOf(node: FeelNode): FeelNode[] {
  const children: FeelNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (!child.type.isSkipped && child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  return children;
}
