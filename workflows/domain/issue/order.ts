import type { Instant } from '../deadline';

/**
 * An order (订单): what is offered to many and taken by one (DOMAIN 2.4). A volunteer order goes POSTED, CLAIMED or ASSIGNED,
 * IN_SERVICE, DONE, RATED; a merchant's OFFERED, QUOTED, AGREED, IN_SERVICE, DONE, RATED, or DISPUTED. UNCLAIMED is the end of one
 * that nobody took in time, CANCELLED of one that its issue took with it. A DONE order whose rating window is over stays DONE.
 */
export const orderStates = [
  'POSTED',
  'CLAIMED',
  'ASSIGNED',
  'OFFERED',
  'QUOTED',
  'AGREED',
  'IN_SERVICE',
  'DONE',
  'RATED',
  'DISPUTED',
  'UNCLAIMED',
  'CANCELLED',
] as const;
export type OrderState = (typeof orderStates)[number];
export type OrderKind = 'volunteer' | 'merchant';

export type Order = {
  id: string;
  node: string;
  /** The token that waits for it; null for one that was put beside the drawing by `offer`. */
  token: string | null;
  kind: OrderKind;
  required: boolean;
  onClose: 'continue' | 'cancel';
  state: OrderState;
  cycle: number;
  /** Who was named for it, and who of them may take it: active, without a conflict of interest, qualified. */
  named: string[];
  teams: string[];
  /** Named teams that lack a qualification the order asks for. */
  unqualified: { unit: string; missing: string[] }[];
  qualification: string[];
  /** How many must serve together: more for minors and vulnerable persons (DOMAIN 4, row 27). */
  people: number;
  /** Counts postings: each starts a new time to claim. */
  posting: number;
  postedAt: Instant;
  /** The time to claim is over: the centre chooses. */
  assigning: boolean;
  holder: string | null;
  holderSince: Instant | null;
  volunteers: string[];
  appointment: Instant | null;
  contactedAt: Instant | null;
  startedAt: Instant | null;
  doneAt: Instant | null;
  /** Hours that each volunteer served, as the team says. */
  hours: number | null;
  /** Set when the order came to its end; hours are added then, once. */
  settledAt: Instant | null;
  hoursAdded: { volunteer: string; hours: number }[];
  quotes: Quote[];
  consent: { at: Instant; by: string } | null;
  rating: { at: Instant; by: string; answer: 'solved' | 'partly' | 'not'; satisfaction: string } | null;
  releases: { unit: string; at: Instant; cause: 'released' | 'notStarted' }[];
};

/** What a merchant asks for the work; `terms` is free text, sealed. */
export type Quote = { unit: string; at: Instant; by: string; amount: number; terms: string | null; serviceBy: Instant | null };

/** Nobody has taken it yet. */
export const isOffered = ({ state }: Order): boolean => state === 'POSTED' || state === 'OFFERED' || state === 'QUOTED';
const working: readonly OrderState[] = ['CLAIMED', 'ASSIGNED', 'AGREED', 'IN_SERVICE'];
/** Somebody is to do it. */
export const isInHand = ({ state }: Order): boolean => working.includes(state);
/** DONE, and the beneficiary may still rate it. */
export const isRateable = ({ state, settledAt }: Order): boolean => state === 'DONE' && settledAt === null;
export const isOpenOrder = (order: Order): boolean => isOffered(order) || isInHand(order) || isRateable(order);
