/** What other rooms show of versions. No page and no canvas is in it, so that the studio may open with it. */
export { SinceLastRelease } from './since-last';
