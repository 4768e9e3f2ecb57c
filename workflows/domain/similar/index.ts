/**
 * Similar issues (DOMAIN 4 #16, 17, 44): how close two submissions are, by category, distance, time and Chinese text, and what a
 * reviewer is shown of it. It proposes; a person decides.
 */
export { bordersSchema, districtsAt, type Borders } from './border';
export { featureReader, type Features, type Reader } from './features';
export { boundOf, scoreOf, textCloseness, type Compared, type Placed, type Score } from './score';
export { reachOf, shippedSimilar, similarSettingsSchema, type Reach, type SimilarSettings } from './settings';
export {
  repeatsOf,
  suggest,
  suggestionKinds,
  type Known,
  type Repeats,
  type Standing,
  type Suggestion,
  type SuggestionKind,
} from './suggest';
