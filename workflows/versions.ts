/**
 * Changes of workflow logic, newest last: a name for `patched()`, and one line saying what changed. Record a history with
 * `npm run record-history` before adding one; replay tests run every recorded history against this code.
 */
export const versions = {} as const satisfies Record<string, string>;
