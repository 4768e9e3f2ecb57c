import type { AssignmentView, IssueView, Unit } from '#domain';
import { type Urgency, urgencyOf } from '../i18n';

export type Owed = {
  issue: IssueView;
  share: AssignmentView;
  next: 'sign' | 'contact' | 'reply' | 'return';
  dueAt: string | null;
  paused: boolean;
};

const done = new Set<AssignmentView['state']>(['REPLIED', 'ACCEPTED', 'RETURNED', 'CANCELLED', 'REASSIGNED']);

/** The unit and everything below it: what a level 1 unit answers for. */
export function branchOf(unit: string, units: readonly Unit[]): Set<string> {
  const branch = new Set([unit]);
  for (let grown = true; grown;) {
    const below = units.filter((one) => one.parent !== null && branch.has(one.parent) && !branch.has(one.code));
    for (const one of below) branch.add(one.code);
    grown = below.length > 0;
  }
  return branch;
}

/** What comes next on a share and by when: its first unfinished duty. */
function dutyOf(share: AssignmentView): Pick<Owed, 'next' | 'dueAt'> {
  if (share.state === 'DISPATCHED') return { next: 'sign', dueAt: share.signDue ?? share.replyDue };
  if (share.state === 'RETURN_REQUESTED') return { next: 'return', dueAt: share.replyDue };
  if (share.state === 'SIGNED') return { next: 'contact', dueAt: share.contactDue ?? share.replyDue };
  return { next: 'reply', dueAt: share.replyDue };
}

/** A paused share, or one without a due, comes after every other. */
const dueMillis = (owed: Owed): number => (owed.paused || owed.dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(owed.dueAt));

/** Open shares of the branch, the most urgent first; and those that wait for the reply's review. */
export function owedBy(branch: ReadonlySet<string>, issues: readonly IssueView[]): { open: Owed[]; replied: Owed[] } {
  const shares = issues.flatMap((issue) =>
    issue.assignments
      .filter((share) => branch.has(share.unit))
      .map((share) => ({ issue, share, ...dutyOf(share), paused: share.replyPaused })),
  );
  const open = shares.filter(({ share }) => !done.has(share.state) && !share.replyPending);
  const replied = shares.filter(({ share }) => share.state === 'REPLIED' || share.replyPending);
  return { open: open.sort((a, b) => dueMillis(a) - dueMillis(b)), replied };
}

export const urgencyOfOwed = (owed: Owed, now: number): Urgency =>
  owed.paused || owed.dueAt === null ? 'calm' : urgencyOf(owed.dueAt, now);
