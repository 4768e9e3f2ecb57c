/**
 * The pure core of the desk (DESIGN 2): no Temporal, no Node, no DOM, no clock, no chance, no I/O. The workflow, the designer, the
 * rehearsal and the tests run what stands behind this door, unchanged.
 */
export { canonicalJson, sha256Hex } from './canonical';
export { bilingualSchema, factsSchema, jsonSchema, keySchema, personalText } from './text';
export type { Bilingual, Facts, Json } from './text';
export { deskClock, wallTime } from './desk-time';
export type { DeskClock, DeskTime } from './desk-time';
export * from './deadline';
export * from './directory';
export { metresBetween } from './distance';
export { mergeTrees, takeTheirsInTree } from './draft';
export type { Conflict, Merged } from './draft';
export * from './flow';
export * from './issue';
export * from './kpi';
export { maskText } from './issue/mask';
export * from './proof';
export * from './rehearsal';
export * from './piece';
export * from './rules';
export * from './similar';
export * from './theme';
export { bundleSchema, type Bundle, type BundleFault } from './versions/bundle';
export * from './versions/shapes';
