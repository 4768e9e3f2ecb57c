import { ZenDecisionContent, ZenEngine, type ZenEngineResponse } from '@gorules/zen-engine';
import { unaryTest } from 'feelin';
import { LogicEngine } from 'json-logic-engine';
import { Engine, type EngineResult, type RuleProperties } from 'json-rules-engine';
import { compileTable } from '#domain';
import { answerOf, cellsOf, columns, tableOf, type Answer, type IssueFacts, type RuleSpec, type Workload } from './workload';

/**
 * One engine with the workload loaded. `ways` are the ways its documentation offers to ask for a first hit; the fastest of
 * them is measured. An engine that answers by promise is awaited, one decision after the other.
 */
type Engines = Record<EngineName, () => Record<string, Ask>>;
export type EngineName = 'liangxin' | 'zen-engine' | 'json-rules-engine' | 'json-logic-engine' | 'feelin';
export type Ask = {
  /** Takes the answer out of what the engine gives back; not measured. */
  answerIn: (given: unknown) => Answer | null;
  free: () => void;
} & ({ kind: 'sync'; ask: (facts: IssueFacts) => unknown } | { kind: 'async'; ask: (facts: IssueFacts) => Promise<unknown> });

const sync = (ask: (facts: IssueFacts) => unknown, answerIn: Ask['answerIn']): Ask => ({
  kind: 'sync',
  ask,
  answerIn,
  free: nothing,
});
const nothing = (): void => undefined;
/** Where an engine gives back the answer itself. */
const itself = (given: unknown): Answer | null => given as Answer | null;

export const enginesOf = (workload: Workload): Engines => ({
  liangxin: () => liangxin(workload),
  'zen-engine': () => zen(workload),
  'json-rules-engine': () => rulesEngine(workload),
  'json-logic-engine': () => logicEngine(workload),
  feelin: () => feelin(workload),
});

/** The desk's own way: the compiled table's public function, with value and matched rules. */
function liangxin(workload: Workload): Record<string, Ask> {
  const { evaluate } = compileTable(tableOf(workload));
  const answerIn = (given: unknown): Answer | null => {
    const result = given as ReturnType<typeof evaluate>;
    const answer = result.ok ? (result.value as Answer | null) : null;
    return result.ok && answer?.rule === result.matched[0] ? answer : null;
  };
  return { 'compiled table': sync(evaluate, answerIn) };
}

/** A JDM graph of one decision table; `ZenDecisionContent` is the pre-compiled form its documentation recommends. */
function zen({ rules, listed }: Workload): Record<string, Ask> {
  const quoted = (wanted: readonly string[]): string => wanted.map((word) => JSON.stringify(word)).join(', ');
  const membership = (wanted: readonly string[]): string =>
    wanted.map((word) => `contains($, ${JSON.stringify(word)})`).join(' or ');
  const row = (rule: RuleSpec, at: number): Record<string, string> => ({
    _id: `r${at}`,
    category: rule.category === null ? '' : quoted([rule.category]),
    district: rule.district === null ? '' : quoted([rule.district]),
    urgency: rule.urgency === null ? '' : `>= ${rule.urgency}`,
    source: rule.source === null ? '' : quoted(rule.source),
    keyword: rule.keyword === null ? '' : listed ? membership(rule.keyword) : quoted(rule.keyword),
    unit: JSON.stringify(answerOf(at + 1).unit),
    rule: String(at + 1),
  });
  const content = {
    hitPolicy: 'first',
    inputs: columns.map((field) => ({ id: field, name: field, field })),
    outputs: ['unit', 'rule'].map((field) => ({ id: field, name: field, field })),
    rules: rules.map(row),
    passThrough: false,
    executionMode: 'single',
  };
  const nodes = [
    { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
    { id: 'table', name: 'table', type: 'decisionTableNode', position: { x: 1, y: 0 }, content },
    { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
  ];
  const edges = [
    { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
    { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
  ];
  const engine = new ZenEngine();
  const decision = engine.createDecision(new ZenDecisionContent({ nodes, edges }));
  const free = (): void => {
    engine.dispose();
  };
  const answerIn = (given: unknown): Answer | null => (given as ZenEngineResponse).result as Answer | null;
  return { 'pre-compiled decision': { kind: 'async', ask: (facts) => decision.evaluate(facts), answerIn, free } };
}

/**
 * Two ways: rules of falling priority and `engine.stop()` at the first success, as its documentation says for "stop at the
 * first"; or all of one priority, run together, and the first event taken.
 */
function rulesEngine({ rules, listed }: Workload): Record<string, Ask> {
  const condition = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
  const properties = (rule: RuleSpec, at: number, priority: number): RuleProperties => ({
    priority,
    event: { type: 'hit', params: answerOf(at + 1) },
    conditions: {
      all: [
        ...(rule.category === null ? [] : [condition('category', 'equal', rule.category)]),
        ...(rule.district === null ? [] : [condition('district', 'equal', rule.district)]),
        ...(rule.urgency === null ? [] : [condition('urgency', 'greaterThanInclusive', rule.urgency)]),
        ...(rule.source === null ? [] : [condition('source', 'in', rule.source)]),
        ...(rule.keyword === null
          ? []
          : listed
            ? [{ any: rule.keyword.map((word) => condition('keyword', 'contains', word)) }]
            : [condition('keyword', 'in', rule.keyword)]),
      ],
    },
  });
  const stopping = new Engine(rules.map((rule, at) => properties(rule, at, rules.length - at)));
  stopping.on('success', () => {
    stopping.stop();
  });
  const together = new Engine(rules.map((rule, at) => properties(rule, at, 1)));
  const answerIn = (given: unknown): Answer | null =>
    (given as EngineResult).events.map(({ params }) => params as Answer).sort((a, b) => a.rule - b.rule)[0] ?? null;
  return {
    'priorities and stop': { kind: 'async', ask: (facts) => stopping.run(facts), answerIn, free: nothing },
    'one priority': { kind: 'async', ask: (facts) => together.run(facts), answerIn, free: nothing },
  };
}

/** Two ways of its compiled form: one `if` over all rules, or a function for each rule asked in turn. */
function logicEngine({ rules, listed }: Workload): Record<string, Ask> {
  const value = (name: string) => ({ var: name });
  const condition = (rule: RuleSpec): object => ({
    and: [
      ...(rule.category === null ? [] : [{ '===': [value('category'), rule.category] }]),
      ...(rule.district === null ? [] : [{ '===': [value('district'), rule.district] }]),
      ...(rule.urgency === null ? [] : [{ '>=': [value('urgency'), rule.urgency] }]),
      ...(rule.source === null ? [] : [{ in: [value('source'), rule.source] }]),
      ...(rule.keyword === null
        ? []
        : listed
          ? [{ or: rule.keyword.map((word) => ({ in: [word, value('keyword')] })) }]
          : [{ in: [value('keyword'), rule.keyword] }]),
      true,
    ],
  });
  const engine = new LogicEngine();
  const build = (logic: object) => engine.build(logic) as (facts: IssueFacts) => unknown;
  const each = rules.map((rule) => build(condition(rule)));
  const inTurn = (facts: IssueFacts): Answer | null => {
    for (let at = 0; at < each.length; at += 1) if (each[at]?.(facts) === true) return answers[at] ?? null;
    return null;
  };
  const answers = rules.map((_, at) => answerOf(at + 1));
  const whole = build({ if: [...rules.flatMap((rule, at) => [condition(rule), { preserve: answers[at] }]), null] });
  return {
    'one if': sync(whole, itself),
    'a function a rule': sync(inTurn, itself),
  };
}

/** feelin has no compiled form: each cell's text is read at each question. Wildcards are not asked. */
function feelin({ rules, listed }: Workload): Record<string, Ask> {
  const asked = rules.map((rule) =>
    cellsOf(rule, listed).flatMap((cell, at) => (cell === '-' ? [] : [{ cell, name: columns[at] ?? 'category' }])),
  );
  const ask = (facts: IssueFacts): Answer | null => {
    const at = asked.findIndex((cells) => cells.every(({ cell, name }) => unaryTest(cell, { '?': facts[name] }).value === true));
    return at < 0 ? null : answerOf(at + 1);
  };
  return { 'unary tests': sync(ask, itself) };
}
