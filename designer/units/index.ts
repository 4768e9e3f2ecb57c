/** The unit portal: what we owe, by when, and the acts to do it. */
export { UnitPortal } from './unit-portal';
