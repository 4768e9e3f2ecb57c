/** The directory, to read: units and people. */
export { Directory } from './directory';
