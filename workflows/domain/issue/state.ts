import type { Clock, Instant, Length } from '../deadline';
import type { Facts, Json } from '../text';
import type { CustodyShare, CustodySpan } from './custody-state';
import type { Ask } from './effect';
import type { Order } from './order';
import type { AssignmentState, CardState, CaseState, EventName, Grade, Lane, ResultCode } from './words';

/**
 * All that is known of one issue (诉求件): plain JSON, the checkpoint that crosses continue-as-new and answers queries.
 * Free text and personal data in it are sealed outside the rehearsal; the domain never reads inside them.
 */
export type IssueState = {
  format: 1;
  no: string;
  /** Content hash of the release it lives by, and the edition of each calendar's days in use. */
  release: string;
  editions: Record<string, number>;
  /** The last recorded step: number, hash, and instant of its last event. */
  seq: number;
  hash: string;
  at: Instant;
  stage: CaseState;
  facts: Facts;
  intakes: IntakeRecord[];
  tokens: Token[];
  /** Who last acted at each node: separation of duties (DOMAIN 2.6). */
  actedBy: Record<string, string>;
  /** Send-backs counted per pair of steps `from>to` (C30). */
  bounces: Record<string, number>;
  /** Second signatures gathered for an outcome, by `node.outcome`. */
  signatures: Record<string, string>;
  clocks: Clock[];
  assignments: Assignment[];
  /** What was offered to volunteers and merchants (DOMAIN 2.4). */
  orders: Order[];
  cards: Card[];
  whistles: Whistle[];
  questions: Question[];
  asks: PendingAsk[];
  incidents: Incident[];
  followUps: FollowUp[];
  /** Work cycle: 1 at first, +1 with each rework or reopening; rungs and cards are keyed by it. */
  cycle: number;
  /** Forks whose join has been passed: late branches end there. */
  joined: string[];
  /** Set when the archive window has passed but a piece, order or appeal is still open (C26). */
  archiveDue: boolean;
  unsolved: number;
  reworks: number;
  routeCorrections: number;
  acceptedReturns: number;
  acceptedAt: Instant | null;
  result: ResultCode | null;
  answer: 'solved' | 'partly' | 'not' | 'none' | null;
  satisfaction: Satisfaction | null;
  closedAt: Instant | null;
  /** The end node it closed at: where a reopening goes on is drawn there. */
  endNode: string | null;
  mergedInto: string | null;
  /** When supervision took a merge back (C25): the next dispatch is due with the restored promise. */
  unmergedAt: Instant | null;
  relapseOf: string | null;
  /** Long-term matters (挂账, C21): the plan in force, or the one that was. */
  ledger: Ledger | null;
  /** What was last asked about exposing the matter (DOMAIN 4 #26); absent until somebody asks. */
  exposure?: Exposure;
  /** What was asked about leaving the case out of a figure (DOMAIN 4 #15); absent until somebody asks. */
  exclusions?: ExclusionRequest[];
  /** Of a long-term case that has closed: looked at again later (DOMAIN 4 #33). */
  followUp?: LookAgain;
  /** Who had the ball from when (DOMAIN 4 #21), oldest first; the last span still runs. */
  custody: CustodySpan[];
  counters: Record<string, number>;
  /** The last commands with their answers (Idempotency-Key outlives continue-as-new). */
  recentCommands: { id: string; answer: CommandAnswer }[];
  /** Nothing more will happen: the workflow may end. */
  final: boolean;
};

/** 曝光: asked by the media or by a step of the drawing (`token`), decided by supervision; `reason` is sealed. */
export type Exposure = {
  askedAt: Instant;
  by: string;
  reason: string | null;
  cycle: number;
  token: string | null;
  decision: 'approved' | 'refused' | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
};

/** 剔除: per figure, with its approver and its end; `evidence` is sealed. */
export type ExclusionRequest = {
  id: string;
  kpi: 'resolution' | 'satisfaction';
  evidence: string;
  by: string;
  at: Instant;
  decision: 'approved' | 'refused' | null;
  decidedBy: string | null;
  decidedAt: Instant | null;
  until: Instant | null;
};

/** 长效回访: planned at the closing, then asked, then answered or not. */
export type LookAgain = {
  state: 'PLANNED' | 'ASKED' | 'DONE';
  /** The window of the policy for answering, as the end was drawn. */
  answerWindow: string;
  askedAt: Instant | null;
  answer: 'solved' | 'partly' | 'not' | 'none' | null;
  answeredBy: string | null;
};

export type Satisfaction = 'verySatisfied' | 'satisfied' | 'fair' | 'dissatisfied' | 'veryDissatisfied';

/** 挂账: a plan with milestones that a unit works off while the promise stands still; reviewed again and again. */
export type Ledger = {
  state: 'PROPOSED' | 'OPEN' | 'CLOSED';
  /** The step of the drawing whose shares stand on it. */
  node: string;
  /** Sealed. */
  plan: string;
  headSignature: string;
  milestones: { what: string; date: string; reachedAt: Instant | null; missed: boolean }[];
  /** The first opening: the hard stop counts from it, however often it is opened again. */
  since: Instant | null;
  /** The opening or review that the next review counts from, and how many review windows have ended since. */
  reviewedAt: Instant | null;
  passed: number;
  /** Review windows that ended without a word of the unit. */
  misses: number;
  /** What the unit has reported since the last review. */
  report: { at: Instant; by: string } | null;
  closedAt: Instant | null;
  how: 'reached' | 'refused' | 'expired' | 'caseEnded' | null;
};

/** One resident's submission as the issue keeps it; `no` is the number that resident was given. */
export type IntakeRecord = {
  no: string;
  source: string;
  externalId: string;
  receivedAt: Instant;
  acceptedAt: Instant | null;
  category: string;
  district: string | null;
  street: string | null;
  point: { lat: number; lng: number } | null;
  anonymous: boolean;
  /** How this resident is told: the page always, a message when a phone is known. */
  channel: 'page' | 'sms';
  /** Sealed: who, where exactly, what. */
  reporter: { name?: string; phone?: string };
  address?: string;
  text: string;
  photos: { hash: string; type: string }[];
  /** The grade and promise the intake had before it was merged here; the promise that counts is the earliest. */
  promiseDue?: Instant | null;
  /** When this reporter withdrew from an issue that others keep open (C23). */
  withdrawnAt?: Instant;
  /** What that promise was reckoned from, so that a calendar's import finds it again (R7). */
  promiseBasis?: { length: Length; rolled: boolean; from: Instant };
};

/** Where the issue stands on the drawing. A token at an `assign` waits for its assignments, at an `ask` for an answer. */
export type Token = {
  id: string;
  node: string;
  since: Instant;
  visit: number;
  /** Set by a send-back: the step that gets it straight back (退回后直送, C30). */
  returnTo?: string;
  /** The branches this token runs in, innermost last; `fork` is one passage through a fork (`f1`). */
  branches: { fork: string; required: boolean }[];
  /** The steps it has left, each with its last outcome: where a send-back may go, and what "straight back" means. */
  trail: { node: string; outcome: string }[];
  data?: Record<string, Json>;
};

/** One unit's share (转办件). */
export type Assignment = {
  id: string;
  node: string;
  token: string;
  unit: string;
  lane: Lane;
  role: 'lead' | 'joint' | 'assist';
  required: boolean;
  state: AssignmentState;
  /** The state a refused return goes back to. */
  stateBeforeReturn?: AssignmentState;
  cycle: number;
  grade: Grade;
  parentAssignment: string | null;
  /** The intake this share stands for when a merge added it (C09). */
  forIntake: string | null;
  dispatchedAt: Instant;
  signedAt: Instant | null;
  signedBySystem: boolean;
  contactedAt: Instant | null;
  designated: boolean;
  return: ReturnRequest | null;
  extension: ExtensionRequest | null;
  extensionsGranted: number;
  reply: Reply | null;
  /** The lead has replied but its joint units have not (T08). */
  replyPending: boolean;
  overridden: boolean;
  /** A question to the resident that the unit asks for and the dispatcher has not granted yet (C28). */
  asks?: { at: Instant; by: string; question: string } | null;
  onClose: 'continue' | 'cancel';
};

export type ReturnRequest = {
  at: Instant;
  by: string;
  reason: string;
  basis: string;
  suggestedUnit: string | null;
  decision: 'accepted' | 'refused' | 'expired' | null;
};
export type ExtensionRequest = {
  at: Instant;
  by: string;
  length: { n: number; unit: 'wd' | 'nd' };
  reason: string;
  decision: 'approved' | 'refused' | 'lapsed' | null;
};
export type Reply = {
  at: Instant;
  by: string;
  form: ReplyForm;
  result: ResultCode;
  /** The measure is to be looked at again after the case has closed. */
  longTerm?: true;
};
/** DOMAIN 2.7: the reply form. Every field is free text, sealed. */
export type ReplyForm = {
  did: string;
  when: string;
  evidence: string;
  contact: string;
  legalBasis: string;
  longTermMeasure: string;
};

export type Card = {
  id: string;
  colour: 'yellow' | 'red';
  unit: string;
  assignment: string | null;
  clock: string | null;
  rung: string;
  cycle: number;
  issuedAt: Instant;
  plannedAt: Instant;
  reason: string;
  /** What it counts in the unit's table, -1 or -2 in the shipped policy (DOMAIN 4 #23). */
  points?: number;
  /** The level-1 unit in whose table it counts, when the card is for a unit below it (DOMAIN 4 #12). */
  countedFor?: string;
  /** Who held the minutes of the clock that ran out: by the wall where its length is, else in working time. */
  custody?: { by: 'working' | 'wall'; shares: CustodyShare[] };
  state: CardState;
  inReview: boolean;
  appeal: {
    at: Instant;
    by: string;
    reason: string;
    decision?: { at: Instant; by: string; how: 'revoked' | 'upheld' | 'expired' };
  } | null;
};

export type Whistle = {
  id: string;
  kind: 'daily' | 'hard' | 'emergency';
  assignment: string | null;
  blownAt: Instant;
  by: string;
  called: { unit: string; reportedAt: Instant | null; missed: boolean; place?: string }[];
  state: 'BLOWN' | 'WORKING' | 'ENDED' | 'MISSED';
  endedAt: Instant | null;
  /** The token that waits for its end, of a whistle that the drawing blows. */
  token?: string;
};

export type Question = {
  id: string;
  kind: 'info' | 'rating' | 'unit';
  node: string | null;
  assignment: string | null;
  askedAt: Instant;
  by: string;
  text: string;
  answer: string | null;
  answeredAt: Instant | null;
  tries: { at: Instant; by: string; note: string | null }[];
};

/** A question to the outside that the domain waits for: see `Ask` in effect.ts. */
export type PendingAsk = {
  id: string;
  purpose:
    | 'decide'
    | 'routeJoined'
    | 'dispatch'
    | 'subDispatch'
    | 'escalate'
    | 'absorb'
    | 'giveBack'
    | 'condition'
    | 'whistle'
    | 'offer'
    | 'assignOrder';
  token: string | null;
  data: Record<string, Json>;
  question: Ask;
  since: Instant;
  /** Of a question that a timer brought about: what follows from the answer is still the timer's (R10). */
  fired?: { plannedAt: Instant; firedAt: Instant };
};

/** 异常: the engine could not go on; retried, repaired or skipped by a supervisor. */
export type Incident = {
  id: string;
  ask: string | null;
  token: string | null;
  at: Instant;
  code: string;
  message: string;
  resolvedAt: Instant | null;
  how: 'retried' | 'repaired' | 'skipped' | null;
};

/** A story begun from this issue; the publication workflow has its own life. */
export type FollowUp = { id: string; kind: 'piece'; at: Instant; node: string | null; done: boolean };

/** What a command's caller gets. `status` 202 is JOINT_OUTSTANDING (T08). */
export type CommandAnswer =
  | {
      ok: true;
      status: 200 | 202;
      code: 'OK' | 'JOINT_OUTSTANDING';
      seq: number;
      hash: string;
      stage: CaseState;
      data?: Record<string, Json>;
    }
  | { ok: false; code: string; data?: Record<string, Json> };

/** One thing that happened, as it stands in the record. */
export type IssueEvent = {
  type: EventName;
  at: Instant;
  /** A timer's event bears when it was due and when it fired (R10). */
  plannedAt?: Instant;
  firedAt?: Instant;
  by: string;
  node?: string;
  assignment?: string;
  unit?: string;
  data?: Record<string, Json>;
};
