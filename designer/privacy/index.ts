/** Personal data: looking at what is sealed, erasing it, and the log of both. */
export { Privacy } from './privacy';
export { ErasedMark } from './erased-mark';
export { SealedFields } from './sealed-fields';
