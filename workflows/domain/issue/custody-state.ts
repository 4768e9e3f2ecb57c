import type { Instant } from '../deadline';

/** Custody as the state and its cards keep it (DOMAIN 4 #21). */

/** Whose turn it was: the centre's own desks, a unit, the resident, nobody's while paused, nobody's after the closing. */
export type Holder = { holder: 'centre' | 'citizen' | 'paused' | 'nobody'; unit: null } | { holder: 'unit'; unit: string };
export type CustodySpan = Holder & { from: Instant };
/** So many minutes with one holder. */
export type CustodyShare = { holder: 'centre' | 'unit' | 'citizen' | 'paused'; unit: string | null; minutes: number };
