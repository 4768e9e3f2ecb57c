import type { Assignment, CaseState, IntakeRecord, IssueEvent, Notice, Satisfaction } from '#domain';
import { type Deadline, deadlineFrom, type LimitName } from './rules';

/** The hand-written issue: just the fields that this one flow needs, changed in place. */
export type TwinIssue = {
  no: string;
  release: string;
  seq: number;
  hash: string;
  at: string;
  stage: CaseState;
  intake: IntakeRecord;
  keywords: string[];
  grade: string;
  share: Share | null;
  deadlines: Partial<Record<LimitName, Deadline>>;
  verifiedBy: string | null;
  reviewedReplyBy: string | null;
  cards: { colour: 'yellow' | 'red'; unit: string; at: string }[];
  told: number;
  acceptedAt: string | null;
  promiseDue: string | null;
  closedAt: string | null;
  answer: 'solved' | 'partly' | null;
  satisfaction: Satisfaction | null;
  final: boolean;
};

/** The one unit's work. */
type Share = {
  unit: string;
  state: Assignment['state'];
  dispatchedAt: string;
  signedAt: string | null;
  contactedAt: string | null;
  signDue: string;
  contactDue: string;
  replyDue: string;
  reply: { at: string; by: string; form: Record<string, string> } | null;
};

/** What a step says to the record. */
export type Said = { events: IssueEvent[]; notices: Notice[] };

export type TwinInput = { no: string; release: string; at: string; intake: IntakeRecord; keywords: string[] };

export function openedIssue({ no, release, at, intake, keywords }: TwinInput): TwinIssue {
  return {
    ...{ no, release, seq: 0, hash: '0'.repeat(64), at, stage: 'RECEIVED', intake, keywords, grade: 'C', share: null },
    ...{ deadlines: {}, verifiedBy: null, reviewedReplyBy: null, cards: [], told: 0, acceptedAt: null, promiseDue: null },
    ...{ closedAt: null, answer: null, satisfaction: null, final: false },
  };
}

export const begin = (issue: TwinIssue, name: LimitName, at: string): Deadline =>
  (issue.deadlines[name] = deadlineFrom(name, at));

export function end(issue: TwinIssue, ...names: LimitName[]): void {
  const running = Object.entries(issue.deadlines).filter(([name]) => !names.includes(name as LimitName));
  issue.deadlines = Object.fromEntries(running);
}

export function tell(
  issue: TwinIssue,
  said: Said,
  template: string,
  address: Notice['address'],
  values: Notice['values'] = {},
  channel: Notice['channel'] = 'inbox',
): void {
  issue.told += 1;
  const key = `${issue.no}:n${issue.told}`;
  said.notices.push({ key, template, address, channel, at: issue.at, values: { no: issue.no, ...values } });
}

export function tellResident(issue: TwinIssue, said: Said, template: string, values: Notice['values'] = {}): void {
  tell(issue, said, template, { to: 'resident', intake: issue.no }, values, issue.intake.channel);
}

/** The next thing that happens by itself, and when. */
export function nextPlanned(issue: TwinIssue): { name: LimitName; key: string; at: string } | null {
  let next: { name: LimitName; key: string; at: string } | null = null;
  for (const [name, { left }] of Object.entries(issue.deadlines)) {
    const [first] = left;
    if (first && (!next || first.at < next.at)) next = { name: name as LimitName, ...first };
  }
  return next;
}
