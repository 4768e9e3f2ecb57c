import { DefaultFailureConverter } from '@temporalio/common';

/** Failure texts travel as encoded attributes, so that the codec can seal them (DESIGN 9). */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
