import type { DesignerDocuments } from './documents';
import type { Audit } from './audit';
import type { CalendarImports } from './documents/calendar-imports';
import type { DraftChanges } from './documents/changes';
import type { BackTests } from './documents/back-tests';
import type { Shadows } from './documents/shadows';
import type { Days } from './documents/days';
import type { Migrations } from './documents/migrations';
import type { Releases } from './documents/releases';
import type { Settings } from './documents/settings';
import type { Directory } from './directory';
import type { Endpoints } from './endpoints';
import type { Erasures } from './erasures';
import type { Intakes } from './intakes';
import type { Inbox } from './inbox';
import type { Figures } from './figures';
import type { Offers } from './offers';
import type { Issues } from './issues';
import type { Pieces } from './pieces';
import type { Stories } from './stories';
import type { Stuck } from './stuck';
import type { Themes } from './themes';
import type { Notices } from './notices';
import type { Outbox } from './outbox';
import type { Photos } from './photo-links';
import type { Presences } from './presences';
import type { Records } from './records';
import type { Sealing } from './sealing';
import type { Sessions } from './sessions';
import type { Signing } from './signing';
import type { Similar } from './similar';

export type StoreOptions = {
  uri: string;
  /** Where photos and the master key lie. */
  dataFolder: string;
  /** 32 bytes in base64 (the value of LIANGXIN_MASTER_KEY); without it `<dataFolder>/master.key`, made at need. */
  masterKey?: string;
  /** How long an operation looks for a server before it fails, in milliseconds; short, so that a local activity fails fast. */
  selectWithinMs?: number;
  /** Real time in milliseconds since 1970; `Date.now` unless a test moves it. */
  clock?: () => number;
  /** Tests stop a process here: called with the name of each point between two writes. */
  onPoint?: (point: string) => void | Promise<void>;
};

/** Everything the desk keeps. One object per process; `close` ends its connection. */
export type Store = DesignerDocuments & {
  records: Records;
  issues: Issues;
  /** What figures are reckoned from. */
  figures: Figures;
  pieces: Pieces;
  stories: Stories;
  stuck: Stuck;
  inbox: Inbox;
  similar: Similar;
  themes: Themes;
  offers: Offers;
  intakes: Intakes;
  sealing: Sealing;
  days: Days;
  calendarImports: CalendarImports;
  migrations: Migrations;
  releases: Releases;
  /** Restores and imports, each with what the drafts were before. */
  draftChanges: DraftChanges;
  signing: Signing;
  /** Drafts held against the live release: over many issues at once, and beside each new one. */
  backTests: BackTests;
  shadows: Shadows;
  settings: Settings;
  directory: Directory;
  outbox: Outbox;
  notices: Notices;
  endpoints: Endpoints;
  photos: Photos;
  erasures: Erasures;
  presences: Presences;
  sessions: Sessions;
  audit: Audit;
  /** Declares every index; safe to call at each start. */
  ensureIndexes(): Promise<void>;
  /** Milliseconds of a round trip; throws `STORE_UNREACHABLE`. */
  ping(): Promise<number>;
  close(): Promise<void>;
};
