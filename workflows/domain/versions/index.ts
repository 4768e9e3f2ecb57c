/**
 * Versions of what issues live by: what one release says otherwise than another, and the bundle in which a release travels. Pure. A door of
 * its own (`#versions`), because no workflow and no first screen compares anything; the shapes of what is found stand in `#domain`.
 */
export { meaningDiff, type ChangedRegion, type MeaningDiff } from '../rules/meaning';
export { readBundle, sealBundle } from './bundle';
export { laneNames } from './field-words';
export { diffReleases, type ReleaseParts } from './release-diff';
