import { type CaseState, caseStates } from '#domain';

/** What the public calls closed (DOMAIN 2.9). */
const closed: ReadonlySet<CaseState> = new Set<CaseState>([
  'CLOSED',
  'REJECTED',
  'REFERRED_OUT',
  'MERGED',
  'WITHDRAWN',
  'ARCHIVED',
]);

export const isClosed = (stage: CaseState): boolean => closed.has(stage);
export const openStages: readonly CaseState[] = caseStates.filter((stage) => !closed.has(stage));
export const closedStages: readonly CaseState[] = caseStates.filter((stage) => closed.has(stage));

/** Before first review is passed, the public reads category and street alone. */
export const isBeforeReview = (stage: CaseState, acceptedAt: string | null): boolean =>
  acceptedAt === null && ['RECEIVED', 'VERIFYING', 'NEED_INFO', 'FIRST_REVIEW'].includes(stage);
