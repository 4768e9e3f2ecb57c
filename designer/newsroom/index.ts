/** The newsroom: stories and where they stand. */
export { Newsroom } from './newsroom';
export { PiecePage } from './piece-page';
