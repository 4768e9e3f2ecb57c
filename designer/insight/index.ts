export { Insight } from './insight';
