import type { Instant } from '../deadline';
import type { Dispatch, Notice } from './effect';
import type { IssueEvent, IssueState } from './state';
import type { IssueView } from './view';

/**
 * One step, one record (DESIGN 9): written all or nothing. `hash` covers the previous hash, stream, seq, events, notices and
 * dispatches; view and state ride along to be projected when the record is confirmed.
 */
export type StepRecord<E = IssueEvent, V = IssueView, S = IssueState> = {
  /** `issue-<no>` or `piece-<id>`: also the workflow id. */
  stream: string;
  seq: number;
  hash: string;
  prevHash: string;
  at: Instant;
  events: E[];
  notices: Notice[];
  dispatches: Dispatch[];
  view: V;
  state: S;
  /** The last step known to stand in the workflow's history when this one was made. */
  confirmed: { seq: number; hash: string } | null;
};
