/** How a policy's numbers are called, for other rooms. No page is in it, so that pages may open those rooms. */
export { groupByPart, partOf, useNumberName } from './policy-names';
export type { PolicyDocument } from './policy-numbers';
export { useNumberText } from './policy-view';
