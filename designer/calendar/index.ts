/** The working calendar: years with their notices, changes previewed over every open issue, then applied. */
export { CalendarPage } from './calendar-page';
export { ImportPage } from './import-page';
export { HoursPage } from './hours-page';
