import type { Instant } from '../../deadline';
import type { FlowNode } from '../../flow';
import type { Actor, Assignment, CommandName, IssueState } from '../../issue';
import { isAtWork } from '../year/ways';

/** What somebody did to an issue, and from when on it could be done: the length between is what is played again. */
export type RecordedAct = {
  at: Instant;
  /** When it came to whoever did it. */
  from: Instant;
  anchor: Anchor;
  name: CommandName;
  actor: Actor;
  /** The command's fields; share and whistle are the anchor's to say. */
  data: Record<string, unknown>;
};

/** What an act hangs on. `free` acts hang on nothing but the issue itself: a withdrawal, supervision stepping in. */
export type Anchor =
  /** `visit`: which time it stood there. */
  | { on: 'step'; node: string; visit: number }
  /** `asked`: a pause that the unit had asked for (C28), and not one that the dispatcher thought of. */
  | { on: 'share'; n: number; unit: string; asked?: true }
  | { on: 'whistle'; n: number }
  | { on: 'question' }
  | { on: 'closed' }
  | { on: 'free' };

/** When the shares of an issue were last taken up, by share: a reply is as long as from there. */
export type SharesSince = Map<string, Instant>;

/** Notes which shares have come to work, or back to it, in a turn. */
export function noteShares(since: SharesSince, before: IssueState | null, state: IssueState): void {
  if (before?.assignments === state.assignments) return;
  for (const share of state.assignments) {
    const was = before?.assignments.find(({ id }) => id === share.id);
    const isNew = was === undefined || was.cycle !== share.cycle;
    const isBack = was !== undefined && !isAtWork(was) && was.state !== 'RETURN_REQUESTED' && isAtWork(share);
    if (isNew || isBack) since.set(share.id, was === undefined ? share.dispatchedAt : state.at);
  }
}

type Given = { name: CommandName; actor: Actor; data: Record<string, unknown> };
type Scene = { state: IssueState; nodes: Readonly<Record<string, FlowNode>>; shares: SharesSince };

/** What a command hangs on as the issue stands, and since when that has been there. */
export function anchorOf(scene: Scene, given: Given): { anchor: Anchor; from: Instant } {
  const { state } = scene;
  const n = shareNamed(state, given);
  const share = n < 0 ? undefined : state.assignments[n];
  if (share) {
    const asked = given.name === 'pause' && share.asks ? { asked: true as const } : {};
    const from = sinceOfShare(scene, given.name, share, asked.asked) ?? share.dispatchedAt;
    return { anchor: { on: 'share', n, unit: share.unit, ...asked }, from };
  }
  const whistle = state.whistles.findIndex(({ id }) => id === given.data['whistle']);
  if (whistle >= 0) return { anchor: { on: 'whistle', n: whistle }, from: state.whistles[whistle]?.blownAt ?? state.at };
  const token = state.tokens.find((one) => takes(scene.nodes[one.node], given));
  if (token) return { anchor: { on: 'step', node: token.node, visit: token.visit }, from: token.since };
  const question = state.questions.find(({ kind, answeredAt }) => kind === 'unit' && answeredAt === null);
  if (given.name === 'giveInfo' && question) return { anchor: { on: 'question' }, from: question.askedAt };
  if (state.closedAt !== null) return { anchor: { on: 'closed' }, from: state.closedAt };
  return { anchor: { on: 'free' }, from: openedAt(state) };
}

export const openedAt = (state: IssueState): Instant => state.intakes[0]?.receivedAt ?? state.at;

/** A share by its id, by its unit's code, or by who asks the resident for it (C28). */
function shareNamed({ assignments }: IssueState, { name, actor, data }: Given): number {
  const named = data['assignment'];
  if (typeof named === 'string') {
    const byId = assignments.findIndex(({ id }) => id === named);
    return byId >= 0 ? byId : assignments.findLastIndex(({ unit }) => unit === named);
  }
  if (name !== 'requestInfo' || actor.unit === null) return -1;
  return assignments.findLastIndex(({ unit, state }) => unit === actor.unit && isOpenShare(state));
}

const isOpenShare = (state: Assignment['state']): boolean => isAtWork({ state } as Assignment) || state === 'RETURN_REQUESTED';

/** Whether a step is left by such a command, or tries it (a call that reached nobody). */
export function takes(node: FlowNode | undefined, { name, data }: Pick<Given, 'name' | 'data'>): boolean {
  if (node?.kind !== 'task' && node?.kind !== 'ask') return false;
  if (name === 'choose') return data['node'] === node.id;
  return node.outcomes.some(({ command }) => command === name) || (node.kind === 'ask' && name === 'contact');
}

/** Since when an act of this name can be done on a share; null while it cannot. */
function sinceOfShare({ shares }: Pick<Scene, 'shares'>, name: CommandName, share: Assignment, asked?: true): Instant | null {
  switch (name) {
    case 'decideReturn':
      return share.state === 'RETURN_REQUESTED' ? (share.return?.at ?? null) : null;
    case 'decideExtension':
      return share.extension?.decision === null ? share.extension.at : null;
    case 'pause':
      return asked ? (share.asks?.at ?? null) : isAtWork(share) ? share.dispatchedAt : null;
    case 'reply':
      return isAtWork(share) ? (shares.get(share.id) ?? share.dispatchedAt) : null;
    case 'sign':
      return isAtWork(share) && share.signedAt === null ? share.dispatchedAt : null;
    default:
      return isAtWork(share) ? share.dispatchedAt : null;
  }
}

/** Since when what an act hangs on has been there; null while it is not. */
export function sinceOf({ state, shares }: Scene, { anchor, name }: RecordedAct, share: Assignment | undefined): Instant | null {
  switch (anchor.on) {
    case 'step':
      return state.tokens.find(({ node, visit }) => node === anchor.node && visit === anchor.visit)?.since ?? null;
    case 'share':
      return share ? sinceOfShare({ shares }, name, share, anchor.asked) : null;
    case 'whistle': {
      const whistle = state.whistles[anchor.n];
      return whistle && whistle.state !== 'ENDED' ? whistle.blownAt : null;
    }
    case 'question':
      return state.questions.find(({ kind, answeredAt }) => kind === 'unit' && answeredAt === null)?.askedAt ?? null;
    case 'closed':
      return state.final ? null : state.closedAt;
    case 'free':
      return openedAt(state);
  }
}
