import type { Instant } from '../deadline';
import { promiseId } from '../issue/clocks';
import type { IssueState } from '../issue/state';
import type { CaseState } from '../issue/words';

/** Who has the issue in hand (DOMAIN 4 #21): the custody that "fair use of time" shares out. */
export type Holder = 'centre' | 'unit1' | 'unit2' | 'citizen' | 'paused';

/** A stretch of an issue's life at one stage in one holder's hands; `to` is null while it lasts. */
export type Hop = { stage: CaseState; holder: Holder; from: Instant; to: Instant | null };

/** The hops after a step: the last one ends where stage or holder changed. */
export function hopsAfter(hops: readonly Hop[], state: IssueState): Hop[] {
  const last = hops.at(-1);
  const holder = holderOf(state);
  const running = last?.to === null ? last : null;
  if (running?.stage === state.stage && running.holder === holder) return hops as Hop[];
  const ended = running ? [...hops.slice(0, -1), { ...running, to: state.at }] : [...hops];
  return holder === null ? ended : [...ended, { stage: state.stage, holder, from: state.at, to: null }];
}

/** Nobody holds an issue that is over. A callback is the citizen's once the desk's tries are used up and its window runs (C17). */
function holderOf(state: IssueState): Holder | null {
  if (state.final || state.closedAt !== null) return null;
  if (state.stage === 'NEED_INFO') return 'citizen';
  if (state.stage === 'ON_LEDGER') return 'paused';
  if (state.clocks.some((clock) => clock.id === promiseId && clock.status === 'paused')) return 'paused';
  if (state.stage === 'CALLBACK') return state.clocks.some(({ id }) => id.includes('.window.')) ? 'citizen' : 'centre';
  if (state.stage !== 'HANDLING') return 'centre';
  const open = state.assignments.filter(({ state: stands, required }) => required && owing.has(stands));
  return open.length > 0 && open.every((share) => share.parentAssignment !== null) ? 'unit2' : 'unit1';
}

const owing: ReadonlySet<string> = new Set(['DISPATCHED', 'SIGNED', 'CONTACTED', 'IN_PROGRESS', 'RETURN_REQUESTED']);
