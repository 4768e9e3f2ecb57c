/** Documents that several people edit: how what they made of one draft is joined. */
export { mergeDocuments, sameJson, takeTheirs, type Conflict, type Merged } from './merge';
export { mergeTrees, takeTheirsInTree } from './tree';
