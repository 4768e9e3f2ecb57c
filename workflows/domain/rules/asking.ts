import { evaluateFeel, testCell } from './feel';

/**
 * The two questions FEEL is asked. Somebody who asks the same texts about the same values again and again may hand in others
 * that remember what was said.
 */
export type Asking = { readonly test: typeof testCell; readonly read: typeof evaluateFeel };

export const FEEL: Asking = { test: testCell, read: evaluateFeel };
