/** The one way to the server: calls typed by the contract, who is signed in, what is read, and how it stays fresh. */
export { ProblemError, call, exchange, newIntent } from './api-client';
export { holdsAny, useExpired, useExpiry, useMe, useSession, useSessionActs } from './session';
export type { Me } from './session';
export { LIVE, useLiveRefresh, useLiveState } from './live';
export { useCity, usePages, useRead, useUnits } from './reads';
export type { ClockView, InboxItem, IssueDetail, Release, TimelineEntry } from './reads';
export { useNames } from './names';
export { useNow } from './clock';
