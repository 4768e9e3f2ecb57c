import { type DeskClock, type DeskTime, type Instant, deskClock, wallTime } from '#domain';
import type { Store } from '#store';
import type { IssueDesk, PieceDesk } from './desk';

/** What the api needs of a log: pino's shape. */
export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** Desk time now, and the map it comes from. */
export type Clock = DeskClock & { now(): Instant; realNow(): Instant; time: DeskTime };

/** The desk's clock over the machine's. */
export function clockOver(time: DeskTime = wallTime, realNow = () => new Date().toISOString()): Clock {
  const map = deskClock(time);
  return { ...map, time, realNow, now: () => map.deskAt(realNow()) };
}

/** Everything the application is given; nothing of it is found by itself. */
export type Deps = {
  store: Store;
  desk: IssueDesk;
  pieceDesk: PieceDesk | null;
  clock: Clock;
  log: Logger;
  /** Key of the session cookie's signature. */
  sessionSecret: string;
  /** The city whose releases count. */
  city: string;
  /** Where the browser reaches us, for links in answers and for the origin check; from the request when not set. */
  publicUrl?: string;
  /** Whose `X-Forwarded-*` headers count (Express's `trust proxy`): names of ranges and addresses; a proxy on this machine if not set. */
  trustedProxies?: string;
  /** Folder of the built web application, and of the public pages' templates and words. */
  web?: { dist: string; pages: string };
  /** Tests check that every answer fits the contract. */
  checkResponses?: boolean;
  /** Origins beside our own that may use the codec endpoint: the Temporal UI. */
  codecOrigins?: readonly string[];
};

const freshForMs = 3_000;

/** The city's settings, read at most every few seconds. */
export function settingsOf(deps: Deps): Store['settings']['get'] {
  let known: { at: number; value: ReturnType<Store['settings']['get']> } | null = null;
  return () => {
    const at = Date.now();
    if (known !== null && at - known.at < freshForMs) return known.value;
    const value = deps.store.settings.get();
    known = { at, value };
    value.catch(() => (known = null));
    return value;
  };
}
