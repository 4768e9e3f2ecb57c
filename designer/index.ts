/** The room's door: nothing outside mounts parts of the front end; tests enter by path. */
export { App } from './app';
