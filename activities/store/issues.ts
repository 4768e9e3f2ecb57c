import type { Actor, CaseState, Grade, IssueEvent, IssueState, IssueView, Lane, Waiting } from '#domain';
import type { Page, PageRequest } from './cursor';

export type IssueRow = {
  no: string;
  seq: number;
  hash: string;
  view: IssueView;
  /** The earliest due that still runs. */ dueAt: string | null;
};

/** Every field narrows; `scope` limits rows to units of a branch and to a district, as the api's row access says. */
export type IssueFilter = {
  stages?: CaseState[];
  grades?: Grade[];
  units?: string[];
  districts?: string[];
  categories?: string[];
  lanes?: Lane[];
  sources?: string[];
  final?: boolean;
  /** Due before this instant and not final. */
  overdueAt?: string;
  /** An incident, nothing awaited, or the next planned instant past by 60 s at this instant. */
  stuckAt?: string;
  /** Part of a number. */
  text?: string;
  scope?: { units?: string[]; districts?: string[] };
};

export type Issues = {
  get(no: string): Promise<IssueRow | null>;
  state(no: string): Promise<IssueState | null>;
  /** The issue that now handles this intake: its own, or the one it was merged into. */
  byIntake(no: string): Promise<IssueRow | null>;
  list(filter: IssueFilter, page?: PageRequest & { order?: 'newest' | 'due' }): Promise<Page<IssueRow>>;
  count(filter: IssueFilter): Promise<number>;
  timeline(no: string, page?: PageRequest): Promise<Page<TimelineEntry>>;
  countBy(field: 'stage' | 'grade' | 'district' | 'category', filter?: IssueFilter): Promise<Record<string, number>>;
};

/** An issue with the work in it that this actor may take. */
export type InboxItem = { no: string; view: IssueView; dueAt: string | null; mine: Waiting[] };

export type Inbox = {
  /** `branch`: the actor's unit and all below it (`directory.branch`). Earliest due first. */
  list(actor: Actor, branch: string[], page?: PageRequest): Promise<Page<InboxItem>>;
  count(actor: Actor, branch: string[]): Promise<number>;
};

export type PieceRow = {
  id: string;
  seq: number;
  hash: string;
  stage: string;
  issue: string | null;
  final: boolean;
  view: unknown;
};
export type Pieces = {
  get(id: string): Promise<PieceRow | null>;
  state(id: string): Promise<unknown>;
  list(filter: { stages?: string[]; issue?: string; final?: boolean }, page?: PageRequest): Promise<Page<PieceRow>>;
};

/** One line of a stream's timeline, from confirmed records only. */
export type TimelineEntry = { seq: number; hash: string; event: IssueEvent };
