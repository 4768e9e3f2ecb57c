/** The designer, first form: releases to read and publish, drafts to check, numbers of a policy to change. */
export { Studio } from './studio';
export { ReleasePage } from './release-page';
export { PolicyPage } from './policy-page';
