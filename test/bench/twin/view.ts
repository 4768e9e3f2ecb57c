import type { AssignmentView, Grade, IssueView, Waiting } from '#domain';
import { nextPlanned, type TwinIssue } from './issue';
import type { LimitName } from './rules';

/** What the product's lists read, filled in for this one flow. */
export function viewOf(issue: TwinIssue, seq: number, hash: string): IssueView {
  const { no, release, stage, final, at, intake, acceptedAt, closedAt, answer, satisfaction, share, cards } = issue;
  const yellow = cards.filter(({ colour }) => colour === 'yellow').length;
  return {
    ...{ no, release, seq, hash, stage, final, at, openedAt: intake.receivedAt, acceptedAt, closedAt },
    ...{ result: closedAt === null ? null : 'RESOLVED', answer, satisfaction, grade: issue.grade as Grade },
    ...{ category: intake.category, district: intake.district, street: intake.street, source: intake.source },
    ...{ lanes: share ? ['government'] : [], units: share ? [share.unit] : [], intakes: [no] },
    ...{ mergedInto: null, relapseOf: null, promiseDue: issue.promiseDue, promisePaused: false, provisional: null },
    ...{ wakeAt: nextPlanned(issue)?.at ?? null, waiting: waitingOf(issue), assignments: share ? [shareOf(share)] : [] },
    ...{
      cards: [],
      ledger: null,
      yellow,
      red: cards.length - yellow,
      escalation: escalationOf(cards.length, yellow),
      incidents: [],
      cycle: 1,
    },
    ...{ offeredTo: [], orders: [], stands: [] },
  };
}

const escalationOf = (all: number, yellow: number): IssueView['escalation'] =>
  all === 0 ? 'none' : all > yellow ? 'red' : 'yellow';

function shareOf({ unit, state, dispatchedAt, signDue, contactDue, replyDue }: NonNullable<TwinIssue['share']>): AssignmentView {
  return {
    ...{ id: 'a1', unit, lane: 'government', role: 'lead', required: true, state, cycle: 1, dispatchedAt },
    ...{
      signDue,
      contactDue,
      replyDue,
      replyPaused: false,
      provisional: null,
      designated: false,
      replyPending: false,
      under: null,
    },
  };
}

type Step = Pick<Waiting, 'kind' | 'node' | 'roles' | 'commands'> & { limit: LimitName };

const steps: Partial<Record<TwinIssue['stage'], Step>> = {
  VERIFYING: { kind: 'task', node: 'verify', roles: ['verifier'], commands: ['verify'], limit: 'verify' },
  FIRST_REVIEW: { kind: 'task', node: 'review', roles: ['firstReviewer'], commands: ['review'], limit: 'review' },
  REPLY_REVIEW: { kind: 'task', node: 'replyReview', roles: ['replyReviewer'], commands: ['reviewReply'], limit: 'replyReview' },
  CALLBACK: { kind: 'ask', node: 'callback', roles: ['callbackAgent', 'citizen'], commands: ['callBack'], limit: 'callback' },
};

function waitingOf(issue: TwinIssue): Waiting[] {
  const { share, at: since, intake } = issue;
  const { district } = intake;
  const step = steps[issue.stage];
  if (step) {
    const { kind, node, roles, commands, limit } = step;
    const dueAt = issue.deadlines[limit]?.dueAt ?? null;
    return [{ kind, node, roles, commands, assignment: null, unit: null, district, since, dueAt }];
  }
  if (!share || issue.stage !== 'HANDLING') return [];
  const dueAt = share.signedAt === null ? share.signDue : share.contactedAt === null ? share.contactDue : share.replyDue;
  return [
    {
      ...{ kind: 'assignment', node: 'handle', assignment: 'a1', roles: ['unitLiaison', 'unitHead', 'handler'] },
      ...{ unit: share.unit, district, since: share.dispatchedAt, dueAt, commands: ['sign', 'contact', 'reply'] },
    },
  ];
}
