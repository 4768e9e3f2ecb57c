import { readsOf, takenAt, writesOf } from '../flow/facts';
import { namesInExpression } from '../flow/feel-names';
import type { FlowNode } from '../flow';
import { type Drawing } from './drawing';
import { unitFactOf } from './vocabulary';

/** Which facts can still matter at each step, so that places that differ in nothing else are one. */
export function liveFacts(
  drawing: Drawing,
  gradeMatters: boolean,
  sentBack: (person: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const nodes = [...drawing.graph.nodes.values()];
  const settledIn = new Map(nodes.map((node) => [node.id, settledAt(drawing, node)]));
  const live = new Map(
    nodes.map((node) => [node.id, new Set(readAt(drawing, node, gradeMatters, settledIn.get(node.id) ?? new Set()))]),
  );
  const before = new Map(
    nodes.map((node) => [node.id, [...afterOf(drawing, node), ...(isPersons(node) ? sentBack(node.id) : [])]]),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const [id, facts] of live) {
      const size = facts.size;
      const settled = settledIn.get(id) ?? new Set();
      for (const next of before.get(id) ?? []) for (const fact of live.get(next) ?? []) if (!settled.has(fact)) facts.add(fact);
      changed ||= facts.size !== size;
    }
  }
  return new Map([...live].map(([id, facts]) => [id, [...facts].sort()]));
}

const isPersons = ({ kind }: FlowNode): boolean => kind === 'task' || kind === 'ask';

/** Whoever opens it again finds nothing decided. */
const afterOf = ({ graph }: Drawing, node: FlowNode): string[] => [...graph.out(node.id).map(({ to }) => to)];

function readAt({ graph, byId }: Drawing, node: FlowNode, gradeMatters: boolean, settled: ReadonlySet<string>): string[] {
  const decision = node.kind === 'decide' ? byId.get(node.decision) : undefined;
  const units = unitFactOf(node);
  return [
    ...graph
      .out(node.id)
      .flatMap(({ when }) => (when === undefined ? [] : namesInExpression(when)))
      .filter((fact) => !settled.has(fact)),
    ...(decision ? readsOf(decision) : []),
    ...(decision && node.kind === 'decide' && node.once ? writesOf(decision) : []),
    ...(decision?.kind === 'table' && decision.rules.some(({ from, to }) => from ?? to) ? ['@today'] : []),
    ...(units === null ? [] : [units]),
    ...(gradeMatters && node.kind === 'assign' ? ['grade'] : []),
  ];
}

/** What a step always sets, so that nobody after it asks what it was before. */
function settledAt({ byId }: Drawing, node: FlowNode): ReadonlySet<string> {
  if (node.kind === 'task' && node.outcomes.every(({ command }) => command === 'dispatch')) return new Set(['units', 'lead']);
  const decision = node.kind === 'decide' && !node.once ? byId.get(node.decision) : undefined;
  if (!decision) return new Set();
  if (decision.kind === 'literal') return new Set(neverNull(decision.expression) ? [decision.output] : []);
  const always = decision.rules.some(({ when, from, to }) => when.every(isAnything) && (from ?? to) === undefined);
  const settled = decision.outputs.filter((_, at) => decision.rules.every(({ then }) => neverNull(then[at] ?? '')));
  return new Set(always ? settled.map(({ id }) => id) : []);
}

const isAnything = (text: string): boolean => ['', '-'].includes(text.trim());

const TEXTS = /^(?:"[^"]*"|\[\s*"[^\]]*\]|true|false|-?\d+(?:\.\d+)?)$/u;
const CHOICE = /^if\b[^"]*(?:"[^"]*"[^"]*)?\bthen\b\s*("[^"]*")\s*\belse\b\s*("[^"]*")$/u;

/** Texts that are plainly something: a literal, a list of texts, or a choice between two texts. */
const neverNull = (text: string): boolean => TEXTS.test(text.trim()) || CHOICE.test(text.trim());

/** The facts that the steps of a branch may set. */
export function writtenIn({ graph, byId }: Drawing, steps: Iterable<string>): Set<string> {
  const facts = new Set<string>();
  for (const id of steps) {
    const node = graph.nodes.get(id);
    if (node) for (const fact of [...takenAt(node), ...writtenAt(byId, node)]) facts.add(fact);
  }
  return facts;
}

const toldBy: Readonly<Record<string, readonly string[]>> = {
  verify: ['category', 'district', 'street'],
  review: ['category', 'district', 'street', 'grade'],
  dispatch: ['units', 'lead', 'routedBy'],
  offer: ['teams', 'lane', 'vulnerable', 'qualification', 'appointment'],
  reviewReply: ['replyResult'],
};

function writtenAt(byId: Drawing['byId'], node: FlowNode): string[] {
  if (node.kind === 'decide') {
    const decision = byId.get(node.decision);
    return decision ? writesOf(decision) : [];
  }
  if (node.kind !== 'task' && node.kind !== 'ask') return [];
  return [
    'lastOutcome',
    ...node.outcomes.flatMap(({ marks, command }) => [
      ...(toldBy[command] ?? []),
      ...marks.flatMap((mark) => (mark.do === 'set' ? [mark.fact] : [])),
    ]),
  ];
}
