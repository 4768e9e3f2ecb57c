/**
 * Versions of what issues live by: what one release says otherwise than another, and the bundle in which a release travels. Pure; the
 * api compares, signs and restores, the designer shows.
 */
export { diffReleases, type ReleaseParts } from './release-diff';
export {
  fieldChangeSchema,
  releaseDiffSchema,
  type FieldChange,
  type FlowDiff,
  type HoursDiff,
  type ItemChange,
  type PolicyChange,
  type PolicyValue,
  type RegionChange,
  type ReleaseDiff,
  type RowChange,
  type SaidAnswer,
  type TableDiff,
} from './shapes';
export { BUNDLE_FORMAT, bundleFaults, bundleSchema, readBundle, sealBundle, type Bundle, type BundleFault } from './bundle';
