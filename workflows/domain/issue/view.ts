import type { Stand } from './stands';
import type { Instant } from '../deadline';
import type { CommandName } from './command';
import type { OrderKind, OrderState } from './order';
import type { AssignmentState, CardState, CaseState, Grade, Lane, ResultCode, Role } from './words';

/** What lists, inboxes and KPIs read of an issue: recomputed at each step, stored beside the state in the read model. */
export type IssueView = {
  no: string;
  release: string;
  seq: number;
  hash: string;
  stage: CaseState;
  final: boolean;
  at: Instant;
  openedAt: Instant;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
  result: ResultCode | null;
  answer: string | null;
  satisfaction: string | null;
  grade: Grade | null;
  category: string | null;
  district: string | null;
  street: string | null;
  source: string;
  lanes: Lane[];
  /** Units that hold an assignment now or held one, hold an order, or are called by a whistle: for row access. */
  units: string[];
  /** Teams and merchants that something is or was offered to: they see what is asked, not whom it is about. */
  offeredTo: string[];
  intakes: string[];
  mergedInto: string | null;
  relapseOf: string | null;
  promiseDue: Instant | null;
  promisePaused: boolean;
  provisional: string | null;
  /** The next planned instant of any clock; past by 60 s means stuck. */
  wakeAt: Instant | null;
  waiting: Waiting[];
  /** Where it stands on its plan, one for each token; none when it has ended. */
  stands: Stand[];
  assignments: AssignmentView[];
  orders: OrderView[];
  yellow: number;
  red: number;
  /** Every card, for the tables of units; `table` is the unit in whose table it counts (DOMAIN 4 #12). */
  cards: { id: string; colour: 'yellow' | 'red'; unit: string; table: string; issuedAt: Instant; state: CardState }[];
  /** On the ledger since when, with what was missed (KPI ledger stock); null when it is not. */
  ledger: { since: Instant; misses: number; milestonesMissed: number } | null;
  escalation: 'none' | 'reminded' | 'yellow' | 'red' | 'whistle';
  incidents: { id: string; code: string; at: Instant }[];
  cycle: number;
};

/** One open piece of work: whose turn it is, since when, by when, and with which commands. */
export type Waiting = {
  kind:
    | 'task'
    | 'ask'
    | 'assignment'
    | 'order'
    | 'return'
    | 'extension'
    | 'ledger'
    | 'appeal'
    | 'whistle'
    | 'message'
    | 'exposure'
    | 'exclusion'
    | 'followUp'
    | 'incident';
  node: string;
  assignment: string | null;
  roles: Role[];
  unit: string | null;
  district: string | null;
  since: Instant;
  dueAt: Instant | null;
  commands: CommandName[];
};

/** An order as lists show it; how much was quoted is between merchant, resident and desk. */
export type OrderView = {
  id: string;
  kind: OrderKind;
  node: string;
  required: boolean;
  state: OrderState;
  teams: string[];
  holder: string | null;
  holderSince: Instant | null;
  posting: number;
  postedAt: Instant;
  assigning: boolean;
  people: number;
  qualification: string[];
  appointment: Instant | null;
  contactedAt: Instant | null;
  doneAt: Instant | null;
  settledAt: Instant | null;
  quotes: number;
  /** What runs now: the kind of clock and its due. */
  next: { kind: string; dueAt: Instant } | null;
};

export type AssignmentView = {
  id: string;
  unit: string;
  lane: Lane;
  role: 'lead' | 'joint' | 'assist';
  required: boolean;
  state: AssignmentState;
  cycle: number;
  dispatchedAt: Instant;
  signDue: Instant | null;
  contactDue: Instant | null;
  replyDue: Instant | null;
  replyPaused: boolean;
  provisional: string | null;
  designated: boolean;
  replyPending: boolean;
  /** The share of the level-1 unit that passed it on (T06). */
  under: string | null;
};
