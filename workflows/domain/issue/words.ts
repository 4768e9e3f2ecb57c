import { z } from 'zod';

/** The closed vocabularies of DOMAIN 2: one list for commands, events, refusals, states; API, scenarios and tests use these. */

const words = <const T extends readonly string[]>(...list: T) => list;

export const caseStates = words(
  'RECEIVED',
  'VERIFYING',
  'NEED_INFO',
  'FIRST_REVIEW',
  'MERGED',
  'REJECTED',
  'REFERRED_OUT',
  'ROUTING',
  'HANDLING',
  'REPLY_REVIEW',
  'CALLBACK',
  'REWORK',
  'ON_LEDGER',
  'CLOSED',
  'ARCHIVED',
  'WITHDRAWN',
);
export const caseStateSchema = z.enum(caseStates);
export type CaseState = z.infer<typeof caseStateSchema>;

export const resultCodes = words(
  'RESOLVED',
  'PARTLY',
  'EXPLAINED',
  'REFERRED',
  'UNREACHABLE',
  'WITHDRAWN',
  'FINAL_REPLY',
  'LEDGER_EXPIRED',
  'UNSOLVED',
);
export const resultCodeSchema = z.enum(resultCodes);
export type ResultCode = z.infer<typeof resultCodeSchema>;

export const grades = words('A', 'B', 'C', 'D', 'Q', 'X', 'V', 'M');
export const gradeSchema = z.enum(grades);
export type Grade = z.infer<typeof gradeSchema>;

export const roles = words(
  'citizen',
  'clerk',
  'verifier',
  'firstReviewer',
  'dispatcher',
  'unitLiaison',
  'unitHead',
  'handler',
  'gridChecker',
  'replyReviewer',
  'districtSupervision',
  'citySupervision',
  'chief',
  'shiftLeader',
  'callbackAgent',
  'teamLead',
  'volunteer',
  'merchant',
  'reporter',
  'editor',
  'reviewer2',
  'reviewer3',
  'proofreader',
  'ruleAuthor',
  'ruleApprover',
  'calendarKeeper',
  'privacyOfficer',
  'auditor',
  'operator',
  'administrator',
);
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The states of one unit's share (DOMAIN 2.4). */
export const assignmentStates = words(
  'DISPATCHED',
  'SIGNED',
  'CONTACTED',
  'IN_PROGRESS',
  'REPLIED',
  'ACCEPTED',
  'RETURN_REQUESTED',
  'RETURNED',
  'CANCELLED',
  'REASSIGNED',
);
export const assignmentStateSchema = z.enum(assignmentStates);
export type AssignmentState = z.infer<typeof assignmentStateSchema>;

/** The states of a card (DOMAIN 2.4); `EXPIRED` is never stored: it follows from the day (cards-counted.ts). */
export const cardStates = words('ISSUED', 'APPEALED', 'UPHELD', 'REVOKED', 'EXPIRED');
export const cardStateSchema = z.enum(cardStates);
export type CardState = z.infer<typeof cardStateSchema>;

export const eventNames = words(
  'received',
  'verified',
  'infoRequested',
  'infoGiven',
  'referredOut',
  'reviewed',
  'rejected',
  'merged',
  'unmerged',
  'relapseDecided',
  'absorbed',
  'givenBack',
  'graded',
  'routed',
  'dispatched',
  'signed',
  'signedBySystem',
  'contacted',
  'returnRequested',
  'returnAccepted',
  'returnRefused',
  'designated',
  'extensionRequested',
  'extensionApproved',
  'extensionRefused',
  'pauseRequested',
  'paused',
  'resumed',
  'dueChanged',
  'reminded',
  'cardIssued',
  'cardAppealed',
  'cardRevoked',
  'cardUpheld',
  'whistleBlown',
  'reportedIn',
  'whistleEnded',
  'escalationFallback',
  'replyPending',
  'jointOverridden',
  'replied',
  'replyAccepted',
  'replyReturned',
  'calledBack',
  'contactTried',
  'reworkStarted',
  'ledgerProposed',
  'ledgerOpened',
  'ledgerReported',
  'ledgerReviewed',
  'ledgerClosed',
  'offered',
  'claimed',
  'released',
  'started',
  'served',
  'rated',
  'quoted',
  'agreed',
  'disputed',
  'pieceStarted',
  'pieceWritten',
  'pieceSubmitted',
  'stepClaimed',
  'stepReleased',
  'pieceReviewed',
  'pieceProofed',
  'consentGiven',
  'pieceSigned',
  'pieceVoided',
  'pieceScheduled',
  'published',
  'channelSent',
  'channelFailed',
  'channelRetried',
  'pieceCorrected',
  'pieceStood',
  'pieceWithdrawn',
  'factsChanged',
  'incidentRaised',
  'incidentResolved',
  'migrated',
  'checkedOnSite',
  'exclusionRequested',
  'exclusionApproved',
  'exclusionRefused',
  'exposureRequested',
  'exposureApproved',
  'exposureRefused',
  'calledOut',
  'messageReceived',
  'sentBack',
  'limitPassed',
  'chosen',
  'decided',
  'secondSigned',
  'withdrawn',
  'closed',
  'reopened',
  'followUpAsked',
  'followedUp',
  'archived',
);
export const eventNameSchema = z.enum(eventNames);
export type EventName = z.infer<typeof eventNameSchema>;

export const refusalCodes = words(
  'NOT_ALLOWED_IN_STATE',
  'EXTENSION_AFTER_DUE',
  'EXTENSION_LIMIT',
  'RETURN_WINDOW_CLOSED',
  'DESIGNATED',
  'JOINT_OUTSTANDING',
  'REWORK_LIMIT',
  'REOPEN_WINDOW_CLOSED',
  'ALREADY_CLAIMED',
  'SAME_REVIEWER',
  'SAME_PERSON',
  'REPLY_NOT_APPROVED',
  'CONSENT_MISSING',
  'AI_LABEL_MISSING',
  'PROOF_FAILED',
  'CHECK_FAILED',
  'INVALID_INPUT',
  'FORBIDDEN',
  'FORBIDDEN_UNIT',
  'NOT_FOUND',
  'REVISION_CONFLICT',
  'BOUNCE_LIMIT',
  'SECOND_SIGNATURE_MISSING',
);
export type RefusalCode = (typeof refusalCodes)[number];

/** What becomes of running clocks under another rule set (R12). */
export const clockPolicies = words('keep', 'forward', 'all');
export type ClockPolicy = (typeof clockPolicies)[number];

export const lanes = words('media', 'government', 'volunteer', 'merchant');
export const laneSchema = z.enum(lanes);
export type Lane = z.infer<typeof laneSchema>;
