import type { Clock, Detail, Entry } from './issue';
import type { Telling } from './telling';

/** The whole timeline as a table: when, who, what, and the clock that it started, met or missed. */
type Row = readonly [string, string, string, string];

const words: Readonly<Partial<Record<Entry['type'], readonly [string, string]>>> = {
  received: ['收件', 'received'],
  graded: ['定级', 'graded'],
  verified: ['甄别', 'verified'],
  reviewed: ['初审', 'reviewed'],
  routed: ['分流', 'routed'],
  decided: ['决策', 'decided'],
  dispatched: ['转办', 'dispatched'],
  absorbed: ['并入来件', 'took in a merged report'],
  signed: ['签收', 'signed'],
  contacted: ['联系居民', 'contacted'],
  designated: ['指定承办', 'designated'],
  reminded: ['催办', 'reminded'],
  cardIssued: ['黄牌', 'yellow card'],
  limitPassed: ['时限已过', 'limit passed'],
  escalationFallback: ['上级空缺，转报', 'passed further up'],
  replied: ['答复', 'replied'],
  replyPending: ['答复待会办', 'reply pending'],
  replyAccepted: ['答复通过', 'reply accepted'],
  rated: ['居民评价', 'rated'],
  pieceStarted: ['开始成稿', 'story begun'],
  published: ['发布', 'published'],
  closed: ['办结', 'closed'],
};

/** Steps of the engine that a reader of the story does not miss. */
const unsaid: ReadonlySet<Entry['type']> = new Set<Entry['type']>(['designated', 'decided', 'escalationFallback']);

export function tableOf(detail: Detail, timeline: readonly Entry[], clocks: readonly Clock[], telling: Telling): string {
  const rows = timeline.filter(({ type }) => !unsaid.has(type)).map((entry) => rowOf(detail, entry, clocks, telling));
  return aligned([['时间 time', '谁 who', '什么 what', '时限 clock'], ...rows]);
}

function rowOf(detail: Detail, entry: Entry, clocks: readonly Clock[], telling: Telling): Row {
  const [zh, en] = words[entry.type] ?? [entry.type, entry.type];
  const who = entry.byName ?? (entry.by.startsWith('resident:') ? '居民 resident' : '系统 system');
  const unit = entry.unitName?.zh;
  const card = entry.type === 'cardIssued' && entry.data['colour'] === 'red' ? '红牌 red card' : `${zh} ${en}`;
  return [telling.local(entry.at), who, unit === undefined ? card : `${card}：${unit}`, clockOf(detail, entry, clocks, telling)];
}

/** A dispatch shows the due it starts; what a clock did by itself shows the instant that was planned. */
function clockOf(detail: Detail, entry: Entry, clocks: readonly Clock[], telling: Telling): string {
  if (entry.plannedAt !== null) return `计划 planned ${telling.local(entry.plannedAt)}`;
  const kind = ({ dispatched: 'reply', reviewed: 'promise' } as Record<string, string>)[entry.type];
  if (kind === undefined) return '';
  const assignment = detail.view.assignments.find(({ unit }) => unit === entry.unit)?.id ?? null;
  const clock = clocks.find((one) => one.kind === kind && one.assignment === assignment);
  return clock === undefined ? '' : `${kind === 'promise' ? '承诺 promise' : '答复 reply'} ${clock.dueText}`;
}

function aligned(rows: readonly Row[]): string {
  const widths = [0, 1, 2, 3].map((n) => Math.max(...rows.map((row) => width(row[n] ?? ''))));
  const line = (row: Row): string =>
    row
      .map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows.map(line);
  return [head, '-'.repeat(widths.reduce((sum, one) => sum + one + 2, 0)), ...body].join('\n');
}

/** Terminal columns: a Chinese character takes two. */
const width = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
