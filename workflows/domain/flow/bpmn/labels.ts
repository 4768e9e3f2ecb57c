import type { Flow, FlowEdge } from '../document';

/** Ways out that the engine itself takes. */
const engine: Readonly<Record<string, string>> = {
  replied: '已答复',
  returned: '已退回',
  expired: '到期',
  decided: '已决定',
  served: '已服务',
  answered: '已应答',
  arrived: '已收到',
  noMatch: '没有规则命中',
  published: '已发布',
  done: '完成',
};

/** What stands on a line in BPMN, in Chinese as names of steps do: the outcome's label, the condition, or "otherwise". */
export function labelOfEdge(flow: Flow, edge: FlowEdge): string {
  if (edge.when !== undefined) return edge.when;
  if (edge.outcome === undefined || edge.isDefault === true) return '否则';
  const from = flow.nodes.find(({ id }) => id === edge.from);
  const outcomes = from && 'outcomes' in from ? from.outcomes : [];
  return outcomes.find(({ id }) => id === edge.outcome)?.label.zh ?? engine[edge.outcome] ?? edge.outcome;
}

/** When a way is taken, as a FEEL expression; null for the one that is taken otherwise. */
export function conditionOf(ways: readonly FlowEdge[]): string | null {
  if (ways.some(({ isDefault, when, outcome }) => isDefault === true || (when === undefined && outcome === undefined)))
    return null;
  const outcomes = ways.flatMap(({ outcome }) => (outcome === undefined ? [] : [JSON.stringify(outcome)]));
  const said = [
    ...(outcomes.length === 1
      ? [`outcome = ${outcomes[0]}`]
      : outcomes.length > 1
        ? [`outcome in (${outcomes.join(', ')})`]
        : []),
    ...ways.flatMap(({ when }) => (when === undefined ? [] : [when])),
  ];
  return said.length === 1 ? (said[0] ?? null) : said.map((one) => `(${one})`).join(' or ');
}
