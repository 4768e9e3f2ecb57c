/** What runs, laid over its drawing: a release's running issues, and one issue's way. */
export { LiveView } from './live-view';
export { WayPage } from './way-page';
