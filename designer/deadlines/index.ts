/** The deadline editor: a policy's clocks and ladders on a time line and on the calendar, with the draft under the hands. */
export { DeadlinePage } from './deadline-page';
