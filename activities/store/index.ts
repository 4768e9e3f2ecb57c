/**
 * The store: the only place that knows MongoDB. One step of an issue is one record, tentative until the workflow's history is
 * known to hold it; lists, inboxes, notices and deliveries come from confirmed records alone (DESIGN 9). Uses plain reads and
 * writes only: no transactions, change streams or TTL indexes, so that it runs on the fallback server too (DESIGN 12).
 */
export { openStore } from './connection';
export type { Store, StoreOptions } from './store';
export { isAway, StoreError } from './errors';
export type { StoreErrorCode } from './errors';
export type { Page, PageRequest } from './cursor';
export type { AnyRecord, ChainRecord, ChainVerdict, ConfirmResult, Head, Records, TentativeStream } from './records';
export type { FigureFilter, Figures } from './figures';
export type { Inbox, InboxItem } from './inbox';
export { isListed, type OfferList, type Offers } from './offers';
export type { IssueFilter, IssueRow, Issues, TimelineEntry } from './issues';
export type { PieceRow, Pieces } from './pieces';
export type { PublicByline, PublicStory, Stories } from './stories';
export type { LateStream, Stuck, StuckCode, StuckFinding } from './stuck';
export type { Suggested, Similar } from './similar';
export type { StoredTheme, Themes } from './themes';
export type { InsertedIntake, Intakes, NewIntake, StoredIntake } from './intakes';
export type { Sealing, Unsealed } from './sealing';
export type { ChangedDraft, DraftChange, DraftChanges } from './documents/changes';
export type { DraftKind, Drafts, Revised, SaveResult, Saver } from './documents/drafts';
export type { CalendarImport, CalendarImports, ImportItem, MovedClock } from './documents/calendar-imports';
export type { BackTestAsked, BackTestChunk, BackTestRecord, BackTests, ItemFilter } from './documents/back-tests';
export type { Shadow, ShadowIssue, Shadows } from './documents/shadows';
export type { Days } from './documents/days';
export type { Migration, MigrationItem, Migrations } from './documents/migrations';
export type { ReleaseRow, Releases } from './documents/releases';
export type { DecisionDocument, DesignerDocuments, ScenarioDocument } from './documents';
export { citySettingsSchema } from './documents/settings';
export type { CitySettings, Settings } from './documents/settings';
export type { Credentials, Directory } from './directory';
export type { Attempt, Delivery, Outbox, OutboxBody, OutboxMessage } from './outbox';
export type { Endpoint, Endpoints } from './endpoints';
export { standing } from './fan-out';
export type { Notices, StoredNotice } from './notices';
export type { PhotoResult, PhotoVariant, StoredPhoto } from './photos';
export type { PhotoOwner, Photos } from './photo-links';
export type { Erasure, Erasures, ErasureScope } from './erasures';
export type { Presence, Presences } from './presences';
export type { Sessions, StoredSession } from './sessions';
export type { Audit, AuditEntry } from './audit';
