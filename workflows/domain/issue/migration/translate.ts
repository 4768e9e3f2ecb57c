import type { PendingAsk, IssueState } from '../state';
import type { Plan } from '../../flow/plan';
import type { StepMapping } from './mapping';

type Drawing = Plan['flow'];
type Named = Pick<
  IssueState,
  'tokens' | 'actedBy' | 'bounces' | 'signatures' | 'counters' | 'clocks' | 'assignments' | 'orders' | 'asks' | 'followUps'
> &
  Pick<IssueState, 'questions' | 'ledger' | 'endNode' | 'stage'>;

const visits = 'visit.';

/**
 * Every place of a state that names a step, by the names of the new drawing. What is counted or remembered of a step that has no
 * counterpart is forgotten: under its old name it would be held against another step. Everything else stays as it is.
 */
export function translated(state: IssueState, from: Drawing, to: Drawing, steps: StepMapping): Named {
  const at = (node: string): string | null => steps[node] ?? null;
  const kept = (node: string): string => at(node) ?? node;
  const unheld = state.orders.filter(({ holder }) => holder === null);
  const owned = new Set([...state.tokens, ...unheld].map(({ id }) => id));
  return {
    tokens: state.tokens.map((token) => ({
      ...token,
      node: kept(token.node),
      ...(token.returnTo === undefined ? {} : { returnTo: kept(token.returnTo) }),
      trail: token.trail.flatMap(({ node, outcome }) => (at(node) === null ? [] : [{ node: kept(node), outcome }])),
    })),
    actedBy: renamed(state.actedBy, at, (_old, last) => last),
    bounces: renamed(state.bounces, (pair) => pairOf(pair, at), add),
    signatures: renamed(
      state.signatures,
      (key) => signatureOf(key, from, to, at),
      (_old, last) => last,
    ),
    counters: renamed(state.counters, (key) => counterOf(key, at), add),
    clocks: state.clocks.map((clock) =>
      clock.owner !== undefined && owned.has(clock.id.split('.')[0] ?? '') ? { ...clock, owner: kept(clock.owner) } : clock,
    ),
    assignments: state.assignments.map((share) => ({ ...share, node: kept(share.node) })),
    orders: state.orders.map((order) => ({ ...order, node: kept(order.node) })),
    asks: state.asks.map((ask) => askAt(ask, state, to, at)),
    followUps: state.followUps.map((one) => ({ ...one, node: one.node === null ? null : at(one.node) })),
    questions: state.questions.map((one) => ({ ...one, node: one.node === null ? null : at(one.node) })),
    ledger: state.ledger && { ...state.ledger, node: kept(state.ledger.node) },
    endNode: state.endNode === null ? null : at(state.endNode),
    stage: stageAt(state, from, to, at),
  };
}

type At = (node: string) => string | null;

const add = (a: number, b: number): number => a + b;

function renamed<T>(all: Record<string, T>, nameOf: At, join: (a: T, b: T) => T): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [key, value] of Object.entries(all)) {
    const name = nameOf(key);
    if (name !== null) result[name] = name in result ? join(result[name] as T, value) : value;
  }
  return result;
}

/** `from>to`, as send-backs are counted (C30). */
function pairOf(pair: string, at: At): string | null {
  const [a, b] = pair.split('>').map((node) => at(node));
  return a == null || b == null ? null : `${a}>${b}`;
}

/** `node.outcome`; the signature for a force-close hangs on no step. Ids may bear dots: the step is the longest that is drawn. */
function signatureOf(key: string, from: Drawing, to: Drawing, at: At): string | null {
  const dots = [...key.matchAll(/\./g)].map(({ index }) => index);
  const cut = dots.reverse().find((dot) => from.nodes[key.slice(0, dot)]);
  if (cut === undefined) return key;
  const [node, outcome] = [at(key.slice(0, cut)), key.slice(cut + 1)];
  const next = node === null ? undefined : to.nodes[node];
  if (next?.kind !== 'task' && next?.kind !== 'ask') return null;
  return next.outcomes.some(({ id }) => id === outcome) ? `${next.id}.${outcome}` : null;
}

/** Numbers given to tokens, cards, notices… go on; visits are counted by step. */
function counterOf(key: string, at: At): string | null {
  if (!key.startsWith(visits)) return key;
  const node = at(key.slice(visits.length));
  return node === null ? null : visits + node;
}

/** A question that has no answer yet (its incident waits for a retry) is asked again of the new release. */
function askAt(ask: PendingAsk, { tokens }: IssueState, to: Drawing, at: At): PendingAsk {
  const node = ask.data['node'];
  const named = typeof node === 'string' ? at(node) : null;
  const data = named === null ? ask.data : { ...ask.data, node: named };
  const token = tokens.find(({ id }) => id === ask.token);
  const landing = token ? to.nodes[at(token.node) ?? ''] : undefined;
  if (ask.question.kind === 'decide' && ask.purpose === 'decide' && landing?.kind === 'decide') {
    const { decision } = landing;
    return { ...ask, data: { ...data, decision }, question: { ...ask.question, decision } };
  }
  if (ask.question.kind === 'conditions')
    return { ...ask, data, question: { ...ask.question, node: named ?? ask.question.node } };
  return { ...ask, data };
}

/** The stage that the step gives where the issue stands, when it was that step's in the old drawing too. */
function stageAt({ tokens, stage }: IssueState, from: Drawing, to: Drawing, at: At): IssueState['stage'] {
  const here = tokens.find(
    (token) => from.nodes[token.node]?.stage === stage && token.branches.every(({ required }) => required),
  );
  return (here && to.nodes[at(here.node) ?? '']?.stage) ?? stage;
}
